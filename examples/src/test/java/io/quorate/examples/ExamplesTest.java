package io.quorate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.client.ClientOptions;
import io.quorate.client.Quorate;
import io.quorate.recipes.Codec;
import io.quorate.testkit.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every program of the package runs, and goes on when something is taken away from it. */
final class ExamplesTest {
    private static final long WAIT_SECONDS = 30;
    private static final Duration FAST = Duration.ofMillis(5);

    private final EmbeddedServer server = EmbeddedServer.open();
    private final ClientOptions options =
            ClientOptions.of(server.connectString()).withSessionTimeout(Duration.ofSeconds(2));
    private final List<Thread> programs = new ArrayList<>();
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

    @AfterEach
    void stopEverything() throws InterruptedException {
        programs.forEach(Thread::interrupt);
        for (Thread program : programs) {
            assertThat(program.join(Duration.ofSeconds(WAIT_SECONDS)))
                    .as("%s ends", program)
                    .isTrue();
        }
        server.close();
    }

    private Thread start(String name, Runnable program) {
        Thread thread = Thread.ofVirtual().name(name).start(program);
        programs.add(thread);
        return thread;
    }

    private String await(Predicate<String> wanted) throws InterruptedException {
        while (true) {
            String line = output.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            assertThat(line)
                    .as("a line of the programs within %d s", WAIT_SECONDS)
                    .isNotNull();
            if (wanted.test(line)) {
                return line;
            }
        }
    }

    private String await(String words) throws InterruptedException {
        return await(line -> line.contains(words));
    }

    @Test
    void theFirstProgramTakesALock() throws InterruptedException {
        FirstLock.main(new String[] {server.connectString()});
        try (Quorate zk = Quorate.connect(options)) {
            assertThat(zk.exists("/locks/report")).isPresent();
        }
    }

    @Test
    void anotherWorkerLeadsWhenTheFirstIsGone() throws InterruptedException {
        Thread alice = start("alice", new LeaderElectedWorker(options, "alice", FAST, output::add)::run);
        long first = token(await("alice works"));
        start("bob", new LeaderElectedWorker(options, "bob", FAST, output::add)::run);
        server.restart();
        await("alice works");
        alice.interrupt();
        assertThat(token(await("bob works"))).isGreaterThan(first);
    }

    private static long token(String line) {
        return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
    }

    @Test
    void theWatcherFollowsTheLimitAndKeepsTheLastGoodOne() throws InterruptedException {
        ConfigurationWatcher watcher = new ConfigurationWatcher(options, output::add);
        start("watcher", watcher::run);
        await("beginning with 100");
        ConfigurationWatcher.publish(options, 250);
        await("limit is now 250");
        try (Quorate zk = Quorate.connect(options)) {
            zk.set("/examples/config/requests-per-second", Codec.TEXT.encode("plenty"), -1);
        }
        await("keeping 250");
        assertThat(watcher.limit()).isEqualTo(250);
        server.kill();
        server.restart();
        ConfigurationWatcher.publish(options, 300);
        await("limit is now 300");
    }

    /** As its process would end: nobody else closes it before. */
    private static void leave(GreetingServer server) {
        server.close();
    }

    @Test
    void callsAreSharedOutAmongThoseThatServe() throws IOException, InterruptedException {
        try (GreetingServer one = new GreetingServer(options);
                GreetingServer two = new GreetingServer(options)) {
            start("caller", new GreetingCaller(options, FAST, output::add)::run);
            await("nobody to call");
            Thread first = start("one", one::run);
            await("hello from " + one.address());
            start("two", two::run);
            await("hello from " + two.address());
            await("hello from " + one.address());
            leave(one);
            await("no answer from " + one.address());
            first.interrupt();
            for (int i = 0; i < 5; i++) {
                assertThat(await(line -> !line.startsWith("no answer"))).endsWith(two.address());
            }
        }
    }

    @Test
    void jobsAreDoneWhoeverDies() throws InterruptedException {
        Set<String> wanted = new TreeSet<>();
        Thread alice = start("alice", new QueueWorker(options, output::add)::run);
        start("bob", new QueueWorker(options, output::add)::run);
        try (Quorate zk = Quorate.connect(options)) {
            for (int i = 0; i < 40; i++) {
                QueueWorker.put(zk, "job" + i);
                wanted.add("job" + i);
                if (i == 20) {
                    alice.interrupt();
                }
            }
        }
        Set<String> done = new TreeSet<>();
        while (!done.equals(wanted)) {
            done.add(await("job"));
        }
    }

    @Test
    void aStandbyCopiesOnWhereTheFirstStopped(@TempDir Path directory) throws IOException, InterruptedException {
        byte[] content = new byte[50_000];
        new Random(1).nextBytes(content);
        Path from = Files.write(directory.resolve("from"), content);
        Path to = directory.resolve("to");
        FileReplicator.post(options, from, to);
        Thread alice = start("alice", new FileReplicator(options, "alice", 1_000, FAST, output::add)::run);
        await("alice copies from byte 0");
        start("bob", new FileReplicator(options, "bob", 1_000, FAST, output::add)::run);
        while (!Files.exists(to) || Files.size(to) < 5_000) {
            Thread.onSpinWait();
        }
        alice.interrupt();
        String line = await("bob copies from byte");
        assertThat(Long.parseLong(line.substring(line.lastIndexOf(' ') + 1))).isGreaterThanOrEqualTo(4_000);
        await("bob has nothing to do");
        assertThat(Files.readAllBytes(to)).isEqualTo(content);
    }
}
