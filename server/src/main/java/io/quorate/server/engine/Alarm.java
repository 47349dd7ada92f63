package io.quorate.server.engine;

import io.quorate.replica.port.Time;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the replica when it wants to be woken, between the ticks that come anyway. It is set after every batch, by
 * whoever drives; most of the time it is set already. One that turns out to be too early only means a tick more.
 */
final class Alarm {
    private static final long NEVER = Long.MAX_VALUE;
    /** The shortest sleep, so that a replica that wants to be woken at once does not keep the machine busy. */
    private static final long SHORTEST_MS = 1;

    private final ScheduledExecutorService ticker;
    private final Time time;
    private final int tickMs;
    private final Runnable tick;
    private final AtomicLong setFor = new AtomicLong(NEVER);
    private @Nullable Future<?> pending;

    /**
     * An alarm that is not set.
     *
     * @param tickMs a tick comes at least that often without it
     * @param tick posts a tick
     */
    Alarm(ScheduledExecutorService ticker, Time time, int tickMs, Runnable tick) {
        this.ticker = ticker;
        this.time = time;
        this.tickMs = tickMs;
        this.tick = tick;
    }

    /** The replica wants to be woken at that monotonic time at the latest. By whoever drives. */
    void setFor(long atMs) {
        if (atMs >= setFor.get()) {
            return;
        }
        long delayMs = atMs - time.monotonicMs();
        if (delayMs >= tickMs) {
            return;
        }
        Future<?> later = pending;
        if (later != null) {
            later.cancel(false);
        }
        setFor.set(atMs);
        pending = ticker.schedule(this::ring, Math.max(delayMs, SHORTEST_MS), TimeUnit.MILLISECONDS);
    }

    private void ring() {
        setFor.set(NEVER);
        tick.run();
    }
}
