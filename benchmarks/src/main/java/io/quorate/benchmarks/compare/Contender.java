package io.quorate.benchmarks.compare;

import io.quorate.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A server program that takes part.
 *
 * @param name how the tables call it, also the name of its directory
 * @param command program and arguments; {@link #CONFIGURATION} in them stands for the path of the zoo.cfg
 */
public record Contender(String name, List<String> command) {
    /** Stands for the path of the configuration in a command. */
    public static final String CONFIGURATION = "{cfg}";

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    static final Duration START_LIMIT = Duration.ofMinutes(5);

    /** Apache ZooKeeper from a class path. */
    public static Contender zooKeeper(String java, List<String> jvmFlags, String classPath) {
        List<String> command = new ArrayList<>();
        command.add(java);
        command.addAll(jvmFlags);
        command.addAll(List.of("-cp", classPath, "org.apache.zookeeper.server.quorum.QuorumPeerMain", CONFIGURATION));
        return new Contender("ZooKeeper", List.copyOf(command));
    }

    /**
     * A running server of this contender.
     *
     * @param process its process
     * @param address where it listens
     * @param directory its data directory
     * @param start how its start went
     */
    public record Running(
            ServerProcess process, InetSocketAddress address, Path directory, ServerProcess.FirstAnswer start)
            implements AutoCloseable {
        /** The directory of its snapshots. */
        public Path snapshots() {
            return directory.resolve("version-2");
        }

        @Override
        public void close() {
            process.close();
        }
    }

    /** Starts an ensemble of so many members on an empty directory, and waits until each has answered. */
    public RunningEnsemble startEnsemble(Path work, int members) {
        try {
            List<InetSocketAddress> addresses = new ArrayList<>();
            Map<String, String> servers = new LinkedHashMap<>();
            for (int id = 1; id <= members; id++) {
                addresses.add(freePort());
                servers.put(
                        "server." + id,
                        "127.0.0.1:" + freePort().getPort() + ":" + freePort().getPort());
            }
            servers.put("initLimit", "10");
            servers.put("syncLimit", "5");
            List<List<String>> lines = new ArrayList<>();
            List<Path> homes = new ArrayList<>();
            for (int id = 1; id <= members; id++) {
                Path home = Files.createDirectories(work.toAbsolutePath().resolve(name.replace(' ', '-') + "-" + id));
                Path data = Files.createDirectories(home.resolve("data"));
                Files.writeString(data.resolve("myid"), Integer.toString(id), StandardCharsets.UTF_8);
                Path configuration = home.resolve("zoo.cfg");
                int port = addresses.get(id - 1).getPort();
                Files.writeString(configuration, configuration(data, port, servers), StandardCharsets.UTF_8);
                homes.add(home);
                lines.add(line(configuration));
            }
            RunningEnsemble ensemble = new RunningEnsemble(lines, homes, addresses);
            try {
                ensemble.startAll();
            } catch (RuntimeException e) {
                ensemble.close();
                throw e;
            }
            return ensemble;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + work + " for " + name + ": " + e.getMessage(), e);
        }
    }

    private List<String> line(Path configuration) {
        return command.stream()
                .map(word -> word.replace(CONFIGURATION, configuration.toString()))
                .toList();
    }

    /**
     * Starts it on a directory, empty or left by an earlier run, and waits for the first answer.
     *
     * @param work where its files go, in a directory of the contender's name
     * @param more settings beside the common ones
     */
    public Running start(Path work, Map<String, String> more) {
        try {
            Path home = Files.createDirectories(work.toAbsolutePath().resolve(name.replace(' ', '-')));
            Path data = Files.createDirectories(home.resolve("data"));
            InetSocketAddress address = freePort();
            Path configuration = home.resolve("zoo.cfg");
            Files.writeString(configuration, configuration(data, address.getPort(), more), StandardCharsets.UTF_8);
            ServerProcess process = ServerProcess.start(line(configuration), home, home.resolve("server.log"));
            try {
                return new Running(process, address, data, process.awaitAnswer(address, START_LIMIT));
            } catch (RuntimeException e) {
                process.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + work + " for " + name + ": " + e.getMessage(), e);
        }
    }

    private static String configuration(Path data, int port, Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("tickTime", "2000");
        settings.put("dataDir", data.toString());
        settings.put("clientPort", Integer.toString(port));
        settings.put("clientPortAddress", "127.0.0.1");
        settings.put("maxClientCnxns", "0");
        settings.put("admin.enableServer", "false");
        settings.put("4lw.commands.whitelist", "*");
        settings.putAll(more);
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static InetSocketAddress freePort() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(LOOPBACK);
        try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
            return new InetSocketAddress(loopback, socket.getLocalPort());
        }
    }
}
