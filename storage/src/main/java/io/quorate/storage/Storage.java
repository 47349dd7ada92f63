package io.quorate.storage;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.StorageListener;
import io.quorate.storage.epoch.EpochFiles;
import io.quorate.storage.epoch.MemberFiles;
import io.quorate.storage.epoch.TrustMark;
import io.quorate.storage.log.Beginning;
import io.quorate.storage.log.LogDirectory;
import io.quorate.storage.log.LogExtent;
import io.quorate.storage.log.RecordVisitor;
import io.quorate.storage.log.TxnLog;
import io.quorate.storage.snapshot.Incoming;
import io.quorate.storage.snapshot.SnapshotFile;
import io.quorate.storage.snapshot.SnapshotStore;
import io.quorate.storage.snapshot.SnapshotWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The data directories of one member, held under an exclusive lock from {@link #open} to {@link #close()}. The order of
 * use: open, {@link #snapshots()}, {@link #replay}, {@link #startLog}; then the log on its thread and snapshots on
 * theirs. Everything throws {@link io.quorate.storage.disk.StorageException}.
 */
public final class Storage implements AutoCloseable {
    /** Fewer snapshots than that are never kept (storage format 10). */
    public static final int MIN_RETAINED = 3;

    /** Most bytes of older log files that are looked at when a member of an ensemble starts. */
    private static final long MAX_LOOK_BACK_BYTES = 64 << 20;

    private final StorageConfig config;
    private final Disk disk;
    private final Directories directories;
    private final SnapshotStore snapshots;
    private final LogDirectory logs;
    private final EpochFiles epochs;
    private final StorageListener listener;
    private final LongSupplier nanoTime;
    private final TrustMark trustMark;
    private final Replacing replacing;
    private @Nullable TxnLog log;

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
        this.trustMark = new TrustMark(disk, directories.snapshots());
        this.replacing = new Replacing(disk, directories, snapshots, logs, epochs, listener);
    }

    /**
     * Locks the directories, checks their layout, completes what a crash has interrupted and removes leftovers.
     *
     * @param nanoTime monotonic nanoseconds, to measure how long the disk takes
     */
    public static Storage open(StorageConfig config, Disk disk, StorageListener listener, LongSupplier nanoTime) {
        Directories directories = Directories.open(config, disk, listener);
        try {
            Storage storage = new Storage(config, disk, directories, listener, nanoTime);
            storage.replacing.complete();
            storage.snapshots.removeReceived();
            return storage;
        } catch (StorageException refused) {
            directories.close();
            throw refused;
        }
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
     * What the log holds, as far as it was replayed and as it is cheap to look further back. Between {@link #replay}
     * and {@link #startLog}.
     *
     * @param sizeFactor what a piece of the log may cost at most to be sent, as a part of the newest snapshot
     */
    public List<LogExtent> extents(double sizeFactor) {
        logs.lookBack(Math.min(worthwhileBytes(sizeFactor), MAX_LOOK_BACK_BYTES));
        return logs.coverage().extents();
    }

    /**
     * The zxid after which the log gives everything at less than the price of a snapshot (quorum protocol 4.5). Any
     * thread.
     *
     * @param sizeFactor what a piece of the log may cost at most, as a part of the newest snapshot; less than 0 if the
     *     log is never to be sent
     */
    public long logReaches(double sizeFactor) {
        return logs.coverage().reaches(worthwhileBytes(sizeFactor));
    }

    /**
     * Tells every record after {@code after} up to {@code through}, or throws; some may have been told by then. Any
     * thread, also while the log grows and old files are purged; what is asked for must have been synced.
     */
    public void read(long after, long through, RecordVisitor visitor) {
        logs.read(after, through, visitor);
    }

    /** The log, to be continued after {@code lastZxid}, which {@link #replay} has returned. */
    public TxnLog startLog(long lastZxid) {
        TxnLog started = logs.start(lastZxid, nanoTime);
        log = started;
        return started;
    }

    /** The log that grows; another one after an {@link OtherHistory} was adopted. The log's thread. */
    public TxnLog log() {
        return Objects.requireNonNull(log, "the log has not been started");
    }

    /**
     * The history that there would be if it were cut off after {@code zxid}, since a leader says that what follows was
     * never committed (storage format 9). Where {@code zxid} is neither the last record nor the snapshot of what is
     * left, it cannot be read. The log's thread, after {@link #startLog}.
     */
    public OtherHistory endingAt(long zxid) {
        return new Shorter(zxid, snapshots.turnover().deletions());
    }

    /** Begins to keep a snapshot aside that comes from elsewhere. Any thread. */
    public Incoming receive(long zxid) {
        return snapshots.receive(zxid);
    }

    /**
     * The history that there would be if a snapshot that was kept aside took the place of everything. It may be read on
     * any thread, and is adopted on the log's.
     */
    public OtherHistory received(Incoming incoming) {
        return new Received(incoming);
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
        return snapshots.turnover().delete(() -> {
            long oldest = kept.getLast().zxid();
            return snapshots.deleteBelow(oldest) + logs.deleteBelow(oldest);
        });
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

    /**
     * Whether what is here may be believed, when a member of an ensemble starts. Where there is nothing although there
     * should be something it may not, and this is remembered until {@link #trust()}; so a member that has lost its data
     * does not vote as if there had never been any (quorum protocol 3.4, faults Z17).
     *
     * @param createDatabase whether a directory without anything may be that of a new member ({@code db.autocreate})
     */
    public boolean isTrusted(boolean createDatabase) {
        boolean initialized = takeInitializeMarker();
        boolean marked = trustMark.isSet();
        boolean empty = isEmpty(marked);
        boolean lost = epochs.haveBegun() || logs.remembersRecords();
        boolean begins = empty && (initialized || (createDatabase && !lost));
        boolean continues = !empty && (initialized || (!marked && !logsAreLost()));
        if (begins || continues) {
            forgetRecords(empty);
            trustMark.remove();
            return true;
        }
        trustMark.set();
        forgetRecords(empty);
        listener.warned(lack(empty, marked)
                + " This member does not vote until it has copied everything from a leader. If you know that nothing is"
                + " missing, as at the first start of a new ensemble, make an empty file named initialize beside "
                + directories.snapshots() + " and start it again");
        return false;
    }

    /** From now on what is here may be believed; durable when it returns. */
    public void trust() {
        trustMark.remove();
    }

    /** Where it is settled that nothing is here, what was durable once is no reason any more to refuse to start. */
    private void forgetRecords(boolean empty) {
        if (empty && logs.remembersRecords()) {
            logs.forgetRecords("the records it speaks of are gone, and so are all others");
        }
    }

    private String lack(boolean empty, boolean marked) {
        if (empty) {
            return "there is no data in " + directories.snapshots() + ".";
        }
        return marked
                ? "data was missing in " + directories.snapshots() + " when this member started before."
                : "there are snapshots in " + directories.snapshots() + ", but not one log in " + directories.logs()
                        + ".";
    }

    /**
     * A directory of its own for logs in which there is nothing at all, although this member has been part of an
     * ensemble: another disk, or none, is mounted there.
     */
    private boolean logsAreLost() {
        return !directories.snapshots().equals(directories.logs())
                && epochs.haveBegun()
                && !snapshots.namesAfter(0).isEmpty()
                && logs.isUntouched();
    }

    /** Where data was missing at the first start, a snapshot of nothing is none. */
    private boolean isEmpty(boolean marked) {
        return snapshots.namesAfter(marked ? 0 : -1).isEmpty() && logs.isEmpty();
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

    private long worthwhileBytes(double sizeFactor) {
        return sizeFactor < 0
                ? -1
                : (long) (sizeFactor * snapshots.fileBytes(lastSnapshot().zxid()));
    }

    /** The present history without its end. */
    private final class Shorter implements OtherHistory {
        private final long zxid;
        private final long seen;
        private long base = -1;

        Shorter(long zxid, long seen) {
            this.zxid = zxid;
            this.seen = seen;
        }

        @Override
        public long lastZxid() {
            return zxid;
        }

        @Override
        public List<SnapshotFile> snapshots() {
            return snapshots.offered().stream()
                    .filter(file -> file.zxid() <= zxid)
                    .toList();
        }

        @Override
        public void replay(long fromZxid, RecordVisitor visitor) {
            logs.read(fromZxid - 1, zxid, visitor);
            base = fromZxid - 1;
        }

        @Override
        public boolean adopt() {
            return base >= 0
                    && snapshots.turnover().replace(seen, () -> {
                        log().close();
                        replacing.cut(zxid, base);
                        logs.coverage().truncated(zxid);
                        startLog(zxid);
                    });
        }
    }

    /** A snapshot and nothing else. */
    private final class Received implements OtherHistory {
        private final Incoming incoming;

        Received(Incoming incoming) {
            this.incoming = incoming;
        }

        @Override
        public long lastZxid() {
            return incoming.zxid();
        }

        @Override
        public List<SnapshotFile> snapshots() {
            return List.of(snapshots.received(incoming));
        }

        @Override
        public void replay(long fromZxid, RecordVisitor visitor) {
            // A snapshot that has just come has nothing behind it yet.
        }

        @Override
        public boolean adopt() {
            if (!incoming.isWhole()) {
                return false;
            }
            snapshots.turnover().replace(() -> {
                log().close();
                replacing.install(incoming.zxid(), incoming.name());
                incoming.settle();
                logs.coverage().restart(incoming.zxid());
                startLog(incoming.zxid());
            });
            return true;
        }
    }
}
