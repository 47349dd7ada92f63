package io.quorate.conformance.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What lies between the members of an ensemble. All have the same configuration, in which members have names; but each
 * has a file of hosts of its own, where the name of another stands for a relay to it (an address of loopback, of which
 * Linux has many). So what one hears from another can be held up for each pair, direction by direction.
 *
 * <p>Not for use by several threads at once.
 */
public final class Network implements AutoCloseable {
    private static final String NAME = "member-";

    /** Who speaks to whom. */
    private record Direction(int from, int to) implements Comparable<Direction> {
        @Override
        public int compareTo(Direction other) {
            int first = Integer.compare(from, other.from);
            return first != 0 ? first : Integer.compare(to, other.to);
        }
    }

    private final Path directory;
    private final List<Integer> ids;
    private final Map<Direction, Way> ways = new TreeMap<>();
    private final Map<Direction, List<Relay>> relays = new TreeMap<>();
    /** Under which address the first knows the second. */
    private final Map<Direction, String> addresses = new TreeMap<>();

    /**
     * Relays between all pairs, all open.
     *
     * @param directory receives the files of hosts
     * @param ports of each member, by its id, what the others connect to
     */
    Network(Path directory, Map<Integer, List<Integer>> ports) {
        this.directory = directory;
        ids = List.copyOf(new TreeMap<>(ports).keySet());
        for (int from : ids) {
            for (int to : ids) {
                if (from != to) {
                    ways.put(new Direction(from, to), new Way());
                }
            }
        }
        ports.forEach((to, listening) -> ids.stream()
                .filter(from -> !from.equals(to))
                .map(from -> new Direction(from, to))
                .forEach(direction -> relays.put(direction, relays(direction, listening))));
        rename();
    }

    private List<Relay> relays(Direction direction, List<Integer> ports) {
        List<Relay> made = new ArrayList<>();
        for (int port : ports) {
            made.add(new Relay(
                    new InetSocketAddress(address(relayAddress(direction)), port),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    way(direction.from, direction.to),
                    way(direction.to, direction.from)));
        }
        return made;
    }

    private Way way(int from, int to) {
        return Objects.requireNonNull(ways.get(new Direction(from, to)), "there is no such pair of members");
    }

    private static String relayAddress(Direction direction) {
        return "127.1." + direction.from + "." + direction.to;
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal + " is no address", e);
        }
    }

    /** What a member is called in the configuration. */
    static String nameOf(int id) {
        return NAME + id;
    }

    /** How the JVM of a member finds the others; it looks into its file at each attempt. */
    ServerSettings settingsOf(int id, ServerSettings common) {
        return common.withFlag("-Djdk.net.hosts.file=" + hosts(id))
                .withFlag("-Dsun.net.inetaddr.ttl=0")
                .withFlag("-Dsun.net.inetaddr.negative.ttl=0");
    }

    private Path hosts(int id) {
        return directory.resolve("hosts-" + id);
    }

    private void writeHosts(int of) {
        StringBuilder lines = new StringBuilder("127.0.0.1 localhost\n");
        addresses.forEach((who, address) -> {
            if (who.from == of) {
                lines.append(address).append(' ').append(nameOf(who.to)).append('\n');
            }
        });
        try {
            Files.writeString(hosts(of), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has a member find another, or itself, at an address; no relay is in between unless it is a relay's. */
    public void name(int of, int about, String address) {
        addresses.put(new Direction(of, about), address);
        writeHosts(of);
    }

    /** Has a member find nobody by the name of another. */
    public void unname(int of, int about) {
        addresses.remove(new Direction(of, about));
        writeHosts(of);
    }

    /** Has everybody find all as in the beginning, the others through relays. */
    public void rename() {
        for (int from : ids) {
            for (int to : ids) {
                Direction direction = new Direction(from, to);
                addresses.put(direction, from == to ? "127.0.0.1" : relayAddress(direction));
            }
        }
        ids.forEach(this::writeHosts);
    }

    /** From now on nothing comes through from one to the other; the other way is as it was. */
    public void cut(int from, int to) {
        way(from, to).block();
    }

    /** No word comes through between those and all others, whatever they are. */
    public void part(Collection<Integer> side) {
        ways.forEach((direction, way) -> {
            if (side.contains(direction.from) != side.contains(direction.to)) {
                way.block();
            }
        });
    }

    /** What goes from one to the other takes that much longer, each piece by itself. */
    public void delay(int from, int to, Duration more) {
        way(from, to).delay(more);
    }

    /** Breaks the connections of these two; they may be made again at once. */
    public void reset(int one, int other) {
        relays.forEach((direction, each) -> {
            if (Set.of(one, other).equals(Set.of(direction.from, direction.to))) {
                each.forEach(Relay::reset);
            }
        });
    }

    /** Everything comes through between these two, and at once; what was held up as well. */
    public void heal(int one, int other) {
        way(one, other).open();
        way(other, one).open();
    }

    /** Everything comes through, and at once; what was held up as well. */
    public void heal() {
        ways.values().forEach(Way::open);
    }

    @Override
    public void close() {
        relays.values().forEach(each -> each.forEach(Relay::close));
    }
}
