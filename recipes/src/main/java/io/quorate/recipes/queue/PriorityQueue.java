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

    /**
     * See {@link AsyncPriorityQueue#AsyncPriorityQueue(io.quorate.client.AsyncQuorate, String, Codec)}.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the recipe; it need not exist, nor its ancestors
     * @param codec how values are data
     */
    public PriorityQueue(Quorate client, String path, Codec<T> codec) {
        this.async = new AsyncPriorityQueue<>(client.async(), path, codec);
    }

    /**
     * See {@link AsyncPriorityQueue#AsyncPriorityQueue(io.quorate.client.AsyncQuorate, String, Codec, int)}.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the recipe; it need not exist, nor its ancestors
     * @param codec how values are data
     * @param bound how many items there may be, delivered ones included, at least 1
     */
    public PriorityQueue(Quorate client, String path, Codec<T> codec, int bound) {
        this.async = new AsyncPriorityQueue<>(client.async(), path, codec, bound);
    }

    /** {@return the same queue with futures} */
    public AsyncPriorityQueue<T> async() {
        return async;
    }

    /**
     * Puts an item, after waiting for room.
     *
     * @param value the item
     * @param priority 0 or more; the smallest goes first
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public void put(T value, int priority) throws InterruptedException {
        Waiting.on(async.put(value, priority));
    }

    /**
     * Takes the first item, after waiting for one.
     *
     * @return the item, to be acknowledged or given back
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Delivery<T> take() throws InterruptedException {
        return Waiting.on(async.take());
    }

    /**
     * See {@link AsyncPriorityQueue#size()}.
     *
     * @return how many, delivered ones included
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public int size() throws InterruptedException {
        return Waiting.on(async.size());
    }
}
