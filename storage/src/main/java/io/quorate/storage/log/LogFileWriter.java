package io.quorate.storage.log;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.DiskFile;
import io.quorate.storage.disk.FileName;
import io.quorate.storage.disk.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * One log file being written: where the next bytes go, and the room made ahead of them (storage format 3.5). Owned by
 * the log's thread.
 */
final class LogFileWriter implements AutoCloseable {
    /** As in ZooKeeper, a file is extended when less than this is left. */
    private static final int MARGIN_BYTES = 4096;
    /**
     * Zeros are written this far ahead of the records. Forcing a record onto sectors the file already has spares the
     * file system its journal, which is most of what forcing costs.
     */
    private static final int FILL_BYTES = 256 << 10;

    private static final ByteBuffer ZEROS =
            ByteBuffer.allocateDirect(FILL_BYTES).asReadOnlyBuffer();

    private final Path path;
    private final DiskFile file;
    private final long fileZxid;
    private final long preallocBytes;
    private long position = LogFormat.HEADER_BYTES;
    private long bytes = LogFormat.HEADER_BYTES;
    private long filledTo = LogFormat.HEADER_BYTES;

    private LogFileWriter(Path path, DiskFile file, long fileZxid, long preallocBytes) {
        this.path = path;
        this.file = file;
        this.fileZxid = fileZxid;
        this.preallocBytes = preallocBytes;
    }

    /**
     * Makes a file with a header; both it and its name are durable when this returns.
     *
     * @param zxid of the record that the file is made for
     * @param lastZxid what history has reached before it
     */
    static LogFileWriter create(Disk disk, Path directory, long zxid, long lastZxid, LogConfig config)
            throws IOException {
        Path path = directory.resolve(FileName.of(LogFormat.PREFIX, zxid));
        if (disk.exists(path)) {
            removeRecordless(disk, directory, path, config);
        }
        LogFileWriter writer = new LogFileWriter(path, disk.create(path), zxid, config.preallocBytes());
        ByteBuffer header = ByteBuffer.allocate(LogFormat.HEADER_BYTES);
        header.putInt(LogFormat.MAGIC).putInt(LogFormat.VERSION).putLong(LogFormat.predecessor(lastZxid));
        writer.file.writeFully(header.flip(), 0);
        writer.file.sync();
        disk.syncDirectory(directory);
        return writer;
    }

    Path path() {
        return path;
    }

    /** The zxid in the name. */
    long fileZxid() {
        return fileZxid;
    }

    /** Where the next bytes go. */
    long position() {
        return position;
    }

    /** Length, room made ahead included. */
    long bytes() {
        return bytes;
    }

    /** Writes all that is left in {@code batch}. */
    void write(ByteBuffer batch) throws IOException {
        int length = batch.remaining();
        extend(position + length + MARGIN_BYTES);
        file.writeFully(batch, position);
        position += length;
        bytes = Math.max(bytes, position);
    }

    /** Makes what was written durable. */
    void force() throws IOException {
        if (preallocBytes > 0 && position > filledTo) {
            filledTo = Math.min(bytes, position + FILL_BYTES);
            file.writeFully(ZEROS.duplicate().limit((int) (filledTo - position)), position);
        }
        file.sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void extend(long needed) throws IOException {
        if (preallocBytes <= 0 || needed < bytes) {
            return;
        }
        long steps = (needed - bytes) / preallocBytes + 1;
        bytes += steps * preallocBytes;
        file.writeFully(ZEROS.duplicate().limit(1), bytes - 1);
    }

    /** A file of that name can only be what a crash left of an attempt to begin it: no record in it was whole. */
    private static void removeRecordless(Disk disk, Path directory, Path path, LogConfig config) throws IOException {
        try (LogFileReader reader = new LogFileReader(disk, path, config.maxRecordBytes())) {
            if (reader.header() == LogFileReader.Header.LOG && reader.next()) {
                throw new StorageException(
                        StorageException.Kind.DAMAGED,
                        path + " is in the way of a new log: it begins with record " + LogFormat.hex(reader.zxid())
                                + ", which was not read as part of the history; move the file elsewhere and start"
                                + " again");
            }
        }
        disk.delete(path);
        disk.syncDirectory(directory);
    }
}
