package io.quorate.storage.log;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.DiskFile;
import io.quorate.storage.disk.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.Adler32;

/**
 * Reads the entries of one log file, from its beginning to the first that is not whole (storage format 3.6). What it
 * makes of that is for {@link TailJudge}. Owned by one thread; the arrays it hands out are good until the next entry.
 */
final class LogFileReader implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 20;

    private final Path path;
    private final DiskFile file;
    private final long length;
    private final int maxRecordBytes;
    private final Adler32 adler = new Adler32();
    private byte[] buffer;
    /** File offset of the buffer's first byte. */
    private long base;

    private int limit;
    /** File offset of the entry to be read next, or of the one that is not whole. */
    private long offset = LogFormat.HEADER_BYTES;

    private int payload;
    private int payloadLength;
    private long checksum;
    private Stop stop = Stop.NOT_YET;
    private long predecessor = LogFormat.NO_PREDECESSOR;

    /** Why no further entry is read. */
    enum Stop {
        NOT_YET,
        /** The file ends exactly where an entry ends. */
        END,
        /** The length is 0: padding, if nothing but zeros follows. */
        ZERO_LENGTH,
        /** The file ends within the entry. */
        INCOMPLETE,
        /** A length no entry can have. */
        LENGTH,
        /** The entry does not end as entries do. */
        END_BYTE,
        /** The payload does not have its checksum. */
        CHECKSUM
    }

    /** What the first bytes of a file say. */
    enum Header {
        /** A log, with or without entries. */
        LOG,
        /** Too short for a header, or nothing but zeros: nothing was ever in it. */
        HUSK,
        /** Something else. */
        FOREIGN
    }

    LogFileReader(Disk disk, Path path, int maxRecordBytes) {
        this.path = path;
        this.maxRecordBytes = maxRecordBytes;
        try {
            file = disk.openForReading(path);
            length = file.length();
            buffer = new byte[Math.clamp(length, LogFormat.HEADER_BYTES, CHUNK_BYTES)];
        } catch (IOException failure) {
            throw failed(0, failure);
        }
    }

    Path path() {
        return path;
    }

    DiskFile file() {
        return file;
    }

    /** Physical length in bytes. */
    long length() {
        return length;
    }

    /** File offset of the next entry; once stopped, of the entry that is not whole. */
    long offset() {
        return offset;
    }

    Stop stop() {
        return stop;
    }

    byte[] array() {
        return buffer;
    }

    int payloadOffset() {
        return payload;
    }

    int payloadLength() {
        return payloadLength;
    }

    long checksum() {
        return checksum;
    }

    long zxid() {
        return LogFormat.longAt(buffer, payload + LogFormat.ZXID_OFFSET);
    }

    /** File offset of the entry that {@link #next()} has read. */
    long entryOffset() {
        return offset - payloadLength - LogFormat.OVERHEAD_BYTES;
    }

    Header header() {
        if (length < LogFormat.HEADER_BYTES) {
            return Header.HUSK;
        }
        fill(0, LogFormat.HEADER_BYTES);
        if (LogFormat.intAt(buffer, 0) == LogFormat.MAGIC) {
            predecessor = LogFormat.longAt(buffer, LogFormat.PREDECESSOR_OFFSET);
            return Header.LOG;
        }
        return ZeroScan.lastNonZero(path, file, 0, length) < 0 ? Header.HUSK : Header.FOREIGN;
    }

    /** What history had reached before this file, as its header says; to be asked after {@link #header()}. */
    long predecessor() {
        return predecessor;
    }

    /** Reads an entry and checks it; false when there is no further whole one. */
    boolean next() {
        if (stop != Stop.NOT_YET) {
            return false;
        }
        int available = fill(offset, LogFormat.PREFIX_BYTES);
        if (available < LogFormat.PREFIX_BYTES) {
            return stop(available == 0 ? Stop.END : Stop.INCOMPLETE);
        }
        int start = (int) (offset - base);
        int size = LogFormat.intAt(buffer, start + Long.BYTES);
        if (size == 0) {
            return stop(Stop.ZERO_LENGTH);
        }
        if (size < LogConfig.MIN_RECORD_BYTES || size > maxRecordBytes) {
            return stop(Stop.LENGTH);
        }
        int entry = size + LogFormat.OVERHEAD_BYTES;
        if (fill(offset, entry) < entry) {
            return stop(Stop.INCOMPLETE);
        }
        start = (int) (offset - base);
        if (buffer[start + entry - 1] != LogFormat.END) {
            return stop(Stop.END_BYTE);
        }
        checksum = LogFormat.longAt(buffer, start);
        payload = start + LogFormat.PREFIX_BYTES;
        payloadLength = size;
        adler.reset();
        adler.update(buffer, payload, size);
        if (adler.getValue() != checksum) {
            return stop(Stop.CHECKSUM);
        }
        offset += entry;
        return true;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failure) {
            throw failed(offset, failure);
        }
    }

    private boolean stop(Stop why) {
        stop = why;
        return false;
    }

    /** Has {@code wanted} bytes from a file offset in the buffer, or as many as there are; says how many. */
    private int fill(long from, int wanted) {
        int kept = from >= base && from <= base + limit ? (int) (base + limit - from) : 0;
        if (kept >= wanted) {
            return kept;
        }
        byte[] target =
                buffer.length >= wanted ? buffer : new byte[Math.max(wanted, Math.min(2 * buffer.length, max()))];
        if (kept > 0) {
            System.arraycopy(buffer, (int) (from - base), target, 0, kept);
        }
        buffer = target;
        base = from;
        limit = kept;
        try {
            limit += file.readFully(ByteBuffer.wrap(buffer, kept, buffer.length - kept), from + kept);
        } catch (IOException failure) {
            throw failed(from, failure);
        }
        return limit;
    }

    private int max() {
        return Math.max(CHUNK_BYTES, maxRecordBytes + LogFormat.OVERHEAD_BYTES);
    }

    private StorageException failed(long at, IOException failure) {
        return new StorageException(
                StorageException.Kind.FAILED,
                path + " cannot be read at offset " + at + ": " + failure
                        + "; check the disk and the file's permissions",
                failure);
    }
}
