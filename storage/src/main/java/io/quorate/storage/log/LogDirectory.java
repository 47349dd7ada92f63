package io.quorate.storage.log;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.DiskFile;
import io.quorate.storage.disk.FileName;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.StorageListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The log files of one directory: read once at start, then continued. Owned by one thread. */
public final class LogDirectory {
    /** A longer tail that nobody vouches for is forced to disk without writing it anew. */
    private static final int MAX_REWRITTEN_BYTES = 64 << 20;

    private static final int CHUNK_BYTES = 1 << 20;

    private static final String PREFIX = LogFormat.PREFIX + ".";

    private final Disk disk;
    private final Path path;
    private final LogConfig config;
    private final StorageListener listener;
    private final LogCoverage coverage = new LogCoverage();
    private @Nullable DurableMark recovered;

    /** The logs in {@code path}. */
    public LogDirectory(Disk disk, Path path, LogConfig config, StorageListener listener) {
        this.disk = disk;
        this.path = path;
        this.config = config;
        this.listener = listener;
    }

    Disk disk() {
        return disk;
    }

    Path path() {
        return path;
    }

    LogConfig config() {
        return config;
    }

    StorageListener listener() {
        return listener;
    }

    /** Which records are here; known once they have been replayed. */
    public LogCoverage coverage() {
        return coverage;
    }

    /** The log files in a directory, oldest first; {@code ignored} is told the names that only look like one. */
    public static List<FileName> list(Disk disk, Path directory, Consumer<String> ignored) throws IOException {
        List<FileName> files = new ArrayList<>();
        for (String name : disk.list(directory)) {
            FileName parsed = FileName.parse(LogFormat.PREFIX, name);
            if (parsed != null
                    && parsed.rest().isEmpty()
                    && name.equals(FileName.of(LogFormat.PREFIX, parsed.zxid()))) {
                files.add(parsed);
            } else if (name.startsWith(PREFIX)) {
                ignored.accept(name);
            }
        }
        files.sort(Comparator.comparingLong(FileName::zxid));
        return files;
    }

    /**
     * Tells the records from {@code fromZxid} on and makes them durable.
     *
     * @param beginning what the first of them may be
     * @param inEnsemble whether this directory has ever belonged to a member of an ensemble, so that another server may
     *     have cut the log
     * @return the last zxid of history
     */
    public long replay(long fromZxid, Beginning beginning, boolean inEnsemble, RecordVisitor visitor) {
        DurableMark mark = DurableMarkFile.load(disk, path, listener);
        MarkCheck check =
                new MarkCheck(mark, fromZxid, inEnsemble, why -> DurableMarkFile.setAside(disk, path, why, listener));
        LogReplay replay = new LogReplay(this, check, fromZxid, beginning, visitor);
        long last = replay.run(files());
        LogReplay.End end = replay.end();
        recovered = check.mark();
        if (end != null && config.forceSync()) {
            settle(end);
            recovered = new DurableMark(
                    mark == null ? 0 : mark.sequence(),
                    end.file().zxid(),
                    end.offset(),
                    last,
                    end.precedingZxid(),
                    end.firstChecksum(),
                    true);
        }
        return last;
    }

    /** The log, to be continued after {@code lastZxid}. */
    public TxnLog start(long lastZxid, LongSupplier nanoTime) {
        coverage.continueAfter(lastZxid);
        return new TxnLog(config, disk, path, listener, nanoTime, beginMark(lastZxid), lastZxid, coverage);
    }

    /**
     * Looks for more records that lead up to the first one known, in older files, as long as all together are no more
     * than {@code maxBytes}. Between {@link #replay} and {@link #start}.
     */
    public void lookBack(long maxBytes) {
        boolean more = true;
        while (more && coverage.bytes() < maxBytes) {
            more = lookBackOnce(maxBytes - coverage.bytes());
        }
    }

