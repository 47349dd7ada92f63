package io.quorate.storage.epoch;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.StorageListener;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * {@code currentEpoch} and {@code acceptedEpoch} (storage format 2.4). A standalone member has none. Owned by one
 * thread.
 */
public final class EpochFiles {
    /** The file of the current epoch. */
    public static final String CURRENT = "currentEpoch";

    /** The file of the accepted epoch. */
    public static final String ACCEPTED = "acceptedEpoch";

    private final TextFile current;
    private final TextFile accepted;
    private final TextFile currentTemporary;
    private final StorageListener listener;

    /** The epoch files in the {@code version-2} directory of the snapshots. */
    public EpochFiles(Disk disk, Path directory, StorageListener listener) {
        this.current = new TextFile(disk, directory.resolve(CURRENT));
        this.accepted = new TextFile(disk, directory.resolve(ACCEPTED));
        this.currentTemporary = new TextFile(disk, directory.resolve(CURRENT + TextFile.TEMPORARY));
        this.listener = listener;
    }

    /** Whether there are any, readable or not: then a member of an ensemble has lived here. */
    public boolean exist() {
        return current.exists() || accepted.exists();
    }

    /** Whether an ensemble has agreed on something while this member was part of it. */
    public boolean haveBegun() {
        return accepted().orElse(0) > 0 || current().orElse(0) > 0;
    }

    /** The epoch of the last leader whose history was adopted; empty if never written. */
    public OptionalLong current() {
        return current.readLong();
    }

    /** The highest epoch accepted from a prospective leader; empty if never written. */
    public OptionalLong accepted() {
        return accepted.readLong();
    }

    /** Durable when it returns. It must not decrease, nor exceed the accepted one. */
    public void saveCurrent(long epoch) {
        refuseDecrease(CURRENT, current(), epoch);
        OptionalLong limit = accepted();
        if (limit.isEmpty() || epoch > limit.getAsLong()) {
            throw new IllegalArgumentException("current epoch " + epoch + " would exceed the accepted epoch "
                    + (limit.isEmpty() ? "(none)" : limit.getAsLong()));
        }
        current.writeLong(epoch);
    }

    /** Durable when it returns. It must not decrease. */
    public void saveAccepted(long epoch) {
        refuseDecrease(ACCEPTED, accepted(), epoch);
        accepted.writeLong(epoch);
    }

    /**
     * Brings the files in line with a history whose last zxid is of epoch {@code lastEpoch}, when a member of an
     * ensemble starts. Missing files are written. A crash between the end of a synchronization and the writing of its
     * epoch leaves a history newer than the current epoch; then the current epoch is raised, which is sound since such
     * a history contains all that came before that epoch (faults Z8, S21b). What is there is written again: the last
     * process may have died of the very failure that kept it from becoming durable (faults D6).
     *
     * @throws StorageException if the files contradict the history or each other in a way no crash can explain
     */
    public void reconcile(long lastEpoch) {
        OptionalLong savedAccepted = accepted();
        OptionalLong savedCurrent = current();
        if (savedAccepted.isEmpty()) {
            accepted.writeLong(Math.max(lastEpoch, savedCurrent.orElse(0)));
            listener.noted(accepted.path() + " was missing and is written; this should only happen once");
        }
        long limit = accepted().orElseThrow();
        long adopted = savedCurrent.orElse(lastEpoch);
        if (adopted > limit) {
            throw contradiction("the accepted epoch " + limit + " is less than the current epoch " + adopted);
        }
        if (lastEpoch > limit) {
            throw contradiction(
                    "the accepted epoch " + limit + " is older than the last record, which is of epoch " + lastEpoch);
        }
        if (savedCurrent.isEmpty() || lastEpoch > adopted) {
            current.writeLong(lastEpoch);
            listener.noted(current.path() + (savedCurrent.isEmpty() ? " was missing" : " was " + adopted)
                    + " and is now " + lastEpoch + ", the epoch of the last record");
        }
        savedAccepted.ifPresent(accepted::writeLong);
        if (savedCurrent.isPresent() && lastEpoch <= adopted) {
            current.writeLong(adopted);
        }
        currentTemporary.deleteIfThere();
    }

    private static void refuseDecrease(String name, OptionalLong saved, long epoch) {
        if (saved.isPresent() && epoch < saved.getAsLong()) {
            throw new IllegalArgumentException(
                    name + " is " + saved.getAsLong() + " and must not decrease to " + epoch);
        }
    }

    private StorageException contradiction(String what) {
        return new StorageException(
                StorageException.Kind.DAMAGED,
                what + " (" + accepted.path() + ", " + current.path() + "). Restore the files, or let this member start"
                        + " with an empty directory and copy from the others");
    }
}
