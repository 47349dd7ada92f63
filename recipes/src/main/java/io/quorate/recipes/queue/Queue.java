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

    /**
     * See {@link AsyncQueue#AsyncQueue(io.quorate.client.AsyncQuorate, String, Codec)}.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the recipe; it need not exist, nor its ancestors
     * @param codec how values are data
     */
    public Queue(Quorate client, String path, Codec<T> codec) {
        this.async = new AsyncQueue<>(client.async(), path, codec);
    }

    /**
     * See {@link AsyncQueue#AsyncQueue(io.quorate.client.AsyncQuorate, String, Codec, int)}.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the recipe; it need not exist, nor its ancestors
     * @param codec how values are data
     * @param bound how many items there may be, delivered ones included, at least 1
     */
    public Queue(Quorate client, String path, Codec<T> codec, int bound) {
        this.async = new AsyncQueue<>(client.async(), path, codec, bound);
    }

    /** {@return the same queue with futures} */
    public AsyncQueue<T> async() {
        return async;
    }

    /**
     * Puts an item, after waiting for room.
     *
     * @param value the item
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public void put(T value) throws InterruptedException {
        Waiting.on(async.put(value));
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
     * See {@link AsyncQueue#size()}.
     *
     * @return how many, delivered ones included
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public int size() throws InterruptedException {
        return Waiting.on(async.size());
    }
}
