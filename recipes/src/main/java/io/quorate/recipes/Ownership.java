package io.quorate.recipes;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Something is the client's own for a while: a lock, a lease, the lead. Safe for use by every thread.
 *
 * <p>It ends by {@link #release()}, and by itself as soon as the client's own clock cannot exclude any more that the
 * servers will end the session. That is before they can, so no other client can own it at the same time. It never comes
 * back: an ownership that ended stays so, even if the session turns out to live.
 *
 * <p>No clock helps a process that is paused after it has looked at {@link #isHeld()} and before it acts. Therefore
 * whatever is protected should be told the {@link #token()} with each act, and refuse one that is smaller than the
 * largest it has seen.
 */
public interface Ownership extends AutoCloseable {

    /** How an ownership ended. */
    enum Ending {
        /** By {@link #release()}. */
        RELEASED,
        /** No answer of a server came in time to be sure of the session. */
        UNCERTAIN,
        /** The session expired, or the client was closed. */
        SESSION_ENDED,
        /** Somebody else deleted the znode that stood for it. */
        DELETED
    }

    /** {@return the znode that stands for it} */
    String path();

    /**
     * {@return the fencing token: the zxid at which the znode was created} Later owners of the same thing have greater
     * ones.
     */
    long token();

    /** {@return whether it is held, by the client's own clock} Once false it stays false. Costs no request. */
    boolean isHeld();

    /** {@return for how long it is held for certain if no server answers from now on; zero when it is not held} */
    Duration certainFor();

    /**
     * {@return a future that completes when it has ended, on the callback executor} Completing or cancelling it oneself
     * has no effect.
     */
    CompletableFuture<Ending> ended();

    /**
     * Called once on the callback executor when another client asks for it to be given back; at once if that has been
     * asked already. What the listener does about it is its own affair.
     *
     * @param listener must not block
     */
    void onRevocation(Runnable listener);

    /**
     * Gives it back. It has ended when this returns.
     *
     * @return completes when the znode is gone, so that others can have it; lost connections do not fail it
     */
    CompletableFuture<Void> release();

    /** Gives it back without waiting until others can have it. */
    @Override
    default void close() {
        CompletableFuture<Void> unused = release();
    }
}
