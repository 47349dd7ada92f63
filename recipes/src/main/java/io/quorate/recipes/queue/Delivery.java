package io.quorate.recipes.queue;

import io.quorate.client.Op;
import io.quorate.client.StateException;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.OwnershipLostException;
import io.quorate.recipes.line.Failures;
import io.quorate.recipes.line.Receipt;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * An item in the hands of one taker, until it is acknowledged or given back. Safe for use by every thread.
 *
 * @param <T> what the item is
 */
public final class Delivery<T> implements AutoCloseable {
    private final Receipt receipt;
    private final String itemPath;
    private final T value;
    private final Ownership claim;

    Delivery(Receipt receipt, String itemPath, T value, Ownership claim) {
        this.receipt = receipt;
        this.itemPath = itemPath;
        this.value = value;
        this.claim = claim;
    }

    /** {@return the item} */
    public T value() {
        return value;
    }

    /** {@return the fencing token; that of a later delivery of the same item is greater} */
    public long token() {
        return claim.token();
    }

    /** {@return whether no other taker can have it, by the client's own clock} */
    public boolean isHeld() {
        return claim.isHeld();
    }

    /**
     * The item is done with, and leaves the queue.
     *
     * @return fails with {@link OwnershipLostException} when it was taken away before: then another taker has it
     */
    public CompletableFuture<Void> acknowledge() {
        CompletableFuture<Void> done = receipt.once(List.of(Op.delete(claim.path()), Op.delete(itemPath)))
                .whenComplete((unused, failure) -> claim.close());
        return Failures.instead(
                done,
                StateException.NoNode.class,
                () -> CompletableFuture.failedFuture(new OwnershipLostException(claim.path())));
    }

    /**
     * The item goes to another taker; completes when it can. Does nothing after it was acknowledged.
     *
     * @return a future that completes when another taker can have it
     */
    public CompletableFuture<Void> giveBack() {
        return claim.release();
    }

    /** Gives it back, unless it was acknowledged. */
    @Override
    public void close() {
        claim.close();
    }
}
