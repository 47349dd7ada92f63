package io.quorate.storage;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.StorageListener;
import io.quorate.storage.epoch.EpochFiles;
import io.quorate.storage.log.RecordVisitor;
import io.quorate.storage.log.TxnLog;
import io.quorate.storage.snapshot.SnapshotFile;
import io.quorate.storage.snapshot.SnapshotWriter;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The data directories of one member, held under an exclusive lock from {@link #open} to {@link #close()}. The order of
 * use: open, {@link #snapshots()}, {@link #replay}, {@link #startLog}; then the log on its thread and snapshots on theirs.
 * Everything throws {@link io.quorate.storage.disk.StorageException}.
 */
public final class Storage implements AutoCloseable {
    private Storage() {}

    /**
     * Locks the directories, checks their layout and removes leftovers.
     *
     * @param nanoTime monotonic nanoseconds, to measure how long the disk takes
     */
    public static Storage open(StorageConfig config, Disk disk, StorageListener listener, LongSupplier nanoTime) {
        throw new UnsupportedOperationException();
    }

    /** Snapshots that look whole, newest first. */
    public List<SnapshotFile> snapshots() {
        throw new UnsupportedOperationException();
    }

    /**
     * Tells the records of the log from {@code fromZxid} on, in order and without a gap, and makes them durable if a crash
     * had left them otherwise. An incomplete tail that was never acknowledged is left out; anything else that is not as it
     * was written is refused.
     *
     * @param fromZxid one more than the zxid of the snapshot that was loaded; 1 for an empty tree
     * @return the last zxid of history: of the last record, or {@code fromZxid − 1} if there is none
     */
    public long replay(long fromZxid, RecordVisitor visitor) {
        throw new UnsupportedOperationException();
    }

    /** The log, to be continued after {@code lastZxid}, which {@link #replay} has returned. Once. */
    public TxnLog startLog(long lastZxid) {
        throw new UnsupportedOperationException();
    }

    /** Begins a snapshot; one at a time. Snapshot thread. */
    public SnapshotWriter beginSnapshot(long zxid) {
        throw new UnsupportedOperationException();
    }

    /** The newest snapshot on disk. Any thread. */
    public LastSnapshot lastSnapshot() {
        throw new UnsupportedOperationException();
    }

    /** Bytes in the two {@code version-2} directories. Any thread. */
    public Sizes sizes() {
        throw new UnsupportedOperationException();
    }

    /**
     * Keeps the newest snapshots and the logs that belong to them, and deletes what is older (storage format 10). Snapshot
     * thread.
     *
     * @param retainCount snapshots to keep, at least 3
     * @return how many files were deleted
     */
    public int purge(int retainCount) {
        throw new UnsupportedOperationException();
    }

    /** The epoch files. */
    public EpochFiles epochs() {
        throw new UnsupportedOperationException();
    }

    /** The id in {@code myid}, if there is such a file (storage format 2.2). */
    public OptionalLong myId() {
        throw new UnsupportedOperationException();
    }

    /** Removes the {@code initialize} marker and says whether it was there (storage format 2.3). */
    public boolean takeInitializeMarker() {
        throw new UnsupportedOperationException();
    }

    /** Gives the directories free. The log must be closed before. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    /**
     * The newest snapshot on disk.
     *
     * @param zxid the zxid in its name, −1 if there is none
     * @param modifiedMs when it was finished, in milliseconds since 1970; −1 if there is none
     */
    public record LastSnapshot(long zxid, long modifiedMs) {}

    /**
     * Bytes in the {@code version-2} directories; twice the same when there is only one.
     *
     * @param dataBytes of {@code dataDir}
     * @param logBytes of {@code dataLogDir}
     */
    public record Sizes(long dataBytes, long logBytes) {}
}
