package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.process.ServerSettings;
import io.quorate.conformance.raw.Handshake;
import io.quorate.conformance.raw.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code kill -9} under load, again and again on one directory: nothing that was acknowledged may be missing after. */
final class KillTest {
    private static final int ROUNDS = Integer.getInteger("conformance.kills", 4);
    private static final int WRITERS = 4;
    private static final int WRITES_BEFORE_THE_KILL = 400;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ServerSettings SETTINGS =
            ServerSettings.defaults().with("snapCount", 500).with("maxClientCnxns", 0);

    @Test
    void everyAcknowledgedWriteIsThereAfterEveryKill() throws InterruptedException {
        List<Writer> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new Writer(i));
        }
        try (ServerProcess server = ServerProcess.start(ServerKind.subject(), Workplace.fresh("killed"), SETTINGS)) {
            try (Talk talk = new Talk(server.address(), Handshake.newSession(30_000))) {
                talk.ask(Request.create("/k", ""));
                writers.forEach(writer -> talk.ask(Request.create(writer.root(), "0")));
            }
            for (int round = 0; round < ROUNDS; round++) {
                List<Thread> threads = loadUntilKilled(server, writers);
                for (Thread thread : threads) {
                    assertThat(thread.join(LIMIT))
                            .as("a writer ends when its server does")
                            .isTrue();
                }
                server.startAgain(SETTINGS);
                try (Talk talk = new Talk(server.address(), Handshake.newSession(30_000))) {
                    writers.forEach(writer -> writer.check(talk));
                }
                writers.forEach(writer -> writer.checkSurvivingSession(server.address()));
            }
        }
        Set<String> names = new HashSet<>();
        for (Writer writer : writers) {
            assertThat(writer.failures()).isEmpty();
            assertThat(writer.acknowledged()).hasSizeGreaterThan(ROUNDS);
            assertThat(names.addAll(writer.acknowledged())).isTrue();
        }
    }

    private static List<Thread> loadUntilKilled(ServerProcess server, List<Writer> writers)
            throws InterruptedException {
        int before = writers.stream().mapToInt(Writer::count).sum();
        List<Thread> threads = new ArrayList<>();
        for (Writer writer : writers) {
            threads.add(Thread.ofPlatform().start(() -> writer.writeUntilCutOff(server.address())));
        }
        long deadline = System.nanoTime() + LIMIT.toNanos();
        for (Writer writer : writers) {
            writer.awaitCount(before / WRITERS + WRITES_BEFORE_THE_KILL / WRITERS, deadline);
        }
        server.kill();
        return threads;
    }
}
