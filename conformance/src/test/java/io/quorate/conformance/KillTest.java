package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.process.ServerSettings;
import io.quorate.conformance.raw.AclEntry;
import io.quorate.conformance.raw.Handshake;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} under load, again and again on one directory: nothing that was acknowledged may be missing after.
 * Snapshots are taken all the time, every other kill comes while one is being written, and the server is killed again
 * while it recovers. {@code -Dconformance.kills=n} kills n times under load.
 */
final class KillTest {
    private static final int ROUNDS = Integer.getInteger("conformance.kills", 6);
    private static final int WRITERS = 4;
    private static final int WRITES_BEFORE_THE_KILL = 400;
    private static final int BALLAST = 3_000;
    private static final int MOST_ATTEMPTS = 8;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<Duration> INTO_THE_START =
            List.of(Duration.ofMillis(120), Duration.ofMillis(260), Duration.ofMillis(400), Duration.ofMillis(700));
    private static final ServerSettings SETTINGS =
            ServerSettings.defaults().with("snapCount", 150).with("maxClientCnxns", 0);

    private final List<Writer> writers = new ArrayList<>();

    KillTest() {
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new Writer(i));
        }
    }

    @Test
    void everyAcknowledgedWriteIsThereAfterEveryKill() throws InterruptedException, IOException {
        try (ServerProcess server = ServerProcess.start(ServerKind.subject(), Workplace.fresh("killed"), SETTINGS)) {
            ground(server);
            for (int round = 0; round < ROUNDS; round++) {
                if (round % 2 == 1) {
                    loadUntilKilledWithHalfASnapshot(server);
                } else {
                    loadUntilKilled(server, false);
                }
                server.startAndKill(SETTINGS, INTO_THE_START.get(round % INTO_THE_START.size()));
                server.startAndKill(SETTINGS, INTO_THE_START.get((round + 1) % INTO_THE_START.size()));
                server.startAgain(SETTINGS);
                check(server);
            }
        }
        Set<Long> zxids = new HashSet<>();
        for (Writer writer : writers) {
            assertThat(writer.failures()).isEmpty();
            assertThat(writer.count()).isGreaterThan(ROUNDS);
            for (long zxid : writer.zxids()) {
                assertThat(zxids.add(zxid)).as("zxid %d was given once", zxid).isTrue();
            }
        }
    }

    /** The check itself is checked: a directory as it was some writes ago must not pass. */
    @Test
    void aServerThatForgotTheLastWritesIsFoundOut() throws InterruptedException, IOException {
        Path directory = Workplace.fresh("killed-and-set-back");
        try (ServerProcess server = ServerProcess.start(ServerKind.subject(), directory, SETTINGS)) {
            ground(server);
            loadUntilKilled(server, false);
            Path before = Workplace.copy(server.dataDirectory(), "killed-before");
            server.startAgain(SETTINGS);
            check(server);
            loadUntilKilled(server, false);
            Workplace.replace(server.dataDirectory(), before);
            server.startAgain(SETTINGS);
            for (Writer writer : writers) {
                try (Talk talk = new Talk(server.address(), Handshake.newSession(30_000))) {
                    assertThatThrownBy(() -> writer.check(talk)).isInstanceOf(AssertionError.class);
                }
            }
        }
    }

    /** A tree that takes a while to write out. */
    private void ground(ServerProcess server) {
        List<Request> requests = new ArrayList<>();
        requests.add(Request.create("/k", ""));
        writers.forEach(writer -> requests.addAll(writer.ground()));
        requests.add(Request.create("/ballast", ""));
        for (int i = 0; i < BALLAST; i++) {
            requests.add(Request.create(Op.CREATE, "/ballast/" + i, new byte[2_000], AclEntry.OPEN, 0));
        }
        try (Talk talk = new Talk(server.address(), Handshake.newSession(30_000))) {
            for (int from = 0; from < requests.size(); from += 100) {
                List<Request> portion = requests.subList(from, Math.min(requests.size(), from + 100));
                assertThat(talk.tryAskAll(portion)).hasSameSizeAs(portion).allMatch(Talk.Answer::ok);
            }
        }
    }

    private void check(ServerProcess server) {
        try (Talk talk = new Talk(server.address(), Handshake.newSession(30_000))) {
            assertThat(talk.ask(Request.getAllChildrenNumber("/ballast"))
                            .record()
                            .int32())
                    .isEqualTo(BALLAST);
            writers.forEach(writer -> writer.check(talk));
        }
        writers.forEach(writer -> writer.checkSurvivingSession(server.address()));
    }

    /** Starts the writers, kills the server when enough is written, and waits until every writer has noticed. */
    private void loadUntilKilled(ServerProcess server, boolean duringASnapshot)
            throws InterruptedException, IOException {
        int before = writers.stream().mapToInt(Writer::count).min().orElseThrow();
        List<Thread> threads = new ArrayList<>();
        for (Writer writer : writers) {
            threads.add(Thread.ofPlatform().start(() -> writer.writeUntilCutOff(server.address())));
        }
        long deadline = System.nanoTime() + LIMIT.toNanos();
        for (Writer writer : writers) {
            writer.awaitCount(before + WRITES_BEFORE_THE_KILL / WRITERS, deadline);
        }
        while (duringASnapshot && !isWritingASnapshot(server)) {
            assertThat(System.nanoTime()).as("a snapshot is to begin").isLessThan(deadline);
        }
        server.kill();
        for (Thread thread : threads) {
            assertThat(thread.join(LIMIT))
                    .as("a writer ends when its server does")
                    .isTrue();
        }
    }

    /** A snapshot may be whole by the time the kill arrives; then it is begun again, and nothing may be lost either. */
    private void loadUntilKilledWithHalfASnapshot(ServerProcess server) throws InterruptedException, IOException {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            loadUntilKilled(server, true);
            if (isWritingASnapshot(server)) {
                return;
            }
            server.startAgain(SETTINGS);
            check(server);
        }
        throw new AssertionError("none of " + MOST_ATTEMPTS + " kills came while a snapshot was being written, though"
                + " each was sent when one had begun; make the ballast larger");
    }

    /** Quorate writes a snapshot aside; ZooKeeper under its name. */
    private static boolean isWritingASnapshot(ServerProcess server) throws IOException {
        Path directory = server.dataDirectory().resolve("version-2");
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(
                directory, server.kind() == ServerKind.QUORATE ? "snapshot.*.tmp" : "snapshot.*")) {
            return unfinished.iterator().hasNext();
        }
    }
}
