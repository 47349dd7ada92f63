package io.quorate.recipes.queue;

import io.quorate.client.Quorate;
import io.quorate.recipes.Codec;
import io.quorate.recipes.line.Waiting;

/**
 * The queue of {@link AsyncQueue} with calls that block. Must not be used in callbacks of the client.
 *
 * @param <T> what an item is
 */
public final class Queue<T> {
    private final AsyncQueue<T> async;

    /** See {@link AsyncQueue#AsyncQueue(io.quorate.client.AsyncQuorate, String, Codec)}. */
    public Queue(Quorate client, String path, Codec<T> codec) {
        this.async = new AsyncQueue<>(client.async(), path, codec);
    }

    /** See {@link AsyncQueue#AsyncQueue(io.quorate.client.AsyncQuorate, String, Codec, int)}. */
    public Queue(Quorate client, String path, Codec<T> codec, int bound) {
        this.async = new AsyncQueue<>(client.async(), path, codec, bound);
    }

    /** The same queue with futures. */
    public AsyncQueue<T> async() {
        return async;
    }

    /** Puts an item, after waiting for room. */
    public void put(T value) throws InterruptedException {
        Waiting.on(async.put(value));
    }

    /** Takes the first item, after waiting for one. */
    public Delivery<T> take() throws InterruptedException {
        return Waiting.on(async.take());
    }

    /** See {@link AsyncQueue#size()}. */
    public int size() throws InterruptedException {
        return Waiting.on(async.size());
    }
}
