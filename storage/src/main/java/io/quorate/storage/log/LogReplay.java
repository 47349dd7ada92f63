package io.quorate.storage.log;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.FileName;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.StorageListener;
import io.quorate.wire.MalformedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log files of a directory as one history (storage format 3.6, 3.7, 5 and 11). Used once.
 */
final class LogReplay {
    private final Disk disk;
    private final Path directory;
    private final LogConfig config;
    private final StorageListener listener;
    private final MarkCheck mark;
    private final LogCoverage coverage;
    private final FirstRecords firstRecords;
    private final long fromZxid;
    private final Beginning beginning;
    private final RecordVisitor visitor;
    private final SeenRecords seen = new SeenRecords();
    /** The last zxid of history: of the snapshot, then of each record. */
    private long history;

    private @Nullable End end;

    /**
     * Where the last record was found.
     *
     * @param file the file that holds it
     * @param offset where it ends
     * @param precedingZxid the zxid before the file's first record, −1 if that is not known
     * @param firstChecksum checksum of the file's first record
     * @param durableOffset where in the file the durable mark was
     * @param previousFile the file before it, null if it was not needed
     */
    record End(
            FileName file,
            long offset,
            long precedingZxid,
            long firstChecksum,
            long durableOffset,
            @Nullable FileName previousFile) {}

    LogReplay(LogDirectory logs, MarkCheck mark, long fromZxid, Beginning beginning, RecordVisitor visitor) {
        this.disk = logs.disk();
        this.directory = logs.path();
        this.config = logs.config();
        this.listener = logs.listener();
        this.mark = mark;
        this.coverage = logs.coverage();
        this.firstRecords = new FirstRecords(disk, directory, config.maxRecordBytes());
        this.fromZxid = fromZxid;
        this.beginning = beginning;
        this.visitor = visitor;
        this.history = fromZxid - 1;
    }

    /** Reads the files, which are in the order of their names; says the last zxid of history. */
    long run(List<FileName> all) {
        List<FileName> files = removeHusks(all);
        mark.begin(files, firstRecords);
        coverage.restart(history);
        for (int i = firstRecords.firstNeeded(files, fromZxid); i < files.size(); i++) {
            read(files.get(i), i + 1 < files.size() ? files.get(i + 1) : null);
        }
        mark.finish(history);
        if (seen.isEmpty()) {
            coverage.replayFrom(history);
        }
        return history;
    }

    /** Where the last record was found; null if there is none in the files that were read. */
    @Nullable
    End end() {
        return end;
    }

    /** A crash may leave files at the end that never got as far as a header. ZooKeeper would choke on them later. */
    private List<FileName> removeHusks(List<FileName> files) {
        int kept = files.size();
        while (kept > 0 && isHusk(files.get(kept - 1))) {
            FileName husk = files.get(kept - 1);
            mark.removing(husk);
            try {
                disk.delete(directory.resolve(husk.text()));
                disk.syncDirectory(directory);
            } catch (IOException failure) {
                throw new StorageException(
                        StorageException.Kind.FAILED,
                        directory.resolve(husk.text()) + " holds nothing and cannot be deleted: " + failure
                                + "; delete it and start again",
                        failure);
            }
            listener.noted("deleted " + directory.resolve(husk.text())
                    + ", which a crash had left without a header and without records");
            kept--;
        }
        return files.subList(0, kept);
    }

    private boolean isHusk(FileName file) {
        try (LogFileReader reader = open(file)) {
            return switch (reader.header()) {
                case HUSK -> true;
                // Its header may be all there is, and not durable: once a later epoch has begun another file this one
                // would be in the middle, and must have one.
                case LOG -> mark.durableIn(file) <= LogFormat.HEADER_BYTES && holdsNothing(reader, file);
                // A header is durable before the first record is written. Where it was not, the sector shows whatever
                // an older file had left there.
                case FOREIGN -> holdsNothing(reader, file);
            };
        }
    }

    private boolean holdsNothing(LogFileReader reader, FileName file) {
        return !reader.next() && !TailJudge.isFollowed(reader, file.zxid() - 1, config.maxRecordBytes());
    }

    private void read(FileName file, @Nullable FileName next) {
        try (LogFileReader reader = open(file)) {
            if (reader.header() != LogFileReader.Header.LOG) {
                throw damaged(reader, "the file does not begin with a log header");
            }
            long newestInFile = file.zxid() - 1;
            long preceding = DurableMark.NO_RECORD;
            long firstChecksum = DurableMark.NO_RECORD;
            boolean repeats = false;
            while (reader.next()) {
                if (firstChecksum == DurableMark.NO_RECORD) {
                    firstChecksum = reader.checksum();
                    preceding = reader.zxid() > fromZxid ? history : DurableMark.NO_RECORD;
                    mark.firstRecord(file, history);
                }
                repeats |= !accept(reader) && reader.zxid() >= fromZxid;
                newestInFile = Math.max(newestInFile, reader.zxid());
            }
            if (repeats) {
                listener.warned(reader.path() + " repeats records of files before it; they are ignored. It looks like a"
                        + " copy that was left here");
            }
            if (firstChecksum != DurableMark.NO_RECORD) {
                FileName previous = end == null ? null : end.file();
                end = new End(file, reader.offset(), preceding, firstChecksum, mark.durableIn(file), previous);
            }
            mark.stopped(file, reader, next == null);
            if (!mark.isEnd(file, reader.offset())) {
                judge(reader, newestInFile, next);
            }
        }
    }

