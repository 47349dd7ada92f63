package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;

/** {@code bin/quorate ensemble} as a user types it. */
final class EnsembleCommandTest {
    private static final Path SCRIPT =
            Path.of("..", "bin", "quorate").toAbsolutePath().normalize();
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String CONNECT = "Connect to ";

    @Test
    void oneCommandStartsMembersThatGoOnWithTheirDataNextTime() throws Exception {
        Path directory = Workplace.fresh("ensemble-command");
        List<Long> members = new ArrayList<>();

        String first = whileItRuns(
                directory,
                members,
                client -> client.create("/kept", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
        assertThat(members).hasSize(3);
        String second = whileItRuns(
                directory,
                members,
                client -> assertThat(client.exists("/kept", false)).isNotNull());

        assertThat(second).isEqualTo(first);
        assertThat(members).hasSize(6).doesNotHaveDuplicates().noneMatch(EnsembleCommandTest::isAlive);
    }

    @FunctionalInterface
    private interface Use {
        void with(ZooKeeper client) throws KeeperException, InterruptedException;
    }

    /** Starts it, uses it by the connect string it prints, and stops it with SIGTERM; the connect string. */
    private static String whileItRuns(Path directory, List<Long> members, Use use)
            throws IOException, InterruptedException, KeeperException {
        Path output = directory.resolve("output-" + members.size());
        ProcessBuilder builder = new ProcessBuilder(
                        SCRIPT.toString(),
                        "ensemble",
                        "--dir",
                        directory.resolve("e").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("QUORATE_AOT", "off");
        Process process = builder.start();
        try {
            String connect = awaitConnectString(process, output);
            Files.readAllLines(output).stream()
                    .filter(line -> line.contains(": process "))
                    .forEach(line -> members.add(Long.valueOf(line.replaceAll(".*: process (\\d+),.*", "$1"))));
            try (ZooKeeper client = ApacheClients.connect(connect)) {
                use.with(client);
            }
            process.destroy();
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            return connect;
        } finally {
            process.destroy();
        }
    }

    private static String awaitConnectString(Process process, Path output) throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            for (String line : Files.readAllLines(output)) {
                if (line.startsWith(CONNECT)) {
                    return line.substring(CONNECT.length());
                }
            }
            assertThat(process.isAlive()).as("%s", Files.readString(output)).isTrue();
            assertThat(System.nanoTime()).as("%s", Files.readString(output)).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
