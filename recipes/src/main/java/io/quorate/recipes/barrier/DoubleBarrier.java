package io.quorate.recipes.barrier;

import io.quorate.client.Quorate;
import io.quorate.recipes.line.Waiting;

/**
 * The barrier of {@link AsyncDoubleBarrier} with calls that block; one object takes part once at a time. Must not be
 * used in callbacks of the client.
 */
public final class DoubleBarrier {
    private final AsyncDoubleBarrier async;

    /** See {@link AsyncDoubleBarrier#AsyncDoubleBarrier}. */
    public DoubleBarrier(Quorate client, String path, int count) {
        this.async = new AsyncDoubleBarrier(client.async(), path, count);
    }

    /** The same barrier with futures. */
    public AsyncDoubleBarrier async() {
        return async;
    }

    /** Waits until enough have entered. */
    public AsyncDoubleBarrier.Round enter() throws InterruptedException {
        return Waiting.on(async.enter());
    }

    /** Waits until all have left. */
    public void leave(AsyncDoubleBarrier.Round round) throws InterruptedException {
        Waiting.on(round.leave());
    }
}
