package io.quorate.recipes.lock;

import io.quorate.client.Quorate;
import io.quorate.recipes.Ownership;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The lock of {@link AsyncReadWriteLock} with calls that block, re-entrant: a thread that writes may also read, and
 * goes on reading when it has given the write lock back first. A thread that reads cannot write as well; that is
 * refused with {@link IllegalStateException}, for it would wait for itself.
 *
 * <p>Must not be used in callbacks of the client.
 */
public final class ReadWriteLock {
    private final AsyncReadWriteLock async;
    private final Holds holds;

    /**
     * A lock of this name.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the lock; it need not exist, nor its ancestors
     */
    public ReadWriteLock(Quorate client, String path) {
        this.async = new AsyncReadWriteLock(client.async(), path);
        this.holds = new Holds(written -> {
            CompletableFuture<Void> unused = async.downgrade(written);
        });
    }

    /** {@return the same lock with futures, which is not re-entrant} */
    public AsyncReadWriteLock async() {
        return async;
    }

    /**
     * Waits until the calling thread may read. Close the result to give it back.
     *
     * @return the right to read; closing it gives it back
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Ownership read() throws InterruptedException {
        return holds.acquire(async.reading(), Holds.Mode.SHARED);
    }

    /**
     * Waits so long until the calling thread may read; empty when it was in vain.
     *
     * @param patience how long to wait, by the client's own clock
     * @return the right to read; empty when the patience was at its end
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Optional<Ownership> tryRead(Duration patience) throws InterruptedException {
        return holds.tryAcquire(async.reading(), Holds.Mode.SHARED, patience);
    }

    /**
     * Waits until the calling thread may write. Close the result to give it back.
     *
     * @return the right to write; closing it gives it back
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Ownership write() throws InterruptedException {
        return holds.acquire(async.writing(), Holds.Mode.EXCLUSIVE);
    }

    /**
     * Waits so long until the calling thread may write; empty when it was in vain.
     *
     * @param patience how long to wait, by the client's own clock
     * @return the right to write; empty when the patience was at its end
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Optional<Ownership> tryWrite(Duration patience) throws InterruptedException {
        return holds.tryAcquire(async.writing(), Holds.Mode.EXCLUSIVE, patience);
    }
}