    /** Whether an older file gave some. */
    private boolean lookBackOnce(long maxBytes) {
        long known = coverage.first();
        FileName older = null;
        for (FileName file : files()) {
            if (file.zxid() < known) {
                older = file;
            }
        }
        if (older == null) {
            return false;
        }
        try (LogFileReader reader = open(older)) {
            if (reader.header() != LogFileReader.Header.LOG) {
                return false;
            }
            long first = 0;
            long last = 0;
            long bytes = 0;
            while (reader.offset() < maxBytes && reader.next() && reader.zxid() < known) {
                if (bytes == 0 || !LogFormat.isNextOfEpoch(last, reader.zxid())) {
                    first = reader.zxid();
                    bytes = 0;
                }
                last = reader.zxid();
                bytes += reader.payloadLength();
            }
            if (bytes == 0 || !LogFormat.isNextOfEpoch(last, known)) {
                return false;
            }
            coverage.precededBy(first, bytes);
            return true;
        } catch (StorageException unreadable) {
            listener.noted("the log is not looked at further back than " + LogFormat.hex(known) + ": "
                    + unreadable.getMessage());
            return false;
        }
    }

    /**
     * Tells the records after {@code after} up to {@code through}, which is one of them, or throws
     * {@link StorageException}; some may have been told by then. Any thread, also while the log grows; what is asked
     * for must have been synced.
     */
    public void read(long after, long through, RecordVisitor visitor) {
        new LogExcerpt(disk, path, config.maxRecordBytes(), coverage).read(after, through, visitor);
    }

    /**
     * Deletes the files without which records after {@code zxid} can still be read; says how many. May run while the
     * log grows.
     */
    public int deleteBelow(long zxid) {
        int deleted = 0;
        try {
            List<FileName> files = list(disk, path, _ -> {});
            int needed = new FirstRecords(disk, path, config.maxRecordBytes()).firstNeeded(files, zxid);
            if (needed > 0) {
                coverage.purged(files.get(needed).zxid() - 1);
            }
            for (FileName file : files.subList(0, Math.min(needed, files.size()))) {
                disk.delete(path.resolve(file.text()));
                listener.noted("Removing file: " + path.resolve(file.text()));
                deleted++;
            }
            if (deleted > 0) {
                disk.syncDirectory(path);
            }
        } catch (IOException failure) {
            throw failed(path, "cannot be purged of old logs", failure);
        }
        return deleted;
    }

    /**
     * What has to happen to the files for the log to end with {@code zxid} (storage format 9). The log must not be
     * growing.
     *
     * @param base the zxid of the snapshot that the log is replayed over then
     */
    public LogCut cutAfter(long zxid, long base) {
        List<FileName> files = files();
        List<LogCut.Doomed> doomed =
                doomed(files.stream().filter(file -> file.zxid() > zxid).toList());
        List<FileName> kept = files.stream().filter(file -> file.zxid() <= zxid).toList();
        List<LogCut.Shortened> shortened = new ArrayList<>();
        int needed = new FirstRecords(disk, path, config.maxRecordBytes()).firstNeeded(kept, base + 1);
        for (int i = needed; i < kept.size(); i++) {
            try (LogFileReader reader = open(kept.get(i))) {
                long end = LogFormat.HEADER_BYTES;
                boolean goesOn = reader.next();
                while (goesOn && reader.zxid() <= zxid) {
                    end = reader.offset();
                    goesOn = reader.next();
                }
                if (goesOn || i == kept.size() - 1) {
                    shortened.add(new LogCut.Shortened(kept.get(i).text(), end));
                }
            }
        }
        return new LogCut(doomed, shortened);
    }

    /** Whether there is a mark that says that there have been records here. */
    public boolean remembersRecords() {
        DurableMark mark = DurableMarkFile.load(disk, path, listener);
        return mark != null && mark.zxid() > 0;
    }

    /** Sets that mark aside. */
    public void forgetRecords(String why) {
        DurableMarkFile.setAside(disk, path, why, listener);
    }

    /**
     * Whether no log was ever begun here: there is neither a file nor a mark, which is there from the first start on.
     * Without forced syncs there is none, and nobody can tell.
     */
    public boolean isUntouched() {
        return config.forceSync() && isEmpty() && !DurableMarkFile.wasBegun(disk, path);
    }

    /** Whether there is no file of the log. */
    public boolean isEmpty() {
        return files().isEmpty();
    }

    /** What has to happen to the files for the log to hold nothing at all. */
    public LogCut cutAll() {
        return new LogCut(doomed(files()), List.of());
    }

    /** Whether all that is here after {@code zxid} is what {@code cut} knows of: nobody else has written since. */
    public boolean isAllKnown(LogCut cut, long zxid) {
        return doomed(files().stream().filter(file -> file.zxid() > zxid).toList()).stream()
                .allMatch(cut.doomed()::contains);
    }

