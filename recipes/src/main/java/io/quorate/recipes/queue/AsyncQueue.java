package io.quorate.recipes.queue;

import io.quorate.client.AsyncQuorate;
import io.quorate.recipes.Codec;
import java.util.concurrent.CompletableFuture;

/**
 * A queue, first in first out, by futures. Guarantee and failure behaviour: see the package.
 *
 * @param <T> what an item is
 */
public final class AsyncQueue<T> {
    private final Items<T> items;

    /**
     * A queue without a bound of its own; see {@link #AsyncQueue(AsyncQuorate, String, Codec, int)}.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the recipe; it need not exist, nor its ancestors
     * @param codec how values are data
     */
    public AsyncQueue(AsyncQuorate client, String path, Codec<T> codec) {
        this(client, path, codec, Items.UNBOUNDED);
    }

    /**
     * A queue of this name.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the queue; it need not exist, nor its ancestors
     * @param codec how values are data
     * @param bound how many items there may be, those that are delivered and not acknowledged included; at least 1, and
     *     the same number at every client. Tens of thousands are ordinary: the first taker reads the names of all
     */
    public AsyncQueue(AsyncQuorate client, String path, Codec<T> codec, int bound) {
        this.items = new Items<>(client, path, codec, bound);
    }

    /**
     * Puts an item, after waiting for room; completes when it is there to be taken.
     *
     * @param value the item
     * @return a future that completes when it is there to be taken
     */
    public CompletableFuture<Void> put(T value) {
        return items.put(value, 0);
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
