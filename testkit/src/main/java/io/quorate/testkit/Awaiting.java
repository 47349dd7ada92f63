package io.quorate.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what nobody announces. */
final class Awaiting {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private Awaiting() {}

    /**
     * Returns when it is so.
     *
     * @param otherwise what to say when it is not so in time
     * @throws ServerFailedException if it is not so within 30 s, or the thread is interrupted
     */
    static void until(BooleanSupplier isSo, Supplier<String> otherwise) {
        long deadlineNs = System.nanoTime() + LIMIT.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new ServerFailedException(otherwise.get() + " after " + LIMIT.toSeconds() + " s");
            }
            LockSupport.parkNanos(LOOK_AGAIN_NS);
            if (Thread.currentThread().isInterrupted()) {
                throw new ServerFailedException("interrupted while waiting: " + otherwise.get());
            }
        }
    }
}
