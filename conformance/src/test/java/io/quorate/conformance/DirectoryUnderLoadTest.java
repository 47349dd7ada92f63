package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.process.ServerSettings;
import io.quorate.conformance.raw.AclEntry;
import io.quorate.conformance.raw.BytesIn;
import io.quorate.conformance.raw.Handshake;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import io.quorate.conformance.transcript.Sweeper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.apache.zookeeper.server.DataNode;
import org.apache.zookeeper.server.DataTree;
import org.apache.zookeeper.server.persistence.FileSnap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A directory that was written to by many while snapshots of it were taken, and whose server was killed then (storage
 * format 5 and 6). ZooKeeper's snapshots are fuzzy: they hold some of what came after the zxid in their name, and
 * ephemerals of sessions that the log then closes.
 *
 * <p>What has to be read out of it is what all the logs say from the first txn on, without any snapshot. ZooKeeper
 * itself does not always read that out of its own fuzzy snapshots: children of a znode that was deleted and made again
 * while the snapshot was written are in none of its listings afterwards.
 */
final class DirectoryUnderLoadTest {
    private static final int CLIENTS = 3;
    private static final int BALLAST = 150;
    private static final int BALLAST_BYTES = 100_000;
    private static final int SNAPSHOTS = 3;
    private static final int MOST_ROUNDS = 8;
    private static final int SESSIONS_LOOKED_AT = 40;
    private static final int BRIEF_MS = 3_000;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @ParameterizedTest
    @CsvSource({"APACHE_ZOOKEEPER, ''", "APACHE_ZOOKEEPER, gz", "APACHE_ZOOKEEPER, snappy", "QUORATE, ''"})
    void whatTheLogsSayIsReadAfterAKill(ServerKind kind, String compression) throws InterruptedException, IOException {
        String name = "loaded-" + kind.word() + compression;
        ServerSettings settings = settings().with("snapshot.compression.method", compression);
        Loaded loaded = loaded(kind, name, settings);
        Path data = loaded.data();
        List<Handshake> sessions = loaded.clients().stream()
                .flatMap(client -> client.latestSessions(SESSIONS_LOOKED_AT).stream())
                .toList();
        Path logs = Workplace.copy(data, name + "-logs");
        deleteSnapshots(logs.resolve("version-2"));
        List<String> history = read(ServerKind.APACHE_ZOOKEEPER, logs, name, sessions);
        assertThat(history).hasSizeGreaterThan(BALLAST + sessions.size() + CLIENTS);
        same(history, read(ServerKind.subject(), data, name, sessions));
        if (kind == ServerKind.QUORATE) {
            same(history, read(ServerKind.APACHE_ZOOKEEPER, data, name, sessions));
        }
    }

    /** What a killed server left, and those who wrote to it. */
    private record Loaded(Path data, List<Bustle> clients) {}

