package io.quorate.zab.rig;

import io.quorate.zab.Input;
import io.quorate.zab.Link;
import io.quorate.zab.Proposal;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.ZabMessage.Snap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Connections between members: in order, as slow as chance wants, and ended at any byte. */
final class Network {
    private static final int REFUSED_AFTER_MS = 100;
    private static final int STATE_TAKES_MS = 200;

    /** What travels over a link. */
    private sealed interface Item {
        record Words(ZabMessage message) implements Item {}

        record State(long zxid, List<Proposal> state) implements Item {}

        record End() implements Item {}
    }

    /** One end of a connection. */
    private static final class Side {
        private final Node node;
        private final int boot;
        private final Link link;
        private final ArrayDeque<Item> coming = new ArrayDeque<>();
        private boolean up = true;
        private long lastAtMs;

        Side(Node node, Link link) {
            this.node = node;
            this.link = link;
            boot = node.boot();
        }

        boolean isAlive() {
            return up && node.isUp() && node.boot() == boot;
        }
    }

    private record Connection(Side one, Side two) {
        Side at(Node node, Link link) {
            return one.node == node && one.link.equals(link) ? one : two;
        }

        Side other(Side side) {
            return side == one ? two : one;
        }

        boolean has(Node node, Link link) {
            return (one.node == node && one.link.equals(link)) || (two.node == node && two.link.equals(link));
        }
    }

    private final World world;
    private final List<Connection> connections = new ArrayList<>();
    private long accepted;

    Network(World world) {
        this.world = world;
    }

    void open(Node from, Link link, ServerId to) {
        int boot = from.boot();
        world.after(world.delayMs(), () -> {
            if (from.boot() != boot) {
                return;
            }
            Node target = world.node(to);
            boolean reachable = !world.isCut(from.id(), to) && !world.isCut(to, from.id());
            if (!reachable || !target.isUp()) {
                world.after(reachable ? 1 : REFUSED_AFTER_MS, () -> {
                    if (from.boot() == boot) {
                        from.step(new Input.LinkDown(link));
                    }
                });
                return;
            }
            Side acceptor = new Side(target, Link.accepted(++accepted));
            connections.add(new Connection(new Side(from, link), acceptor));
            target.step(new Input.LinkUp(acceptor.link));
            from.step(new Input.LinkUp(link));
        });
    }

    void send(Node from, Link link, ZabMessage message) {
        put(from, link, new Item.Words(message));
    }

    void sendSnapshot(Node from, Link link, long zxid, List<Proposal> state) {
        put(from, link, new Item.Words(new Snap(zxid)));
        put(from, link, new Item.State(zxid, state));
    }

    void close(Node from, Link link) {
        put(from, link, new Item.End());
        for (Connection connection : connections) {
            if (connection.has(from, link)) {
                connection.at(from, link).up = false;
            }
        }
        int boot = from.boot();
        world.after(1, () -> {
            if (from.boot() == boot) {
                from.step(new Input.LinkDown(link));
            }
        });
    }

    private void put(Node from, Link link, Item item) {
        for (Connection connection : connections) {
            if (connection.has(from, link)) {
                Side here = connection.at(from, link);
                if (here.isAlive()) {
                    put(here, connection.other(here), item);
                }
                return;
            }
        }
    }

    private void put(Side here, Side there, Item item) {
        there.coming.add(item);
        int whole = item instanceof Item.State ? world.dice(STATE_TAKES_MS) : 0;
        there.lastAtMs = Math.max(there.lastAtMs, world.nowMs() + world.delayMs()) + whole;
        world.at(there.lastAtMs, () -> arrive(here, there));
    }

    private void arrive(Side from, Side to) {
        if (to.coming.isEmpty() || !to.isAlive()) {
            return;
        }
        if (world.isCut(from.node.id(), to.node.id())) {
            world.after(10, () -> arrive(from, to));
            return;
        }
        switch (to.coming.remove()) {
            case Item.Words(ZabMessage message) -> to.node.step(new Input.Received(to.link, message));
            case Item.State(long zxid, List<Proposal> state) -> to.node.snapshotArrived(to.link, zxid, state);
            case Item.End _ -> {
                to.up = false;
                to.node.step(new Input.LinkDown(to.link));
            }
        }
    }

    /** A connection dies; each side has received some prefix of what was sent. */
    void resetOne() {
        connections.removeIf(each -> !each.one.isAlive() && !each.two.isAlive());
        if (!connections.isEmpty()) {
            Connection victim = connections.get(world.dice(connections.size()));
            breakOff(victim.one, victim.two);
            breakOff(victim.two, victim.one);
        }
    }

    /** A member is gone, and with it its side of every connection. */
    void crashed(Node node) {
        for (Connection each : connections) {
            if (each.one.node == node) {
                breakOff(each.one, each.two);
            } else if (each.two.node == node) {
                breakOff(each.two, each.one);
            }
        }
    }

    private void breakOff(Side from, Side to) {
        int kept = world.dice(to.coming.size() + 1);
        while (to.coming.size() > kept) {
            to.coming.removeLast();
        }
        put(from, to, new Item.End());
    }
}
