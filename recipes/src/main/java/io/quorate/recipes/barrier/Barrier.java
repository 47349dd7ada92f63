package io.quorate.recipes.barrier;

import io.quorate.client.Quorate;
import io.quorate.recipes.line.Waiting;
import java.time.Duration;

/** The barrier of {@link AsyncBarrier} with calls that block. Must not be used in callbacks of the client. */
public final class Barrier {
    private final AsyncBarrier async;

    /** See {@link AsyncBarrier#AsyncBarrier}. */
    public Barrier(Quorate client, String path) {
        this.async = new AsyncBarrier(client.async(), path);
    }

    /** The same barrier with futures. */
    public AsyncBarrier async() {
        return async;
    }

    /** See {@link AsyncBarrier#raise()}. */
    public void raise() throws InterruptedException {
        Waiting.on(async.raise());
    }

    /** See {@link AsyncBarrier#lift()}. */
    public void lift() throws InterruptedException {
        Waiting.on(async.lift());
    }

    /** See {@link AsyncBarrier#await()}. */
    public void await() throws InterruptedException {
        Waiting.on(async.await());
    }

    /** See {@link AsyncBarrier#await(Duration)}. */
    public boolean await(Duration patience) throws InterruptedException {
        return Waiting.on(async.await(patience));
    }
}
