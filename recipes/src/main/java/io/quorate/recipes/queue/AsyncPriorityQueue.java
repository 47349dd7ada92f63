package io.quorate.recipes.queue;

import io.quorate.client.AsyncQuorate;
import io.quorate.recipes.Codec;
import java.util.concurrent.CompletableFuture;

/**
 * A queue whose items go out by priority, and first in first out among equals, by futures. Guarantee and failure
 * behaviour: see the package.
 *
 * @param <T> what an item is
 */
public final class AsyncPriorityQueue<T> {
    private final Items<T> items;

    /**
     * A queue without a bound of its own; see {@link #AsyncPriorityQueue(AsyncQuorate, String, Codec, int)}.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the recipe; it need not exist, nor its ancestors
     * @param codec how values are data
     */
    public AsyncPriorityQueue(AsyncQuorate client, String path, Codec<T> codec) {
        this(client, path, codec, Items.UNBOUNDED);
    }

    /**
     * A queue of this name; see {@link AsyncQueue#AsyncQueue(AsyncQuorate, String, Codec, int)}.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the recipe; it need not exist, nor its ancestors
     * @param codec how values are data
     * @param bound how many items there may be, delivered ones included, at least 1
     */
    public AsyncPriorityQueue(AsyncQuorate client, String path, Codec<T> codec, int bound) {
        this.items = new Items<>(client, path, codec, bound);
    }

    /**
     * Puts an item, after waiting for room.
     *
     * @param value the item
     * @param priority 0 or more; the smallest goes first
     * @return a future that completes when it is there to be taken
     */
    public CompletableFuture<Void> put(T value, int priority) {
        if (priority < 0) {
            throw new IllegalArgumentException("priority " + priority + " is negative; 0 is the first");
        }
        return items.put(value, priority);
    }

    /**
     * Takes the first item, after waiting for one. Cancelling the result leaves the line of takers.
     *
     * @return the item, to be acknowledged or given back
     */
    public CompletableFuture<Delivery<T>> take() {
        return items.take();
    }

    /** {@return how many items there are, those that are delivered and not acknowledged included} */
    public CompletableFuture<Integer> size() {
        return items.size();
    }
}
