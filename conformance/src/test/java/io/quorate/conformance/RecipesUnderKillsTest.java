package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.ClientOptions;
import io.quorate.client.Quorate;
import io.quorate.conformance.process.Members;
import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.process.ServerSettings;
import io.quorate.recipes.Codec;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.counter.AsyncAtomicLong;
import io.quorate.recipes.lock.AsyncLock;
import io.quorate.recipes.lock.Lock;
import io.quorate.recipes.queue.AsyncQueue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The recipes while leaders are killed with {@code kill -9}, and while their own process stands still. */
final class RecipesUnderKillsTest {
    private static final int KILLS = Integer.getInteger("conformance.recipes.kills", 2);
    private static final int CLIENTS = 4;
    private static final int WORK_BETWEEN_KILLS = 60;
    private static final int SESSION_MS = 2_000;
    private static final ServerSettings SETTINGS =
            ServerSettings.defaults().with("tickTime", 500).with("minSessionTimeout", 500);

    @Test
    void locksCountersAndQueuesKeepTheirPromisesWhileLeadersAreKilled() throws InterruptedException {
        try (Members members = Members.laidOut(
                Workplace.fresh("recipes-ensemble"),
                EnsembleTest.settings(),
                Collections.nCopies(3, ServerKind.subject()),
                0)) {
            members.start();
            String hosts = members.connectString();
            List<Quorate> clients = new ArrayList<>();
            try {
                Company company = new Company();
                for (int i = 0; i < CLIENTS; i++) {
                    Quorate client = Quorate.connect(hosts);
                    clients.add(client);
                    company.begin(client.async());
                }
                for (int i = 0; i < KILLS; i++) {
                    company.awaitWork(WORK_BETWEEN_KILLS);
                    int leader = members.awaitLeader();
                    members.member(leader).kill();
                    company.awaitWork(WORK_BETWEEN_KILLS);
                    members.start(leader);
                }
                company.end();
                company.check(clients.getFirst().async());
            } finally {
                clients.forEach(Quorate::close);
            }
        }
    }

    /** Clients that do one thing over and over: take the lock, add one under it, put an item, take one. */
    private static final class Company {
        private final AtomicReference<@Nullable Ownership> owner = new AtomicReference<>();
        private final AtomicInteger turns = new AtomicInteger();
        private final AtomicInteger puts = new AtomicInteger();
        private final Set<String> taken = ConcurrentHashMap.newKeySet();
        private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
        private final List<CompletableFuture<Void>> loops = new ArrayList<>();
        private final AtomicBoolean isOver = new AtomicBoolean();

        void begin(AsyncQuorate client) {
            loops.add(work(new AsyncLock(client, "/lock"), new AsyncAtomicLong(client, "/n"), queue(client)));
        }

        private static AsyncQueue<String> queue(AsyncQuorate client) {
            return new AsyncQueue<>(client, "/q", Codec.TEXT);
        }

        private CompletableFuture<Void> work(AsyncLock lock, AsyncAtomicLong number, AsyncQueue<String> queue) {
            return lock.acquire()
                    .thenCompose(owned -> {
                        Ownership before = owner.getAndSet(owned);
                        if (before != null && (before.isHeld() || before.token() >= owned.token())) {
                            wrong.add("two owners: " + before.path() + " and " + owned.path());
                        }
                        return number.add(1).thenCompose(_ -> owned.release());
                    })
                    .thenCompose(_ -> queue.put("item" + puts.incrementAndGet()))
                    .thenCompose(_ -> queue.take())
                    .thenCompose(delivery -> delivery.acknowledge().thenRun(() -> {
                        if (!taken.add(delivery.value())) {
                            wrong.add("taken twice: " + delivery.value());
                        }
                    }))
                    .thenCompose(_ -> {
                        turns.incrementAndGet();
                        return isOver.get() ? CompletableFuture.<Void>completedFuture(null) : work(lock, number, queue);
                    });
        }

        void awaitWork(int more) {
            int goal = turns.get() + more;
            Awaiting.until(
                    () -> turns.get() >= goal || loops.stream().anyMatch(CompletableFuture::isCompletedExceptionally));
        }

        void end() throws InterruptedException {
            isOver.set(true);
            for (CompletableFuture<Void> loop : loops) {
                Quorate.await(loop);
            }
        }

        void check(AsyncQuorate client) throws InterruptedException {
            assertThat(wrong).isEmpty();
            assertThat(Quorate.await(new AsyncAtomicLong(client, "/n").get())).isEqualTo(turns.get());
            assertThat(taken).hasSize(puts.get());
            assertThat(Quorate.await(queue(client).size())).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProcessThatStoodStillFindsItsLockGone(ServerKind kind) throws IOException, InterruptedException {
        try (ServerProcess server =
                ServerProcess.start(kind, Workplace.fresh("recipes-paused-" + kind.word()), SETTINGS)) {
            try (Child child = Child.holding(server.connectString(), "/lock");
                    Quorate zk = Quorate.connect(ClientOptions.of(server.connectString()))) {
                assertThat(child.holdsItStill()).isTrue();
                Lock lock = new Lock(zk, "/lock");
                assertThat(lock.tryAcquire(Duration.ZERO)).isEmpty();

                child.signal("STOP");
                try (Ownership mine = lock.acquire()) {
                    child.signal("CONT");
                    assertThat(child.holdsItStill()).isFalse();
                    assertThat(child.token).isLessThan(mine.token());
                    assertThat(mine.isHeld()).isTrue();
                }
            }
        }
    }

    @Test
    void whoCannotReachTheServerGivesUpBeforeTheServerGivesItToAnother() throws IOException, InterruptedException {
        try (ServerProcess server =
                        ServerProcess.start(ServerKind.subject(), Workplace.fresh("recipes-frozen"), SETTINGS);
                Child child = Child.holding(server.connectString(), "/lock")) {
            long frozen = System.nanoTime();
            server.freeze();
            try {
                while (child.holdsItStill()) {
                    assertThat(System.nanoTime() - frozen).isLessThan(TimeUnit.MILLISECONDS.toNanos(SESSION_MS));
                }
            } finally {
                server.goOn();
            }
        }
    }

    /** A {@link LockHolder} in a process of its own. */
    private static final class Child implements AutoCloseable {
        private final Process process;
        private final BufferedReader answers;
        private final Writer questions;
        private long token;

        private Child(Process process) {
            this.process = process;
            this.answers = process.inputReader(StandardCharsets.UTF_8);
            this.questions = process.outputWriter(StandardCharsets.UTF_8);
        }

        static Child holding(String hosts, String path) throws IOException {
            Child child = new Child(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LockHolder.class.getName(),
                            hosts,
                            Integer.toString(SESSION_MS),
                            path)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
            child.token = Long.parseLong(child.answer());
            return child;
        }

        private String answer() throws IOException {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("the process that holds the lock has ended");
            }
            return line;
        }

        boolean holdsItStill() throws IOException {
            questions.write("?\n");
            questions.flush();
            return Boolean.parseBoolean(answer());
        }

        void signal(String name) throws IOException, InterruptedException {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            assertThat(kill.waitFor()).isZero();
        }

        @Override
        public void close() throws IOException, InterruptedException {
            process.destroyForcibly().waitFor();
            questions.close();
            answers.close();
        }
    }
}
