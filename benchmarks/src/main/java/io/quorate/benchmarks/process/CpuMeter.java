package io.quorate.benchmarks.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Measures the CPU time of processes over a stretch of time, on a thread of its own, with readings in between so that
 * compiler threads that come and go are caught.
 */
public final class CpuMeter implements AutoCloseable {
    private static final long READING_NANOS = Duration.ofMillis(200).toNanos();

    private final CompletableFuture<@Nullable CpuTime> result = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Starts measuring at a time to come.
     *
     * @param pids the processes, whose times are added up, or empty to measure none
     * @param from when to begin, in {@link System#nanoTime()}
     * @param to when to end
     */
    public CpuMeter(List<Long> pids, long from, long to) {
        if (pids.isEmpty()) {
            result.complete(null);
        }
        thread = Thread.ofPlatform().name("bench-cpu-meter").daemon().unstarted(() -> {
            try {
                result.complete(measure(pids.stream().map(ProcessCpu::new).toList(), from, to));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        if (!pids.isEmpty()) {
            thread.start();
        }
    }

    private CpuTime measure(List<ProcessCpu> processes, long from, long to) {
        await(from);
        CpuTime start = read(processes);
        CpuTime last = start;
        boolean over = false;
        while (!over) {
            long next = System.nanoTime() + READING_NANOS;
            await(to - next < 0 ? to : next);
            over = closed || System.nanoTime() - to >= 0;
            last = read(processes);
        }
        return last.since(start);
    }

    private static CpuTime read(List<ProcessCpu> processes) {
        CpuTime sum = new CpuTime(0, 0);
        for (ProcessCpu process : processes) {
            sum = sum.and(process.read());
        }
        return sum;
    }

    private void await(long time) {
        long left = time - System.nanoTime();
        while (left > 0 && !closed) {
            LockSupport.parkNanos(left);
            left = time - System.nanoTime();
        }
    }

    /** What was used; waits for the end of the stretch. Null when no process was given. */
    public @Nullable CpuTime result() {
        return result.join();
    }

    /** Ends the stretch early, now. */
    public void stop() {
        closed = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void close() {
        stop();
    }
}
