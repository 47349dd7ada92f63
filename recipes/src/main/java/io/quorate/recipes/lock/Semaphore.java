package io.quorate.recipes.lock;

import io.quorate.client.Quorate;
import io.quorate.recipes.MultiOwnership;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.line.Waiting;
import java.time.Duration;
import java.util.Optional;

/**
 * The semaphore of {@link AsyncSemaphore} with calls that block. Permits belong to whoever has the object, not to a
 * thread. Must not be used in callbacks of the client.
 */
public final class Semaphore {
    private final AsyncSemaphore async;

    /**
     * A semaphore of this name.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the semaphore; it need not exist, nor its ancestors
     * @param permits how many there are, at least 1; the same number at every client
     */
    public Semaphore(Quorate client, String path, int permits) {
        this.async = new AsyncSemaphore(client.async(), path, permits);
    }

    /** {@return the same semaphore with futures} */
    public AsyncSemaphore async() {
        return async;
    }

    /**
     * Waits for a permit. Close the result to give it back.
     *
     * @return what is held; closing it gives it back
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Ownership acquire() throws InterruptedException {
        return Waiting.on(async.acquire());
    }

    /**
     * Waits for several permits at once.
     *
     * @param count how many, at least 1 and at most all
     * @return what is held; closing it gives it back
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public MultiOwnership acquire(int count) throws InterruptedException {
        return Waiting.on(async.acquire(count));
    }

    /**
     * Waits so long for a permit, which is more than zero; empty when it was in vain.
     *
     * @param patience how long to wait, by the client's own clock
     * @return what is held; empty when the patience was at its end
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Optional<Ownership> tryAcquire(Duration patience) throws InterruptedException {
        return Waiting.on(async.tryAcquire(patience));
    }
}
