package io.quorate.client;

import io.quorate.client.session.Call;
import io.quorate.client.session.Outcome;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The future of an operation, and the callback that completes it: one object for both, since there is one for every
 * request. The loop notes the outcome; the callback executor, to which the batch is handed, completes.
 */
final class Promise<T> extends CompletableFuture<T> implements Asked, Runnable {
    private final Operation<T> operation;
    private final SessionDriver driver;
    private @Nullable Outcome outcome;

    Promise(Operation<T> operation, SessionDriver driver) {
        this.operation = operation;
        this.driver = driver;
    }

    @Override
    public Operation<T> operation() {
        return operation;
    }

    @Override
    public void ended(Call call, Outcome outcome) {
        this.outcome = outcome;
        driver.callBack(this);
    }

    @Override
    public void run() {
        if (outcome == null) {
            throw new IllegalStateException("the future of " + operation.name() + " is completed without an outcome");
        }
        try {
            complete(driver.resultOf(operation, outcome));
        } catch (RuntimeException e) {
            completeExceptionally(e);
        }
    }
}
