package io.quorate.recipes.barrier;

import io.quorate.client.Quorate;
import io.quorate.recipes.line.Waiting;
import java.time.Duration;

/** The barrier of {@link AsyncBarrier} with calls that block. Must not be used in callbacks of the client. */
public final class Barrier {
    private final AsyncBarrier async;

    /**
     * See {@link AsyncBarrier#AsyncBarrier}.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the barrier; its ancestors need not exist
     */
    public Barrier(Quorate client, String path) {
        this.async = new AsyncBarrier(client.async(), path);
    }

    /** {@return the same barrier with futures} */
    public AsyncBarrier async() {
        return async;
    }

    /**
     * See {@link AsyncBarrier#raise()}.
     *
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public void raise() throws InterruptedException {
        Waiting.on(async.raise());
    }

    /**
     * See {@link AsyncBarrier#lift()}.
     *
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public void lift() throws InterruptedException {
        Waiting.on(async.lift());
    }

    /**
     * See {@link AsyncBarrier#await()}.
     *
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public void await() throws InterruptedException {
        Waiting.on(async.await());
    }

    /**
     * See {@link AsyncBarrier#await(Duration)}.
     *
     * @param patience how long to wait, by the client's own clock
     * @return whether the barrier did not stand in time
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public boolean await(Duration patience) throws InterruptedException {
        return Waiting.on(async.await(patience));
    }
}
