package io.quorate.recipes.barrier;

import io.quorate.client.Quorate;
import io.quorate.recipes.line.Waiting;

/**
 * The barrier of {@link AsyncDoubleBarrier} with calls that block; one object takes part once at a time. Must not be
 * used in callbacks of the client.
 */
public final class DoubleBarrier {
    private final AsyncDoubleBarrier async;

    /**
     * See {@link AsyncDoubleBarrier#AsyncDoubleBarrier}.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the barrier; its ancestors need not exist
     * @param count how many must have entered before any goes on, at least 1
     */
    public DoubleBarrier(Quorate client, String path, int count) {
        this.async = new AsyncDoubleBarrier(client.async(), path, count);
    }

    /** {@return the same barrier with futures} */
    public AsyncDoubleBarrier async() {
        return async;
    }

    /**
     * Waits until enough have entered.
     *
     * @return the round, to be left again
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public AsyncDoubleBarrier.Round enter() throws InterruptedException {
        return Waiting.on(async.enter());
    }

    /**
     * Waits until all have left.
     *
     * @param round what {@link #enter} answered
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public void leave(AsyncDoubleBarrier.Round round) throws InterruptedException {
        Waiting.on(round.leave());
    }
}
