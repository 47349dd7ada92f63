package io.quorate.replica.port;

/**
 * The histories that the disk of a member of an ensemble could hold instead of the one it holds. Called by the thread
 * that owns the log; blocks.
 */
public interface Archive {

    /** The present history without what follows {@code zxid}. */
    Alternative endingAt(long zxid);

    /** A history that could be. Nothing changes as long as it is only read. */
    interface Alternative extends Stored {

        /** Where it ends. */
        long lastZxid();

        /**
         * Makes it the history of this member; a crash leaves the old one or this one. Once it was read to its end.
         *
         * @return false if it cannot be any more; then nothing was changed
         * @throws RuntimeException if the disk fails, which ends the member
         */
        boolean adopt();
    }
}
