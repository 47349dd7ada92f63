package io.quorate.storage;

import io.quorate.storage.log.RecordVisitor;
import io.quorate.storage.snapshot.SnapshotFile;
import java.util.List;

/**
 * A history that the files could be made to hold instead of the one they hold: that one cut off, or a snapshot that
 * was kept aside. First it is read as if it were there already; what cannot be read to its end must not be adopted.
 * Owned by the thread that owns the log.
 */
public interface OtherHistory {

    /** Where it ends. */
    long lastZxid();

    /** The snapshots that there would be and look whole, newest first. */
    List<SnapshotFile> snapshots();

    /**
     * Tells the records that there would be from {@code fromZxid} on.
     *
     * @throws io.quorate.storage.disk.StorageException if the log does not hold them all up to {@link #lastZxid()}
     *     without a gap; some may have been told by then
     */
    void replay(long fromZxid, RecordVisitor visitor);

    /**
     * Makes it the history, in one step for whoever looks after a crash; durable when it returns. The log is closed,
     * and begun anew behind it ({@link Storage#log()}). Once.
     *
     * @return false if what it needs is not there as it was when it was read, or was never read; then nothing has
     *     changed
     * @throws io.quorate.storage.disk.StorageException if the disk fails, which ends the member
     */
    boolean adopt();
}
