package io.quorate.conformance.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The members of an ensemble, processes of one kind or of both, each with a directory and ports that stay its own when
 * it is stopped, killed, started again, or replaced by the other kind. Not for use by several threads at once.
 */
public final class Members implements AutoCloseable {
    private static final Duration LEADER_LIMIT = Duration.ofSeconds(60);
    private static final int PORTS_OF_A_MEMBER = 3;
    private static final String HISTORY = "version-2";

    private final List<ServerProcess> members = new ArrayList<>();
    private final ServerSettings settings;
    private final Map<Integer, List<Integer>> peerPorts;
    private final @Nullable Network network;

    private Members(
            List<ServerProcess> members,
            ServerSettings settings,
            Map<Integer, List<Integer>> peerPorts,
            @Nullable Network network) {
        this.members.addAll(members);
        this.settings = settings;
        this.peerPorts = peerPorts;
        this.network = network;
    }

    /**
     * Lays members out, numbered from 1 in the order given, and starts none.
     *
     * @param observers how many of them, the last ones, observe
     */
    public static Members laidOut(Path directory, ServerSettings common, List<ServerKind> kinds, int observers) {
        return laidOut(directory, common, kinds, observers, false);
    }

    /** The same, with a {@link #network()} between them that can be taken apart. */
    public static Members networked(Path directory, ServerSettings common, List<ServerKind> kinds, int observers) {
        return laidOut(directory, common, kinds, observers, true);
    }

    private static Members laidOut(
            Path directory, ServerSettings common, List<ServerKind> kinds, int observers, boolean networked) {
        List<Integer> ports = ports(kinds.size() * PORTS_OF_A_MEMBER);
        ServerSettings settings = common;
        List<ServerProcess> members = new ArrayList<>();
        Map<Integer, List<Integer>> peerPorts = new TreeMap<>();
        for (int i = 0; i < kinds.size(); i++) {
            int id = i + 1;
            List<Integer> own = ports.subList(i * PORTS_OF_A_MEMBER, (i + 1) * PORTS_OF_A_MEMBER);
            ServerProcess member =
                    ServerProcess.laidOut(kinds.get(i), directory.resolve(Integer.toString(id)), own.getFirst());
            members.add(member);
            writeId(member, id);
            peerPorts.put(id, own.subList(1, PORTS_OF_A_MEMBER));
            settings = settings.with(
                    "server." + id,
                    (networked ? Network.nameOf(id) : "127.0.0.1") + ":" + own.get(1) + ":" + own.get(2)
                            + (i < kinds.size() - observers ? ":participant" : ":observer"));
        }
        return new Members(members, settings, peerPorts, networked ? new Network(directory, peerPorts) : null);
    }

    /** Where the others reach a member: its quorum port, then its election port. */
    public List<InetSocketAddress> peerAddresses(int id) {
        return peerPorts.getOrDefault(id, List.of()).stream()
                .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .toList();
    }

    /** What lies between the members. */
    public Network network() {
        if (network == null) {
            throw new IllegalStateException("the members see each other directly; lay them out networked");
        }
        return network;
    }

    private ServerSettings settings(int id) {
        return network == null ? settings : network.settingsOf(id, settings);
    }

    private static List<Integer> ports(int count) {
        Set<Integer> ports = new LinkedHashSet<>();
        while (ports.size() < count) {
            ports.add(Ports.free());
        }
        return List.copyOf(ports);
    }

    private static void writeId(ServerProcess member, int id) {
        try {
            Files.createDirectories(member.dataDirectory());
            Files.writeString(member.dataDirectory().resolve("myid"), id + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts all that do not run, together, and waits until all serve. */
    public void start() {
        for (int id = 1; id <= members.size(); id++) {
            if (!member(id).isRunning()) {
                begin(id);
            }
        }
        members.forEach(ServerProcess::awaitServing);
    }

    /** Starts one that is down and waits until it serves. */
    public void start(int id) {
        begin(id);
        member(id).awaitServing();
    }

    /** Starts one that is down. */
    public void begin(int id) {
        member(id).begin(settings(id));
    }

    /** Puts the other kind of server in the place of one that is down: the same directory, the same ports. */
    public void become(int id, ServerKind kind) {
        ServerProcess before = member(id);
        if (before.isRunning()) {
            throw new IllegalStateException(before + " is still running; stop it or kill it first");
        }
        Path directory = before.dataDirectory().resolveSibling("");
        before.close();
        members.set(id - 1, ServerProcess.laidOut(kind, directory, before.port()));
    }

    /** Has a member that is down know what another directory of data holds, and nothing else, but stay who it is. */
    public void restore(int id, Path data) {
        wipe(id);
        Path history = member(id).dataDirectory().resolve(HISTORY);
        try (var files = Files.list(data.resolve(HISTORY))) {
            Files.createDirectories(history);
            for (Path file : files.toList()) {
                Files.copy(file, history.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes everything that a member knows, but who it is. It must be down. */
    public void wipe(int id) {
        Path history = member(id).dataDirectory().resolve(HISTORY);
        if (Files.notExists(history)) {
            return;
        }
        try (var files = Files.list(history)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(history);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By its number, counted from 1. */
    public ServerProcess member(int id) {
        return members.get(id - 1);
    }

    public List<ServerProcess> all() {
        return List.copyOf(members);
    }

    public int count() {
        return members.size();
    }

    /** Waits until one of those that run leads; its number. */
    public int awaitLeader() {
        return awaitLeader(ids());
    }

    /** Waits until one of these leads; its number. Those that are stopped in their tracks are not to be asked. */
    public int awaitLeader(Collection<Integer> among) {
        long deadline = System.nanoTime() + LEADER_LIMIT.toNanos();
        while (true) {
            for (int id : among) {
                if (leads(id)) {
                    return id;
                }
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "none of " + among + " leads after " + LEADER_LIMIT.toSeconds() + " s:\n" + told());
            }
        }
    }

    /** Whether it says so. */
    public boolean leads(int id) {
        return member(id).isRunning() && member(id).say("srvr").contains("Mode: leader");
    }

    /** All numbers. */
    public List<Integer> ids() {
        return IntStream.rangeClosed(1, members.size()).boxed().toList();
    }

    /** All numbers but these. */
    public List<Integer> idsWithout(Integer... others) {
        return ids().stream().filter(id -> !List.of(others).contains(id)).toList();
    }

    private String told() {
        return members.stream()
                .map(member -> member + ":\n" + (Files.exists(member.log()) ? member.logTail() : "never started"))
                .collect(Collectors.joining("\n"));
    }

    /** Where clients connect, in the order of the numbers. */
    public List<InetSocketAddress> addresses() {
        return members.stream().map(ServerProcess::address).toList();
    }

    /** Where clients find all of them, as clients take it. */
    public String connectString() {
        return members.stream().map(ServerProcess::connectString).collect(Collectors.joining(","));
    }

    /** Kills whoever runs. */
    @Override
    public void close() {
        members.forEach(ServerProcess::close);
        if (network != null) {
            network.close();
        }
    }

    @Override
    public String toString() {
        return members.toString();
    }
}
