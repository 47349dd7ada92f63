package io.quorate.simulator.peer;

import io.quorate.replica.Input;
import io.quorate.simulator.network.Endpoint;
import io.quorate.simulator.network.Network;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Task;
import io.quorate.simulator.world.World;
import io.quorate.zab.Link;
import io.quorate.zab.ZabConfig.Rule;
import io.quorate.zab.ZabMessage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A member of which there is only the door to its peers, with a log in memory. */
final class Site implements PeerHost, PeerStore {
    final SimulatedPeers peers;
    final List<io.quorate.zab.Input> heard = new ArrayList<>();
    final TreeMap<Long, byte[]> log = new TreeMap<>();
    final ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
    int complete;
    int abandoned;
    private final int id;
    private final World world;
    private final Network network;
    private boolean alive = true;

    Site(int id, World world, Network network, Rule rule, long seed) {
        this.id = id;
        this.world = world;
        this.network = network;
        peers = new SimulatedPeers(this, network, this, rule, 500 * World.MS, Dice.of(seed, "peers/" + id));
        peers.listen();
    }

    void die(boolean silently) {
        alive = false;
        network.vanish(Endpoint.member(id), silently);
    }

    List<ZabMessage> received(Link link) {
        List<ZabMessage> received = new ArrayList<>();
        for (io.quorate.zab.Input input : heard) {
            if (input instanceof io.quorate.zab.Input.Received(Link over, ZabMessage message) && over.equals(link)) {
                received.add(message);
            }
        }
        return received;
    }

    List<Link> ups() {
        return heard.stream()
                .filter(io.quorate.zab.Input.LinkUp.class::isInstance)
                .map(input -> ((io.quorate.zab.Input.LinkUp) input).link())
                .toList();
    }

    List<Link> downs() {
        return heard.stream()
                .filter(io.quorate.zab.Input.LinkDown.class::isInstance)
                .map(input -> ((io.quorate.zab.Input.LinkDown) input).link())
                .toList();
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public World world() {
        return world;
    }

    @Override
    public void post(Input input) {
        if (alive && input instanceof Input.ForZab(io.quorate.zab.Input inside)) {
            heard.add(inside);
        }
    }

    @Override
    public void in(Task task, long nanos, Runnable action) {
        world.in(nanos, () -> {
            if (alive) {
                action.run();
            }
        });
    }

    @Override
    public void effect() {
        // Nothing ends it here.
    }

    @Override
    public void guarded(Runnable action) {
        action.run();
    }

    @Override
    public Witness witness() {
        return Witness.NOBODY;
    }

    @Override
    public boolean hasWritten(long zxid) {
        return !log.isEmpty() && log.lastKey() >= zxid;
    }

    @Override
    public void history(long after, long through, TxnVisitor visitor) {
        log.subMap(after, false, through, true).forEach(visitor::txn);
    }

    @Override
    public Reception receive(long zxid) {
        snapshot.reset();
        return new Reception() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                snapshot.write(bytes, offset, length);
            }

            @Override
            public void complete(Runnable spoiled) {
                complete++;
            }

            @Override
            public void abandon() {
                abandoned++;
            }
        };
    }
}
