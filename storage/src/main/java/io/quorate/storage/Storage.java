package io.quorate.storage;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.StorageListener;
import io.quorate.storage.epoch.EpochFiles;
import io.quorate.storage.epoch.MemberFiles;
import io.quorate.storage.log.Beginning;
import io.quorate.storage.log.LogDirectory;
import io.quorate.storage.log.RecordVisitor;
import io.quorate.storage.log.TxnLog;
import io.quorate.storage.snapshot.SnapshotFile;
import io.quorate.storage.snapshot.SnapshotStore;
import io.quorate.storage.snapshot.SnapshotWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The data directories of one member, held under an exclusive lock from {@link #open} to {@link #close()}. The order of
 * use: open, {@link #snapshots()}, {@link #replay}, {@link #startLog}; then the log on its thread and snapshots on
 * theirs. Everything throws {@link io.quorate.storage.disk.StorageException}.
 */
public final class Storage implements AutoCloseable {
    /** Fewer snapshots than that are never kept (storage format 10). */
    public static final int MIN_RETAINED = 3;

    private final StorageConfig config;
    private final Disk disk;
    private final Directories directories;
    private final SnapshotStore snapshots;
    private final LogDirectory logs;
    private final EpochFiles epochs;
    private final StorageListener listener;
    private final LongSupplier nanoTime;

    private Storage(
            StorageConfig config, Disk disk, Directories directories, StorageListener listener, LongSupplier nanoTime) {
        this.config = config;
        this.disk = disk;
        this.directories = directories;
        this.listener = listener;
        this.nanoTime = nanoTime;
        this.snapshots = new SnapshotStore(
                disk, directories.snapshots(), config.compression(), config.maxSnapshotBytes(), listener);
        this.logs = new LogDirectory(disk, directories.logs(), config.log(), listener);
        this.epochs = new EpochFiles(disk, directories.snapshots(), listener);
    }

    /**
     * Locks the directories, checks their layout and removes leftovers.
     *
     * @param nanoTime monotonic nanoseconds, to measure how long the disk takes
     */
    public static Storage open(StorageConfig config, Disk disk, StorageListener listener, LongSupplier nanoTime) {
        return new Storage(config, disk, Directories.open(config, disk, listener), listener, nanoTime);
    }

    /** Snapshots that look whole, newest first. */
    public List<SnapshotFile> snapshots() {
        return snapshots.offered();
    }

    /**
     * Tells the records of the log from {@code fromZxid} on, in order and without a gap, and makes them durable if a
     * crash had left them otherwise. An incomplete tail that was never acknowledged is left out; anything else that is
     * not as it was written is refused. Without any snapshot the log must hold all of history, unless the configuration
     * trusts it; and where there are damaged ones it must hold what they have shown to the world, whatever the
     * configuration says.
     *
     * @param fromZxid one more than the zxid of the snapshot that was loaded; 1 for an empty tree
     * @return the last zxid of history: of the last record, or {@code fromZxid − 1} if there is none
     */
    public long replay(long fromZxid, RecordVisitor visitor) {
        long history = logs.replay(fromZxid, beginning(fromZxid), epochs.exist(), visitor);
        List<Path> lost = snapshots.damagedAfter(history);
        if (!lost.isEmpty()) {
            throw new StorageException(
                    StorageException.Kind.DAMAGED,
                    "history ends with 0x" + Long.toHexString(history) + ", but these snapshots were begun after that"
                            + " and are damaged: "
                            + lost.stream().map(Path::toString).collect(Collectors.joining(", "))
                            + ". Restore one of them, or the logs up to them, from a backup; on a member of an ensemble"
                            + " move version-2 away and let it copy from the others; if nothing of value was in them,"
                            + " move them elsewhere");
        }
        return history;
    }

    /**
     * Cuts history off after {@code zxid}, since a leader says that what follows was never committed (storage format
     * 9); durable when it returns. Before {@link #startLog}, or once the log is closed; then everything is read again.
     */
    public void truncateLog(long zxid) {
        long newest = lastSnapshot().zxid();
        if (newest > zxid) {
            throw new StorageException(
                    StorageException.Kind.DAMAGED,
                    "history is to end with 0x" + Long.toHexString(zxid) + ", but a snapshot of 0x"
                            + Long.toHexString(newest)
                            + " is there, which holds only what was committed; let this member"
                            + " start with an empty directory and copy from the others");
        }
        logs.truncate(zxid);
    }

    /** The log, to be continued after {@code lastZxid}, which {@link #replay} has returned. Once. */
    public TxnLog startLog(long lastZxid) {
        return logs.start(lastZxid, nanoTime);
    }

    /** Begins a snapshot; one at a time. Snapshot thread. */
    public SnapshotWriter beginSnapshot(long zxid) {
        return snapshots.begin(zxid);
    }

    /** The newest snapshot on disk. Any thread. */
    public LastSnapshot lastSnapshot() {
        return snapshots
                .newest()
                .map(info -> new LastSnapshot(info.zxid(), info.modifiedMs()))
                .orElse(new LastSnapshot(-1, -1));
    }

    /** The file that holds the snapshot of this zxid, as this member writes them. Any thread. */
    public Path snapshotFile(long zxid) {
        return snapshots.file(zxid);
    }

    /** Bytes in the two {@code version-2} directories. Any thread. */
    public Sizes sizes() {
        return new Sizes(directories.bytesIn(directories.snapshots()), directories.bytesIn(directories.logs()));
    }

    /**
     * Keeps the newest snapshots and the logs that belong to them, and deletes what is older (storage format 10).
     * Snapshot thread.
     *
     * @param retainCount snapshots to keep, at least {@value #MIN_RETAINED}
     * @return how many files were deleted
     */
    public int purge(int retainCount) {
        if (retainCount < MIN_RETAINED) {
            throw new IllegalArgumentException(
                    retainCount + " snapshots are to be kept; keep at least " + MIN_RETAINED);
        }
        List<SnapshotStore.Info> kept = snapshots.whole(retainCount);
        if (kept.isEmpty()) {
            return 0;
        }
        long oldest = kept.getLast().zxid();
        return snapshots.deleteBelow(oldest) + logs.deleteBelow(oldest);
    }

    /** The epoch files. */
    public EpochFiles epochs() {
        return epochs;
    }

    /** The id in {@code myid}, if there is such a file (storage format 2.2). */
    public OptionalLong myId() {
        return MemberFiles.myId(disk, config.dataDir());
    }

    /** Removes the {@code initialize} marker and says whether it was there (storage format 2.3). */
    public boolean takeInitializeMarker() {
        boolean found = MemberFiles.takeInitializeMarker(disk, List.of(config.dataLogDir(), config.dataDir()));
        if (found) {
            listener.noted("an empty database is trusted: the initialize marker was there");
        }
        return found;
    }

    /** Gives the directories free. The log must be closed before. */
    @Override
    public void close() {
        directories.close();
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

    private Beginning beginning(long fromZxid) {
        if (fromZxid > 1 || snapshots.newest().isPresent()) {
            return Beginning.AFTER_SNAPSHOT;
        }
        // Of zxid 0 there can be nothing but an empty tree.
        return config.trustEmptySnapshot() && snapshots.damagedAfter(0).isEmpty()
                ? Beginning.ANY
                : Beginning.FIRST_EVER;
    }
}
