package io.quorate.recipes.counter;

import io.quorate.client.Quorate;
import io.quorate.recipes.Codec;
import io.quorate.recipes.line.Waiting;
import java.util.function.UnaryOperator;

/**
 * The value of {@link AsyncSharedValue} with calls that block. Must not be used in callbacks of the client.
 *
 * @param <T> what it is
 */
public final class SharedValue<T> {
    private final AsyncSharedValue<T> async;

    /** See {@link AsyncSharedValue#AsyncSharedValue}. */
    public SharedValue(Quorate client, String path, Codec<T> codec, T initial) {
        this.async = new AsyncSharedValue<>(client.async(), path, codec, initial);
    }

    /** The same value with futures. */
    public AsyncSharedValue<T> async() {
        return async;
    }

    /** See {@link AsyncSharedValue#get()}. */
    public Versioned<T> get() throws InterruptedException {
        return Waiting.on(async.get());
    }

    /** See {@link AsyncSharedValue#set}. */
    public void set(T value) throws InterruptedException {
        Waiting.on(async.set(value));
    }

    /** See {@link AsyncSharedValue#compareAndSet}. */
    public boolean compareAndSet(Versioned<T> seen, T value) throws InterruptedException {
        return Waiting.on(async.compareAndSet(seen, value));
    }

    /** See {@link AsyncSharedValue#update}. */
    public T update(UnaryOperator<T> change) throws InterruptedException {
        return Waiting.on(async.update(change));
    }
}
