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

    /** Waits on the thread it was made for. */
    Outcome await() throws InterruptedException {
        Outcome seen = outcome;
        while (seen == null) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for the answer to " + operation.name()
                        + (operation.path() == null ? "" : " of " + operation.path()) + ", which may still happen");
            }
            seen = outcome;
        }
        return seen;
    }
}