    /**
     * Makes the log end where {@code cut} says; durable when it returns, with a mark that says so. May be done again
     * after a crash halfway. Not while the log grows; {@link #start} begins it anew.
     *
     * @param zxid where history ends then
     */
    public void carryOut(LogCut cut, long zxid) {
        DurableMarkFile.remove(disk, path);
        recovered = null;
        try {
            for (LogCut.Doomed file : cut.doomed().reversed()) {
                disk.deleteForCertain(path.resolve(file.name()));
            }
            disk.syncDirectory(path);
            for (LogCut.Shortened shortened : cut.shortened()) {
                try (DiskFile file = disk.openForWriting(path.resolve(shortened.name()))) {
                    // Also when it has that length: the sync may have failed that was to make it durable.
                    file.writeFully(ByteBuffer.allocate(1), shortened.length());
                    file.truncate(shortened.length());
                    file.sync();
                }
            }
        } catch (IOException failure) {
            throw failed(path, "cannot be cut", failure);
        }
        DurableMarkFile mark = beginMark(zxid);
        if (mark != null) {
            mark.close();
        }
    }

    /** Husks, which a crash leaves without a header, have no first record either. */
    private List<LogCut.Doomed> doomed(List<FileName> files) {
        FirstRecords firstRecords = new FirstRecords(disk, path, config.maxRecordBytes());
        return files.stream()
                .map(file -> new LogCut.Doomed(file.text(), firstRecords.checksum(file)))
                .toList();
    }

    private LogFileReader open(FileName file) {
        return new LogFileReader(disk, path.resolve(file.text()), config.maxRecordBytes());
    }

    private @Nullable DurableMarkFile beginMark(long lastZxid) {
        if (!config.forceSync()) {
            DurableMarkFile.remove(disk, path);
            return null;
        }
        DurableMark old = recovered;
        DurableMark mark = old != null && old.zxid() == lastZxid
                ? new DurableMark(
                        old.sequence() + 1,
                        old.fileZxid(),
                        old.offset(),
                        lastZxid,
                        old.precedingZxid(),
                        old.firstChecksum(),
                        old.complete())
                : new DurableMark(
                        old == null ? 1 : old.sequence() + 1,
                        lastZxid + 1,
                        LogFormat.HEADER_BYTES,
                        lastZxid,
                        lastZxid,
                        DurableMark.NO_RECORD,
                        false);
        return DurableMarkFile.begin(disk, path, mark);
    }

    private List<FileName> files() {
        try {
            return list(
                    disk,
                    path,
                    name -> listener.warned(
                            path.resolve(name) + " is not the name of a log; the file is ignored. ZooKeeper"
                                    + " would replay it: move it elsewhere"));
        } catch (IOException failure) {
            throw failed(path, "cannot be listed", failure);
        }
    }

    /**
     * What was read may only be in the system's cache. Before anybody is told of it, it must be on the disk (faults,
     * design rule 2). If a sync had failed before, the system may take the cache for clean and a new sync would do
     * nothing (D6), so what lies beyond the durable mark is written again.
     */
    private void settle(LogReplay.End end) {
        Path last = path.resolve(end.file().text());
        try {
            if (end.previousFile() != null) {
                sync(path.resolve(end.previousFile().text()));
            }
            try (DiskFile file = disk.openForWriting(last)) {
                rewrite(file, Math.max(end.durableOffset(), LogFormat.HEADER_BYTES), end.offset());
                file.sync();
            }
            disk.syncDirectory(path);
        } catch (IOException failure) {
            throw failed(last, "cannot be forced to disk", failure);
        }
    }

    private void sync(Path file) throws IOException {
        try (DiskFile opened = disk.openForWriting(file)) {
            opened.sync();
        }
    }

    private static void rewrite(DiskFile file, long from, long to) throws IOException {
        if (to <= from || to - from > MAX_REWRITTEN_BYTES) {
            return;
        }
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(to - from, CHUNK_BYTES));
        for (long at = from; at < to; at += chunk.capacity()) {
            chunk.clear().limit((int) Math.min(to - at, chunk.capacity()));
            file.readFully(chunk, at);
            file.writeFully(chunk.flip(), at);
        }
    }

    private static StorageException failed(Path path, String what, IOException failure) {
        return new StorageException(
                StorageException.Kind.FAILED,
                path + " " + what + ": " + failure + "; check the disk and the file's permissions",
                failure);
    }
}
