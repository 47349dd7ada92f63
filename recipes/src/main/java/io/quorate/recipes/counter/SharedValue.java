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

    /**
     * See {@link AsyncSharedValue#AsyncSharedValue}.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the recipe; it need not exist, nor its ancestors
     * @param codec how values are data
     * @param initial the value while nobody has set one
     */
    public SharedValue(Quorate client, String path, Codec<T> codec, T initial) {
        this.async = new AsyncSharedValue<>(client.async(), path, codec, initial);
    }

    /** {@return the same value with futures} */
    public AsyncSharedValue<T> async() {
        return async;
    }

    /**
     * See {@link AsyncSharedValue#get()}.
     *
     * @return the newest value
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Versioned<T> get() throws InterruptedException {
        return Waiting.on(async.get());
    }

    /**
     * See {@link AsyncSharedValue#set}.
     *
     * @param value the new value
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public void set(T value) throws InterruptedException {
        Waiting.on(async.set(value));
    }

    /**
     * See {@link AsyncSharedValue#compareAndSet}.
     *
     * @param seen what was read before
     * @param value the new value
     * @return whether it was replaced
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public boolean compareAndSet(Versioned<T> seen, T value) throws InterruptedException {
        return Waiting.on(async.compareAndSet(seen, value));
    }

    /**
     * See {@link AsyncSharedValue#update}.
     *
     * @param change pure, for it may be called several times
     * @return the new value
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public T update(UnaryOperator<T> change) throws InterruptedException {
        return Waiting.on(async.update(change));
    }
}
