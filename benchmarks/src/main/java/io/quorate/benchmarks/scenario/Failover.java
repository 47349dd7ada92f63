package io.quorate.benchmarks.scenario;

import io.quorate.benchmarks.client.Frames;
import io.quorate.benchmarks.client.Probe;
import io.quorate.benchmarks.client.ProtocolViolation;
import io.quorate.benchmarks.client.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that write one after the other to every member while something happens to their ensemble. What counts is the
 * first write that was sent after the event and acknowledged.
 */
public final class Failover implements AutoCloseable {
    private static final int SESSIONS_PER_SERVER = 2;
    /** A server that is dead or does not serve is given up after that long. */
    private static final int ATTEMPT_MILLIS = 1000;

    private static final long PAUSE_NANOS = Duration.ofMillis(5).toNanos();
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration CALM = Duration.ofMillis(500);
    private static final long NEVER = Long.MAX_VALUE;

    private final Servers servers;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong happenedAt = new AtomicLong(NEVER);
    /** When the event was over: from then on nothing can be answered by the one that it befell. */
    private final AtomicLong overAt = new AtomicLong(NEVER);

    private final Pauses pauses = new Pauses();
    private final AtomicLong firstAck = new AtomicLong(NEVER);
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicInteger backAgain = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile boolean stopped;

    private Failover(Servers servers) {
        this.servers = servers;
    }

    /**
     * What an event cost.
     *
     * @param millis from the event to the first acknowledged write
     * @param longestPauseMillis the longest time since the event in which no session had a write acknowledged
     * @param sessionsLost how many of the sessions had ended
     */
    public record Outcome(double millis, double longestPauseMillis, int sessionsLost) {}

    /** Opens the sessions and begins to write. */
    public static Failover begin(Servers servers) {
        Failover failover = new Failover(servers);
        int sessions = SESSIONS_PER_SERVER * servers.addresses().size();
        for (int i = 0; i < sessions; i++) {
            int number = i;
            failover.threads.add(
                    Thread.ofPlatform().name("bench-writer-" + i).daemon().start(() -> failover.write(number)));
        }
        return failover;
    }

    /** Lets the load run calmly for a while, lets something happen, and waits until every session writes again. */
    public Outcome measure(Runnable event) {
        long before = acknowledged.get();
        await(() -> acknowledged.get() - before > 10L * threads.size());
        LockSupport.parkNanos(CALM.toNanos());
        long begins = System.nanoTime();
        pauses.begin(begins);
        happenedAt.set(begins);
        event.run();
        overAt.set(System.nanoTime());
        await(() -> backAgain.get() + lost.get() >= threads.size());
        return new Outcome((firstAck.get() - begins) / 1e6, pauses.longest() / 1e6, lost.get());
    }

    private void await(BooleanSupplier done) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("after " + LIMIT.toSeconds() + " s only " + backAgain.get() + " of "
                        + threads.size() + " sessions write, " + lost.get() + " were lost");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void write(int number) {
        String path = "/failover-" + number;
        byte[] value = Frames.value(100);
        @Nullable Probe probe = null;
        int server = number;
        boolean counted = false;
        try {
            while (!stopped) {
                try {
                    if (probe == null) {
                        probe = Probe.connect(at(server), ATTEMPT_MILLIS);
                        probe.create(path, value);
                    }
                    long sentAt = System.nanoTime();
                    int error = probe.setData(path, value);
                    if (error != 0) {
                        throw new IllegalStateException(path + " was answered with error " + error);
                    }
                    acknowledged.incrementAndGet();
                    if (sentAt > happenedAt.get()) {
                        long now = System.nanoTime();
                        firstAck.accumulateAndGet(now, Math::min);
                        pauses.acknowledged(now);
                    }
                    if (!counted && sentAt > overAt.get()) {
                        counted = true;
                        backAgain.incrementAndGet();
                    }
                } catch (IOException _) {
                    server++;
                    probe = again(probe, at(server));
                }
            }
            if (probe != null) {
                probe.close();
            }
        } catch (ProtocolViolation _) {
            lost.incrementAndGet();
        } catch (IOException e) {
            if (!stopped) {
                throw new UncheckedIOException("writer " + number + " failed: " + e.getMessage(), e);
            }
        }
    }

    private InetSocketAddress at(int server) {
        return servers.of(server);
    }

    /** The session on another member, or the old connection if that member does not let it in yet. */
    private static @Nullable Probe again(@Nullable Probe before, InetSocketAddress server) throws IOException {
        if (before == null) {
            LockSupport.parkNanos(PAUSE_NANOS);
            return null;
        }
        before.drop();
        try {
            return Probe.resume(server, ATTEMPT_MILLIS, before);
        } catch (IOException _) {
            LockSupport.parkNanos(PAUSE_NANOS);
            return before;
        }
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join(LIMIT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The longest time without any acknowledged write; told by all writers. */
    private static final class Pauses {
        private long last;
        private long longest;

        synchronized void begin(long now) {
            last = now;
        }

        synchronized void acknowledged(long now) {
            longest = Math.max(longest, now - last);
            last = Math.max(last, now);
        }

        synchronized long longest() {
            return longest;
        }
    }
}
