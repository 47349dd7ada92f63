package io.quorate.storage.log;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.FileName;
import io.quorate.storage.disk.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a piece of the log, from any thread, while the log may be growing behind that piece or losing older files. It
 * tells all of the piece or throws: what follows a record must be the next one, and between two epochs there must be
 * nothing that the log is known to hold (ZOOKEEPER-2418, 4925).
 */
final class LogExcerpt {
    private final Disk disk;
    private final Path directory;
    private final int maxRecordBytes;
    private final LogCoverage coverage;

    LogExcerpt(Disk disk, Path directory, int maxRecordBytes, LogCoverage coverage) {
        this.disk = disk;
        this.directory = directory;
        this.maxRecordBytes = maxRecordBytes;
        this.coverage = coverage;
    }

    /** Tells the records after {@code after} up to {@code through}, which must be one, or the same. */
    void read(long after, long through, RecordVisitor visitor) {
        if (through < after) {
            throw new IllegalArgumentException(
                    "no records are after " + LogFormat.hex(after) + " and up to " + LogFormat.hex(through));
        }
        List<FileName> files = files();
        int needed = new FirstRecords(disk, directory, maxRecordBytes).firstNeeded(files, after + 1);
        long at = after;
        for (int i = needed; i < files.size() && at < through; i++) {
            at = read(files.get(i), at, through, visitor);
        }
        if (at < through) {
            throw incomplete(
                    at, "the log goes no further, but records up to " + LogFormat.hex(through) + " are wanted");
        }
    }

    private long read(FileName file, long after, long through, RecordVisitor visitor) {
        long at = after;
        try (LogFileReader reader = new LogFileReader(disk, directory.resolve(file.text()), maxRecordBytes)) {
            if (reader.header() != LogFileReader.Header.LOG) {
                return at;
            }
            while (at < through && reader.next()) {
                long zxid = reader.zxid();
                if (zxid > at) {
                    if (!mayFollow(at, zxid) || zxid > through) {
                        throw incomplete(at, "the next one in " + reader.path() + " is " + LogFormat.hex(zxid));
                    }
                    visitor.record(zxid, reader.array(), reader.payloadOffset(), reader.payloadLength());
                    at = zxid;
                }
            }
        }
        return at;
    }

    private boolean mayFollow(long previous, long zxid) {
        return LogFormat.isNextOfEpoch(previous, zxid)
                || (LogFormat.follows(previous, zxid) && coverage.isNothingBetween(previous, zxid));
    }

    private List<FileName> files() {
        try {
            return LogDirectory.list(disk, directory, _ -> {});
        } catch (IOException failure) {
            throw new StorageException(
                    StorageException.Kind.FAILED,
                    directory + " cannot be listed: " + failure + "; check the disk and the directory's permissions",
                    failure);
        }
    }

    private StorageException incomplete(long zxid, String what) {
        return new StorageException(
                StorageException.Kind.DAMAGED,
                "the logs in " + directory + " do not hold what follows record " + LogFormat.hex(zxid) + ": " + what
                        + ". It may have been purged; who needs it takes a snapshot instead");
    }
}