    /** Takes a record into history; false if it is there already. */
    private boolean accept(LogFileReader reader) {
        long zxid = reader.zxid();
        if (zxid < fromZxid && seen.isEmpty()) {
            coverage.passed(zxid, reader.payloadLength());
            return false;
        }
        if (zxid <= history) {
            if (seen.contradicts(zxid, reader.checksum())) {
                throw damaged(
                        reader,
                        reader.entryOffset(),
                        "record " + LogFormat.hex(zxid)
                                + " differs from the record of the same zxid in an earlier file");
            }
            return false;
        }
        if (!mayFollow(zxid)) {
            throw damaged(
                    reader,
                    reader.entryOffset(),
                    "record " + LogFormat.hex(zxid) + " is not the next one after " + LogFormat.hex(history)
                            + (history == 0 ? ". No snapshot found, but there are log entries" : ""));
        }
        if (lacksPredecessor(reader)) {
            throw damaged(
                    reader,
                    reader.entryOffset(),
                    "the file was begun after record " + LogFormat.hex(reader.predecessor())
                            + ", but the snapshot and the files before it end with " + LogFormat.hex(history));
        }
        try {
            visitor.record(zxid, reader.array(), reader.payloadOffset(), reader.payloadLength());
        } catch (MalformedException malformed) {
            throw damaged(
                    reader,
                    reader.entryOffset(),
                    "record " + LogFormat.hex(zxid) + " has its checksum, but cannot" + " be understood: "
                            + malformed.getMessage());
        }
        if (seen.isEmpty()) {
            coverage.replayFrom(history);
        }
        coverage.replayed(zxid, reader.payloadLength());
        seen.add(zxid, reader.checksum());
        history = zxid;
        return true;
    }

    /**
     * At the border of two epochs the zxids do not tell whether something is missing between them; the header does
     * (faults S10). Whatever else a header's id may be, a predecessor is less than the record itself.
     */
    private boolean lacksPredecessor(LogFileReader reader) {
        boolean isKnown = !seen.isEmpty() || beginning != Beginning.ANY;
        return isKnown && reader.predecessor() > history && reader.predecessor() < reader.zxid();
    }

    private boolean mayFollow(long zxid) {
        if (seen.isEmpty()) {
            return switch (beginning) {
                case AFTER_SNAPSHOT -> LogFormat.follows(history, zxid);
                case FIRST_EVER -> LogFormat.begins(zxid);
                case ANY -> true;
            };
        }
        return LogFormat.follows(history, zxid);
    }

    /** Whether history may go on behind the place where reading stopped. */
    private void judge(LogFileReader reader, long newestInFile, @Nullable FileName next) {
        boolean continued = next != null && next.zxid() == history + 1;
        if (continued || reader.stop() == LogFileReader.Stop.END) {
            return;
        }
        switch (TailJudge.judge(reader, newestInFile, config.maxRecordBytes())) {
            case TailJudge.Verdict.End _ -> {}
            case TailJudge.Verdict.Damaged(String what) -> throw damaged(reader, what);
            case TailJudge.Verdict.Torn(String what, boolean recordsBeyond) -> {
                if (recordsBeyond && newestInFile < fromZxid - 1) {
                    throw damaged(reader, what + ", and a snapshot shows that it was durable");
                }
                listener.warned(reader.path() + ": the end of the log is incomplete at offset " + reader.offset()
                        + ", after record " + LogFormat.hex(newestInFile) + ": " + what
                        + ". It was never acknowledged and is left out");
            }
        }
    }

    private LogFileReader open(FileName file) {
        return new LogFileReader(disk, directory.resolve(file.text()), config.maxRecordBytes());
    }

    private StorageException damaged(LogFileReader reader, String what) {
        return damaged(reader, reader.offset(), what);
    }

    private StorageException damaged(LogFileReader reader, long offset, String what) {
        return new StorageException(
                StorageException.Kind.DAMAGED,
                reader.path() + " is damaged at offset " + offset + ", after record " + LogFormat.hex(history) + ": "
                        + what
                        + ". Restore the file, or let this member start with an empty directory and copy from the"
                        + " others");
    }
}
