package io.quorate.recipes.queue;

import io.quorate.client.Quorate;
import io.quorate.recipes.Codec;
import io.quorate.recipes.line.Waiting;

/**
 * The queue of {@link AsyncPriorityQueue} with calls that block. Must not be used in callbacks of the client.
 *
 * @param <T> what an item is
 */
public final class PriorityQueue<T> {
    private final AsyncPriorityQueue<T> async;

    /** See {@link AsyncPriorityQueue#AsyncPriorityQueue(io.quorate.client.AsyncQuorate, String, Codec)}. */
    public PriorityQueue(Quorate client, String path, Codec<T> codec) {
        this.async = new AsyncPriorityQueue<>(client.async(), path, codec);
    }

    /** See {@link AsyncPriorityQueue#AsyncPriorityQueue(io.quorate.client.AsyncQuorate, String, Codec, int)}. */
    public PriorityQueue(Quorate client, String path, Codec<T> codec, int bound) {
        this.async = new AsyncPriorityQueue<>(client.async(), path, codec, bound);
    }

    /** The same queue with futures. */
    public AsyncPriorityQueue<T> async() {
        return async;
    }

    /** Puts an item, after waiting for room. */
    public void put(T value, int priority) throws InterruptedException {
        Waiting.on(async.put(value, priority));
    }

    /** Takes the first item, after waiting for one. */
    public Delivery<T> take() throws InterruptedException {
        return Waiting.on(async.take());
    }

    /** See {@link AsyncPriorityQueue#size()}. */
    public int size() throws InterruptedException {
        return Waiting.on(async.size());
    }
}
