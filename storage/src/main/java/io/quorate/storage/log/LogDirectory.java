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
        return new TxnLog(config, disk, path, listener, nanoTime, beginMark(lastZxid), lastZxid);
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
     * Cuts history off after {@code zxid} (storage format 9); durable when it returns. Not while the log grows. A crash
     * on the way leaves more of the old history, never a gap.
     *
     * @throws StorageException if the place to cut at lies before the logs that are here
     */
    public void truncate(long zxid) {
        List<FileName> files = files();
        int kept = files.size() - 1;
        while (kept >= 0 && files.get(kept).zxid() > zxid) {
            kept--;
        }
        if (kept < 0) {
            throw new StorageException(
                    StorageException.Kind.DAMAGED,
                    "No log files found to truncate: history is to end with " + LogFormat.hex(zxid)
                            + ", but the logs in " + path
                            + " begin later; let this member start with an empty directory and copy from the others");
        }
        DurableMarkFile.remove(disk, path);
        recovered = null;
        Path last = path.resolve(files.get(kept).text());
        try {
            for (FileName file : files.subList(kept + 1, files.size()).reversed()) {
                disk.delete(path.resolve(file.text()));
                disk.syncDirectory(path);
            }
            long end = endOf(last, zxid);
            try (DiskFile file = disk.openForWriting(last)) {
                file.truncate(end);
                file.sync();
            }
        } catch (IOException failure) {
            throw failed(last, "cannot be truncated", failure);
        }
        listener.noted("the log now ends with " + LogFormat.hex(zxid) + ", in " + last);
    }

    /** Where the last record up to a zxid ends. */
    private long endOf(Path file, long zxid) {
        try (LogFileReader reader = new LogFileReader(disk, file, config.maxRecordBytes())) {
            long end = LogFormat.HEADER_BYTES;
            while (reader.next() && reader.zxid() <= zxid) {
                end = reader.offset();
            }
            return end;
        }
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
