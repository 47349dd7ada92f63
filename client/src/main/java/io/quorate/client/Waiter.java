package io.quorate.client;

import io.quorate.client.session.Call;
import io.quorate.client.session.Outcome;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits for an operation: parked once, woken by the loop itself, since nothing of the user runs there.
 */
final class Waiter implements Asked {
    private final Operation<?> operation;
    private final Thread thread;
    private volatile @Nullable Outcome outcome;

    Waiter(Operation<?> operation, Thread thread) {
        this.operation = operation;
        this.thread = thread;
    }

    @Override
    public Operation<?> operation() {
        return operation;
    }

    @Override
    public void ended(Call call, Outcome outcome) {
        this.outcome = outcome;
        LockSupport.unpark(thread);
    }

    /**
     * Waits on the thread it was made for.
     *
     * @param limitNanos no longer than this; not positive means for ever
     * @return null when that was not long enough
     */
    @Nullable
    Outcome await(long limitNanos) throws InterruptedException {
        long start = limitNanos > 0 ? System.nanoTime() : 0;
        Outcome seen = outcome;
        while (seen == null) {
            if (limitNanos <= 0) {
                LockSupport.park(this);
            } else {
                long left = limitNanos - (System.nanoTime() - start);
                if (left <= 0) {
                    return null;
                }
                LockSupport.parkNanos(this, left);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for the answer to " + operation.name()
                        + (operation.path() == null ? "" : " of " + operation.path()) + ", which may still happen");
            }
            seen = outcome;
        }
        return seen;
    }
}
