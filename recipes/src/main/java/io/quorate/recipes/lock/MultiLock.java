package io.quorate.recipes.lock;

import io.quorate.client.Quorate;
import io.quorate.recipes.MultiOwnership;
import io.quorate.recipes.line.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The locks of {@link AsyncMultiLock} with calls that block. Not re-entrant. Must not be used in callbacks of the
 * client.
 */
public final class MultiLock {
    private final AsyncMultiLock async;

    /**
     * The locks of these paths as one.
     *
     * @param client stays the caller's, who closes it
     * @param paths at least one, none twice
     */
    public MultiLock(Quorate client, List<String> paths) {
        this.async = new AsyncMultiLock(
                paths.stream().map(path -> new AsyncLock(client.async(), path)).toList());
    }

    /** {@return the same locks with futures} */
    public AsyncMultiLock async() {
        return async;
    }

    /**
     * Waits until all are held. Close the result to give them back.
     *
     * @return what is held; closing it gives it back
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public MultiOwnership acquire() throws InterruptedException {
        return Waiting.on(async.acquire());
    }

    /**
     * Waits so long, which is more than zero; empty when it was in vain.
     *
     * @param patience how long to wait, by the client's own clock
     * @return what is held; empty when the patience was at its end
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Optional<MultiOwnership> tryAcquire(Duration patience) throws InterruptedException {
        return Waiting.on(async.tryAcquire(patience));
    }
}