    /** Whether a snapshot turns out fuzzy is ZooKeeper's luck; this loads until it has had it. */
    private static Loaded loaded(ServerKind kind, String name, ServerSettings settings)
            throws InterruptedException, IOException {
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            List<Bustle> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new Bustle(i, RandomGenerator.of("L64X128MixRandom")));
            }
            Path directory = Workplace.fresh(name);
            try (ServerProcess server = ServerProcess.start(kind, directory, settings)) {
                ground(server);
                loadUntilKilled(server, clients);
            }
            Path data = directory.resolve("data");
            if (kind != ServerKind.APACHE_ZOOKEEPER || isFuzzy(data.resolve("version-2"))) {
                return new Loaded(data, clients);
            }
        }
        throw new AssertionError("in none of " + MOST_ROUNDS + " rounds of load and kill did the newest snapshot in "
                + name + " hold a write later than the zxid in its name, so that there is nothing to compare; write"
                + " more while snapshots are taken");
    }

    private static void same(List<String> expected, List<String> actual) {
        Difference.between(expected, actual).ifPresent(difference -> {
            throw new AssertionError(difference);
        });
    }

    private static void deleteSnapshots(Path directory) throws IOException {
        try (DirectoryStream<Path> snapshots = Files.newDirectoryStream(directory, "snapshot.*")) {
            for (Path snapshot : snapshots) {
                Files.delete(snapshot);
            }
        }
    }

    /** A session that nobody takes up again after the kill gets its full time, then ends and takes its ephemerals. */
    @ParameterizedTest
    @EnumSource
    void ephemeralsOfASessionThatIsNotTakenUpAgainGoInTheEnd(ServerKind first) throws InterruptedException {
        ServerKind second = first == ServerKind.QUORATE ? ServerKind.APACHE_ZOOKEEPER : ServerKind.subject();
        Path directory = Workplace.fresh("dead-session-" + first.word());
        try (ServerProcess server = ServerProcess.start(first, directory, settings())) {
            try (Talk talk = new Talk(server.address(), Handshake.newSession(BRIEF_MS))) {
                assertThat(talk.ask(Request.create("/e", "", Request.EPHEMERAL)).ok())
                        .isTrue();
            }
            server.kill();
        }
        try (ServerProcess server = ServerProcess.start(second, directory, settings());
                Talk talk = new Talk(server.address(), Handshake.newSession(60_000))) {
            assertThat(talk.ask(Request.exists("/e", false)).ok()).isTrue();
            long before = System.nanoTime();
            while (talk.ask(Request.exists("/e", false)).ok()) {
                assertThat(System.nanoTime() - before).isLessThan(LIMIT.toNanos());
            }
            assertThat(talk.ask(Request.exists("/e", false)).err()).isEqualTo(-101);
        }
    }

    /** What a server of that kind shows on a copy of the directory: the tree, and which sessions live and own what. */
    private static List<String> read(ServerKind kind, Path data, String name, List<Handshake> sessions)
            throws InterruptedException, IOException {
        Path directory = Workplace.fresh(name + "-read-by-" + kind.word());
        Workplace.replace(directory.resolve("data"), data);
        ServerSettings settings = settings().with("snapshot.trust.empty", true);
        try (ServerProcess server = ServerProcess.start(kind, directory, settings)) {
            List<String> lines = TreeDump.of(server);
            for (Handshake session : sessions) {
                try (Talk talk = new Talk(server.address(), session)) {
                    String id = Long.toHexString(session.sessionId());
                    lines.add(id + (talk.isAlive() ? " owns " + ephemerals(talk) : " is gone"));
                }
            }
            return lines;
        }
    }

    private static List<String> ephemerals(Talk talk) {
        List<String> owned = talk.ask(Request.getEphemerals("/")).record().list(BytesIn::string);
        return Objects.requireNonNull(owned).stream().sorted().toList();
    }

    private static void ground(ServerProcess server) {
        List<Request> requests = new ArrayList<>(List.of(
                Request.create("/b", ""),
                Request.create("/zookeeper/quota/b", ""),
                Request.create("/zookeeper/quota/b/zookeeper_limits", "count=1000000,bytes=1000000000"),
                Request.create("/zookeeper/quota/b/zookeeper_stats", "count=0,bytes=0")));
        for (int i = 0; i < CLIENTS; i++) {
            requests.add(Request.create(Bustle.root(i), ""));
        }
        // Among what is written to, so that writing a snapshot comes by there again and again.
        for (int i = 0; i < BALLAST; i++) {
            String path = Bustle.root(i % CLIENTS) + "/ballast-" + i;
            requests.add(Request.create(Op.CREATE, path, new byte[BALLAST_BYTES], AclEntry.OPEN, 0));
        }
        try (Talk talk = new Talk(server.address(), Handshake.newSession(60_000))) {
            requests.forEach(request ->
                    assertThat(talk.ask(request).ok()).as(request.words()).isTrue());
        }
    }

    /** Until some snapshots more have been begun than there were. */
    private static void loadUntilKilled(ServerProcess server, List<Bustle> clients)
            throws InterruptedException, IOException {
        Path directory = server.dataDirectory().resolve("version-2");
        int before = snapshots(directory);
        List<Thread> threads = new ArrayList<>();
        for (Bustle client : clients) {
            threads.add(Thread.ofPlatform().start(() -> client.writeUntilCutOff(server.address())));
        }
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (snapshots(directory) < before + SNAPSHOTS) {
            assertThat(System.nanoTime()).as("snapshots are to be taken").isLessThan(deadline);
        }
        server.kill();
        for (Thread thread : threads) {
            assertThat(thread.join(LIMIT)).isTrue();
        }
        assertThat(clients).allSatisfy(client -> assertThat(client.failures()).isEmpty());
    }

    private static int snapshots(Path directory) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "snapshot.*")) {
            for (Path _ : all) {
                count++;
            }
        }
        return count;
    }

    /** Whether the newest whole snapshot holds anything from after the zxid in its name. */
    private static boolean isFuzzy(Path directory) throws IOException {
        DataTree tree = new DataTree();
        FileSnap snapshots = new FileSnap(directory.toFile());
        snapshots.deserialize(tree, new HashMap<>());
        long named = Objects.requireNonNull(snapshots.getLastSnapshotInfo()).zxid;
        return named > 0 && newest(tree, "/") > named;
    }

    private static long newest(DataTree tree, String path) {
        DataNode node = tree.getNode(path);
        long newest = Math.max(node.stat.getMzxid(), node.stat.getPzxid());
        for (String child : node.getChildren()) {
            newest = Math.max(newest, newest(tree, path.equals("/") ? "/" + child : path + "/" + child));
        }
        return newest;
    }

    private static ServerSettings settings() {
        return ServerSettings.defaults()
                .with("snapCount", 300)
                .with("tickTime", 500)
                .with("maxSessionTimeout", 60_000)
                .with("maxClientCnxns", 0)
                .with("extendedTypesEnabled", true)
                .with("DigestAuthenticationProvider.superDigest", Sweeper.SUPER_DIGEST);
    }
}
