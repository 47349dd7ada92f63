package io.quorate.storage.snapshot;

import io.quorate.storage.disk.StorageException;
import java.util.function.IntSupplier;

/**
 * Keeps out of each other's way: who replaces the history, who deletes old files, and who gives a snapshot of the
 * history as it was its name. Any thread; each waits for the others, none for long.
 */
public final class Turnover {
    private long replacements;
    private long deletions;

    /** Nothing has happened yet. */
    public Turnover() {}

    /** How often history was replaced. */
    public synchronized long replacements() {
        return replacements;
    }

    /** How often files were deleted. */
    public synchronized long deletions() {
        return deletions;
    }

    /**
     * Gives a snapshot its name.
     *
     * @param since {@link #replacements()} when it was begun
     * @throws StorageException if it holds a history that was replaced since
     */
    synchronized void complete(long since, Runnable naming) {
        if (replacements != since) {
            throw new StorageException(
                    StorageException.Kind.FAILED,
                    "the snapshot is of a history that has been replaced since it was begun; the next one will do");
        }
        naming.run();
    }

    /**
     * Deletes old files.
     *
     * @param work says how many it deleted
     */
    public synchronized int delete(IntSupplier work) {
        int deleted = work.getAsInt();
        deletions += deleted > 0 ? 1 : 0;
        return deleted;
    }

    /**
     * Replaces history, unless files were deleted since it was seen that it can be.
     *
     * @param seen {@link #deletions()} before that
     * @return whether it was done
     */
    public synchronized boolean replace(long seen, Runnable work) {
        if (deletions != seen) {
            return false;
        }
        replace(work);
        return true;
    }

    /** Replaces history by something that needs nothing of what is here. */
    public synchronized void replace(Runnable work) {
        replacements++;
        work.run();
    }
}
