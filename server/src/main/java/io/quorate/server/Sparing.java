package io.quorate.server;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets one line through and then none for a while, and counts what it held back. Safe for any thread.
 */
final class Sparing {
    private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier nanoTime;
    private long heldBack;
    private long nextNs;
    private boolean begun;

    Sparing(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** How many were held back since the last one that was let through; negative when this one is held back too. */
    synchronized long heldBack() {
        long now = nanoTime.getAsLong();
        if (begun && now - nextNs < 0) {
            heldBack++;
            return -1;
        }
        begun = true;
        nextNs = now + PAUSE_NS;
        long before = heldBack;
        heldBack = 0;
        return before;
    }
}
