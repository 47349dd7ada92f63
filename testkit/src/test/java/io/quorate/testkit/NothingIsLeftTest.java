package io.quorate.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever closes what the kit has opened finds threads and files as before. */
@Timeout(60)
class NothingIsLeftTest {
    private static final long THREADS_LIMIT_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long LOOK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(20);

    @Test
    void noThreadAndNoFileOfAServerIsLeft() throws Exception {
        Set<Thread> threads = threads();
        Set<Path> files = temporaryDirectories();
        try (EmbeddedServer server = EmbeddedServer.open(Options.inTemporaryDirectory())) {
            try (Guest guest = Guest.of(server.connectString())) {
                guest.create("/a", CreateMode.PERSISTENT);
            }
            assertThat(temporaryDirectories()).hasSizeGreaterThan(files.size());
            server.pause();
        }
        assertThat(leftOf(threads)).isEmpty();
        assertThat(temporaryDirectories()).isSubsetOf(files);
    }

    @Test
    void noThreadAndNoFileOfAnEnsembleIsLeftWhateverHappenedToIt() throws Exception {
        Set<Thread> threads = threads();
        Set<Path> files = temporaryDirectories();
        try (EmbeddedEnsemble ensemble = EmbeddedEnsemble.open(3, 0, Options.inTemporaryDirectory())) {
            int leader = ensemble.leader();
            ensemble.isolate(leader);
            ensemble.pause(leader % 3 + 1);
            ensemble.kill((leader + 1) % 3 + 1);
        }
        assertThat(leftOf(threads)).isEmpty();
        assertThat(temporaryDirectories()).isSubsetOf(files);
    }

    @Test
    void aServerThatDoesNotStartLeavesNothing() {
        Set<Thread> threads = threads();
        try (EmbeddedServer server = EmbeddedServer.open()) {
            Set<Thread> withOne = threads();
            try {
                EmbeddedServer.open(Options.inMemory(), server.port()).close();
                throw new AssertionError("two servers on one port");
            } catch (ServerFailedException refused) {
                assertThat(refused).hasMessageContaining(Integer.toString(server.port()));
            }
            assertThat(leftOf(withOne)).isEmpty();
        }
        assertThat(leftOf(threads)).isEmpty();
    }

    private static Set<Thread> threads() {
        return Set.copyOf(Thread.getAllStackTraces().keySet());
    }

    /** The names of threads that were not there before and do not go, however long one waits. */
    private static List<String> leftOf(Set<Thread> before) {
        long deadline = System.nanoTime() + THREADS_LIMIT_NS;
        List<String> left;
        do {
            left = threads().stream()
                    .filter(thread -> !before.contains(thread) && !isTheJvms(thread))
                    .map(Thread::getName)
                    .toList();
            LockSupport.parkNanos(LOOK_AGAIN_NS);
        } while (!left.isEmpty() && System.nanoTime() < deadline);
        return left;
    }

    /** Carriers of virtual threads and their timer belong to the JVM and stay. */
    private static boolean isTheJvms(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return thread.getName().startsWith("ForkJoinPool")
                || group == null
                || group.getName().equals("InnocuousThreadGroup")
                || thread.getName().startsWith("VirtualThread");
    }

    private static Set<Path> temporaryDirectories() throws IOException {
        String ours = "quorate-testkit-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith(ours))
                    .collect(Collectors.toSet());
        }
    }
}
