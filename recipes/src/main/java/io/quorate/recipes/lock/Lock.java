package io.quorate.recipes.lock;

import io.quorate.client.Quorate;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.line.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The lock of {@link AsyncLock} with calls that block, re-entrant: a thread that holds it has it again at once, and
 * others have it when every hold is given back. Two {@code Lock} objects of one path are two contenders, even in one
 * thread.
 *
 * <p>Must not be used in callbacks of the client.
 */
public final class Lock {
    private final AsyncLock async;
    private final Holds holds = new Holds(ownership -> {});

    /**
     * A lock of this name.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the lock; it need not exist, nor its ancestors
     */
    public Lock(Quorate client, String path) {
        this.async = new AsyncLock(client.async(), path);
    }

    /** {@return the same lock with futures, which is not re-entrant} */
    public AsyncLock async() {
        return async;
    }

    /**
     * Waits until the lock is held. Close the result to give it back. Throws what {@link AsyncLock#acquire()} fails
     * with.
     *
     * @return what is held; closing it gives it back
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Ownership acquire() throws InterruptedException {
        return holds.acquire(async, Holds.Mode.EXCLUSIVE);
    }

    /**
     * Waits so long; empty when it was in vain. Zero takes the lock only if it is free.
     *
     * @param patience how long to wait, by the client's own clock
     * @return what is held; empty when the patience was at its end
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Optional<Ownership> tryAcquire(Duration patience) throws InterruptedException {
        return holds.tryAcquire(async, Holds.Mode.EXCLUSIVE, patience);
    }

    /** {@return whether the calling thread holds it} */
    public boolean isHeldByCurrentThread() {
        return holds.isMine();
    }

    /**
     * See {@link AsyncLock#contenders()}.
     *
     * @return paths of znodes, the holder's first
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public List<String> contenders() throws InterruptedException {
        return Waiting.on(async.contenders());
    }

    /**
     * See {@link AsyncLock#revoke()}.
     *
     * @return whether there was a holder to ask
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public boolean revoke() throws InterruptedException {
        return Waiting.on(async.revoke());
    }
}
