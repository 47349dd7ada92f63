package io.quorate.storage.log;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.FileName;
import java.nio.file.Path;
import java.util.List;

/** What the log files of a directory begin with, as against what their names say. */
final class FirstRecords {
    private final Disk disk;
    private final Path directory;
    private final int maxRecordBytes;

    FirstRecords(Disk disk, Path directory, int maxRecordBytes) {
        this.disk = disk;
        this.directory = directory;
        this.maxRecordBytes = maxRecordBytes;
    }

    /** Whether the first record has the zxid in the file's name. */
    boolean namesItself(FileName file) {
        try (LogFileReader reader = open(file)) {
            return reader.header() == LogFileReader.Header.LOG && reader.next() && reader.zxid() == file.zxid();
        }
    }

    /** Checksum of the first record, −1 if there is none. */
    long checksum(FileName file) {
        try (LogFileReader reader = open(file)) {
            return reader.header() == LogFileReader.Header.LOG && reader.next()
                    ? reader.checksum()
                    : DurableMark.NO_RECORD;
        }
    }

    /**
     * Index of the first file that records from {@code zxid} on can be in: the newest that begins at or below it. A
     * copy under a wrong name does not count, or it would hide the file that matters.
     */
    int firstNeeded(List<FileName> files, long zxid) {
        for (int i = files.size() - 1; i > 0; i--) {
            if (files.get(i).zxid() <= zxid && namesItself(files.get(i))) {
                return i;
            }
        }
        return 0;
    }

    private LogFileReader open(FileName file) {
        return new LogFileReader(disk, directory.resolve(file.text()), maxRecordBytes);
    }
}
