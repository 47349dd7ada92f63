package io.quorate.simulator.network;

import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Task;
import io.quorate.simulator.world.Tempo;
import io.quorate.simulator.world.World;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Carries messages between endpoints over connections, and has the faults it is told to have. The same seed and the
 * same calls give the same network.
 */
public final class Network {
    /** So many bytes a side can have under way before it is told to wait. */
    public static final int BUFFER_BYTES = 64 << 10;

    private static final long MEAN_LATENCY = World.MS / 4;

    private final World world;
    private final Tempo tempo;
    private final long seed;
    private final Dice dice;
    private final Routes routes = new Routes();
    private final TreeMap<Endpoint, Map<Port, Listener>> listeners = new TreeMap<>();
    private final TreeMap<Integer, Wire> wires = new TreeMap<>();
    private final TreeSet<Endpoint> asleep = new TreeSet<>();
    private final TreeSet<Endpoint> dark = new TreeSet<>();
    private final Post post;

    /** A network on which everybody can reach everybody. */
    public Network(World world, Tempo tempo, long seed) {
        this.world = world;
        this.tempo = tempo;
        this.seed = seed;
        this.dice = Dice.of(seed, "network");
        this.post = new Post(this, Dice.of(seed, "post"));
    }

    /** From now on connections to that port are accepted. */
    public void listen(Endpoint host, Port port, Listener listener) {
        dark.remove(host);
        listeners.computeIfAbsent(host, _ -> new EnumMap<>(Port.class)).put(port, listener);
        wake(host);
    }

    /** From now on words that are tossed to that port are caught. */
    public void hearWords(Endpoint host, Port port, Catcher catcher) {
        post.listen(host, port, catcher);
    }

    /** Sends a word without a connection; it may be lost, come twice, late, and after a newer one. */
    public void toss(Endpoint from, Endpoint to, Port port, Parcel parcel) {
        post.toss(new Route(from, to, port), parcel);
    }

    /** From now on so many of a thousand tossed words are lost, and so many come twice (N9). */
    public void carelessWithWords(int lostPerMille, int doubledPerMille) {
        post.careless(lostPerMille, doubledPerMille);
    }

    /** Connects. What is sent on the plug arrives after the other side has accepted. */
    public Plug dial(Endpoint from, Endpoint to, Port port, Party party) {
        int number = world.nextNumber();
        Wire wire = new Wire(this, number, from, to, port, Dice.of(seed, "wire/" + number));
        wires.put(number, wire);
        return wire.dial(party);
    }

    /**
     * A host is gone, with all its connections and listeners.
     *
     * @param silently whether nobody is told: the power failed. Else its kernel lives on and tells.
     */
    public void vanish(Endpoint host, boolean silently) {
        listeners.remove(host);
        post.vanish(host);
        asleep.remove(host);
        List.copyOf(wires.values()).forEach(wire -> wire.vanished(host, silently));
        if (silently) {
            dark.add(host);
        }
    }

    /** A host has power again: whatever its processes do, its kernel answers. */
    public void power(Endpoint host) {
        if (dark.remove(host)) {
            retryAll();
        }
    }

    /** A host's processes stand still; its kernel takes what comes, and keeps it for them. */
    public void sleep(Endpoint host) {
        asleep.add(host);
    }

    /** A host's processes go on. */
    public void wake(Endpoint host) {
        asleep.remove(host);
        retryAll();
    }

    /** One of the connections to such a port breaks, if there is one (N4). */
    public void severOne(Port port, Dice own) {
        List<Wire> there =
                wires.values().stream().filter(wire -> wire.port() == port).toList();
        if (!there.isEmpty()) {
            there.get(own.below(there.size())).sever();
        }
    }

    /** Nothing gets through in this direction until {@link #unblock}; then what was sent meanwhile arrives (N5, N6). */
    public void block(Route route) {
        routes.block(route);
    }

    /** The route is open again. */
    public void unblock(Route route) {
        if (routes.unblock(route)) {
            retryAll();
        }
    }

    /** So many times longer than usual everything takes on this route (N1). */
    public void distance(Route route, int factor) {
        routes.distance(route, factor);
    }

    /** No more than so many bytes a millisecond get through (N2). */
    public void speed(Route route, int bytesPerMs) {
        routes.speed(route, bytesPerMs);
    }

    /** All routes are open and fast. */
    public void heal() {
        routes.clear();
        post.careless(0, 0);
        retryAll();
    }

    /** Whether there is a connection to such a port in which at least one side still believes. */
    public boolean isUsed(Port port) {
        for (Wire wire : wires.values()) {
            if (wire.port() == port) {
                return true;
            }
        }
        return false;
    }

    /** Until when things arrive that are under way now, if nothing comes between; bounded by nothing. */
    public long stirsUntil() {
        long last = 0;
        for (Wire wire : wires.values()) {
            last = Math.max(last, wire.stirsUntil());
        }
        return last;
    }

    /** How many connections there are in which at least one side still believes. */
    public int wires() {
        return wires.size();
    }

    Routes routes() {
        return routes;
    }

    long now() {
        return world.now();
    }

    void in(long nanos, Runnable action) {
        world.in(nanos, action);
    }

    long latency(Route route) {
        Task task = task(route);
        return tempo.of(task, dice.delay(MEAN_LATENCY)) * routes.distance(route);
    }

    private static Task task(Route route) {
        return switch (route.port()) {
            case CLIENTS -> route.to().kind() == Endpoint.Kind.MEMBER ? Task.REQUEST : Task.REPLY;
            case QUORUM -> Task.PEERS;
            case ELECTION -> Task.VOTES;
        };
    }

    boolean isAsleep(Endpoint host) {
        return !asleep.isEmpty() && asleep.contains(host);
    }

    /** Whether the host has no power: it answers nothing, not even that it knows nothing. */
    boolean isDark(Endpoint host) {
        return !dark.isEmpty() && dark.contains(host);
    }

    @Nullable
    Listener listener(Endpoint host, Port port) {
        Map<Port, Listener> ports = listeners.get(host);
        return ports == null ? null : ports.get(port);
    }

    void forget(Wire wire) {
        wires.remove(wire.number());
    }

    private void retryAll() {
        new ArrayList<>(wires.values()).forEach(Wire::retry);
        post.retry();
    }
}
