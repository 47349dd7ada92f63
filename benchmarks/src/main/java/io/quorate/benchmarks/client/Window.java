package io.quorate.benchmarks.client;

import java.time.Duration;

/**
 * When a load is measured, in {@link System#nanoTime()}: warm-up until {@code from}, measured until {@code to}.
 *
 * @param from start of what counts
 * @param to end of what counts and of sending
 */
public record Window(long from, long to) {
    /** How long answers may lag behind the end. */
    static final Duration DRAIN = Duration.ofSeconds(30);

    /** A window that starts after a warm-up from now. */
    public static Window after(Duration warmUp, Duration length) {
        long from = System.nanoTime() + warmUp.toNanos();
        return new Window(from, from + length.toNanos());
    }

    boolean contains(long now) {
        return now - from >= 0 && now - to < 0;
    }

    /** Whether it lies before a time, in other words has ended. */
    boolean isBefore(long now) {
        return now - to >= 0;
    }

    boolean isOverdue(long now) {
        return now - to > DRAIN.toNanos();
    }

    /** Length in seconds. */
    public double seconds() {
        return (to - from) / 1e9;
    }
}
