package io.quorate.conformance;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for something that nobody announces, with a deadline. */
final class Awaiting {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long LOOK_EVERY_NANOS = 5_000_000;

    private Awaiting() {}

    static void until(BooleanSupplier isSo) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited for " + LIMIT + " in vain");
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
