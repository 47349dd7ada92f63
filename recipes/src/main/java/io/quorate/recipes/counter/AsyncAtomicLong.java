package io.quorate.recipes.counter;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.Registration;
import io.quorate.recipes.Codec;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;

/**
 * A number that many clients count, by futures. Guarantee: see the package; no addition is lost, and none happens
 * twice.
 */
public final class AsyncAtomicLong {
    private final AsyncSharedValue<Long> value;

    /**
     * A number of this name, at first 0.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the number; it need not exist, nor its ancestors
     */
    public AsyncAtomicLong(AsyncQuorate client, String path) {
        this.value = new AsyncSharedValue<>(client, path, Codec.LONG, 0L);
    }

    /**
     * The number.
     *
     * @return the newest value
     */
    public CompletableFuture<Long> get() {
        return value.get().thenApply(Versioned::value);
    }

    /**
     * Replaces the number.
     *
     * @param number the new number
     * @return a future that completes when it is written
     */
    public CompletableFuture<Void> set(long number) {
        return value.set(number);
    }

    /**
     * Adds to the number; answers the sum.
     *
     * @param delta may be negative
     * @return the sum
     */
    public CompletableFuture<Long> add(long delta) {
        return update(number -> number + delta);
    }

    /**
     * Changes the number by a pure function of it; answers the new one.
     *
     * @param change pure, for it may be called several times
     * @return the new value
     */
    public CompletableFuture<Long> update(LongUnaryOperator change) {
        return value.update(change::applyAsLong);
    }

    /**
     * Replaces the number if it is the expected one; answers whether it did.
     *
     * @param expected what it must be
     * @param number the new number
     * @return whether it was replaced
     */
    public CompletableFuture<Boolean> compareAndSet(long expected, long number) {
        return value.get()
                .thenCompose(seen -> seen.value() == expected
                        ? value.compareAndSet(seen, number)
                                .thenCompose(isDone -> isDone
                                        ? CompletableFuture.completedFuture(true)
                                        : compareAndSet(expected, number))
                        : CompletableFuture.completedFuture(false));
    }

    /**
     * Tells of every number seen from now on, beginning with the present one; see {@link AsyncSharedValue#onChange}.
     *
     * @param listener told on the callback executor
     * @return closing it ends the telling
     */
    public CompletableFuture<Registration> onChange(LongConsumer listener) {
        return value.onChange(versioned -> listener.accept(versioned.value()));
    }
}
