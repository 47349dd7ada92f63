package io.quorate.testkit.network;

import io.quorate.transport.peer.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The network between the members of one ensemble: a relay for every port of every member and everybody who may connect
 * to it. Partitions add up until {@link #heal()}. Thread-safe.
 */
public final class Network implements AutoCloseable {
    private static final int CLOSE_LIMIT_S = 10;

    private final Traffic traffic = new Traffic();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("relay-", 1).factory());
    private final Map<Road, Relay> relays = new HashMap<>();
    private final Set<Integer> members;

    /** Who connects, and to which port. */
    private record Road(int from, int port) {}

    /**
     * A network in which everybody reaches everybody.
     *
     * @param ports on loopback, by the member that listens there
     */
    public Network(SortedMap<Integer, List<Integer>> ports) {
        members = Set.copyOf(ports.keySet());
        try {
            for (int from : ports.keySet()) {
                for (Map.Entry<Integer, List<Integer>> to : ports.entrySet()) {
                    if (to.getKey() != from) {
                        build(new Traffic.Way(from, to.getKey()), to.getValue());
                    }
                }
            }
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("a relay between two members cannot listen on loopback", e);
        }
    }

    private void build(Traffic.Way way, List<Integer> ports) throws IOException {
        for (int port : ports) {
            InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            relays.put(new Road(way.from(), port), new Relay(traffic, way, target, threads));
        }
    }

    /**
     * {@return the way out for one member}
     *
     * @param member its number
     */
    public Routes of(int member) {
        return target -> {
            Relay relay = relays.get(new Road(member, target.getPort()));
            return relay == null ? target : relay.address();
        };
    }

    /**
     * Nothing passes any more between these members and the others.
     *
     * @param side numbers of the members on one side; the others are on the other
     */
    public void separate(Set<Integer> side) {
        Set<Traffic.Way> ways = new HashSet<>();
        for (int inside : side) {
            for (int outside : members) {
                if (!side.contains(outside)) {
                    Traffic.Way way = new Traffic.Way(inside, outside);
                    ways.add(way);
                    ways.add(way.back());
                }
            }
        }
        traffic.block(ways);
    }

    /** Everybody reaches everybody again; what waited on its way arrives. */
    public void heal() {
        traffic.openAll();
    }

    /** Ends every connection, and waits until all threads have gone. */
    @Override
    public void close() {
        relays.values().forEach(Relay::close);
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(CLOSE_LIMIT_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException("relays still run after " + CLOSE_LIMIT_S + " s");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
