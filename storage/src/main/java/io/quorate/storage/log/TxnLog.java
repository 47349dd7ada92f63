package io.quorate.storage.log;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.StorageListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.zip.Adler32;
import org.jspecify.annotations.Nullable;

/**
 * The end of the txn log that grows. Records go in by {@link #append} in zxid order and are durable once
 * {@link #sync()} has returned. A file is never appended to by a later process: the first record begins a new one,
 * named by its zxid (storage format 3.6). Owned by one thread, which must not be interrupted. After a
 * {@link StorageException} it refuses everything: the member must end (faults D6).
 */
public final class TxnLog implements AutoCloseable {
    /** The buffer grows to this size; a batch that fits into it is one write. */
    private static final int MAX_BUFFER_BYTES = 1 << 20;

    private static final int INITIAL_BUFFER_BYTES = 64 << 10;
    /** The durable mark follows the log at least this often, in nanoseconds and in records. */
    private static final long MARK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long MARK_RECORDS = 10_000;

    private final LogConfig config;
    private final Disk disk;
    private final Path directory;
    private final StorageListener listener;
    private final LongSupplier nanoTime;
    private final Adler32 adler = new Adler32();
    private final @Nullable DurableMarkFile mark;
    private final LogCoverage coverage;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(INITIAL_BUFFER_BYTES);

    private long lastZxid;
    /** Whether anything was appended since the last sync. */
    private boolean unsynced;
    /** The first zxid, and the bytes, of what was appended and is not told yet. */
    private long untoldFrom;

    private long untoldBytes;

    private boolean rollsNext;
    private @Nullable LogFileWriter file;
    private long precedingZxid;
    private long firstChecksum = DurableMark.NO_RECORD;
    private long markedAtNanos;
    private long recordsSinceMark;
    private @Nullable StorageException failure;

    TxnLog(
            LogConfig config,
            Disk disk,
            Path directory,
            StorageListener listener,
            LongSupplier nanoTime,
            @Nullable DurableMarkFile mark,
            long lastZxid,
            LogCoverage coverage) {
        this.config = config;
        this.disk = disk;
        this.directory = directory;
        this.listener = listener;
        this.nanoTime = nanoTime;
        this.mark = mark;
        this.lastZxid = lastZxid;
        this.coverage = coverage;
    }

    /**
     * Takes a record into the batch; the array may be reused at once.
     *
     * @param zxid the next one: the last one plus 1, or the first of a later epoch
     * @throws IllegalArgumentException if {@code zxid} does not follow or {@code length} is out of bounds
     */
    public void append(long zxid, byte[] payload, int offset, int length) {
        check(zxid, length);
        try {
            LogFileWriter target = fileFor(zxid);
            adler.reset();
            adler.update(payload, offset, length);
            long checksum = adler.getValue();
            if (firstChecksum == DurableMark.NO_RECORD) {
                firstChecksum = checksum;
            }
            room(target, LogFormat.PREFIX_BYTES);
            buffer.putLong(checksum).putInt(length);
            put(target, payload, offset, length);
            room(target, 1);
            buffer.put(LogFormat.END);
        } catch (IOException thrown) {
            throw fail("cannot be written", thrown);
        } catch (StorageException thrown) {
            failure = thrown;
            throw thrown;
        }
        if (untoldBytes == 0 || zxid != lastZxid + 1) {
            tell();
            untoldFrom = zxid;
        }
        untoldBytes += length;
        lastZxid = zxid;
        unsynced = true;
        recordsSinceMark++;
    }

    /** Writes the batch and forces it to disk, both once. Does nothing if nothing was appended. */
    public void sync() {
        refuseAfterFailure();
        LogFileWriter current = file;
        if (current == null || !unsynced) {
            return;
        }
        try {
            flush(current);
            if (config.forceSync()) {
                force(current);
            }
        } catch (IOException thrown) {
            throw fail("cannot be forced to disk", thrown);
        }
        unsynced = false;
        tell();
        moveMark(current);
        if (config.sizeLimitBytes() > 0 && current.bytes() > config.sizeLimitBytes()) {
            rollsNext = true;
        }
    }

    /** The next record begins a new file. */
    public void roll() {
        rollsNext = true;
    }

    /** The last zxid appended, or what the log was opened to continue after. Owner's thread. */
    public long lastZxid() {
        return lastZxid;
    }

    /** Length of the current file in bytes, preallocation included; 0 if there is none yet. Owner's thread. */
    public long fileBytes() {
        return file == null ? 0 : file.bytes();
    }

    /** Syncs what was appended and closes the file. After a failure it only closes. */
    @Override
    public void close() {
        try (mark) {
            if (failure == null) {
                sync();
                if (file != null) {
                    settleMark(file, true);
                }
            }
        } finally {
            closeFile();
        }
    }

    private void check(long zxid, int length) {
        refuseAfterFailure();
        if (!LogFormat.follows(lastZxid, zxid)) {
            throw new IllegalArgumentException("record " + LogFormat.hex(zxid)
                    + " is to be logged, but it does not follow " + LogFormat.hex(lastZxid));
        }
        if (length < LogConfig.MIN_RECORD_BYTES || length > config.maxRecordBytes()) {
            throw new IllegalArgumentException("record " + LogFormat.hex(zxid) + " has " + length
                    + " bytes; a record has " + LogConfig.MIN_RECORD_BYTES + " to " + config.maxRecordBytes());
        }
    }

    private void refuseAfterFailure() {
        if (failure != null) {
            throw new StorageException(failure.kind(), "the log has failed before: " + failure.getMessage(), failure);
        }
    }

    /** The file for the next record. The one before is durable and closed by the time a new one is made. */
    private LogFileWriter fileFor(long zxid) throws IOException {
        LogFileWriter current = file;
        if (current != null && !rollsNext) {
            return current;
        }
        sync();
        if (current != null) {
            current.close();
        }
        current = LogFileWriter.create(disk, directory, zxid, lastZxid, config);
        file = current;
        coverage.fileBegins();
        rollsNext = false;
        precedingZxid = LogFormat.predecessor(lastZxid);
        firstChecksum = DurableMark.NO_RECORD;
        settleMark(current, false);
        return current;
    }

    private void tell() {
        if (untoldBytes > 0) {
            coverage.appended(untoldFrom, lastZxid, untoldBytes);
            untoldBytes = 0;
        }
    }

    private void put(LogFileWriter target, byte[] payload, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            room(target, 1);
            int piece = Math.min(length - done, buffer.remaining());
            buffer.put(payload, offset + done, piece);
            done += piece;
        }
    }

    private void room(LogFileWriter target, int bytes) throws IOException {
        if (buffer.remaining() >= bytes) {
            return;
        }
        if (buffer.capacity() < MAX_BUFFER_BYTES) {
            buffer = ByteBuffer.allocateDirect(2 * buffer.capacity()).put(buffer.flip());
        } else {
            flush(target);
        }
    }

    private void flush(LogFileWriter target) throws IOException {
        buffer.flip();
        target.write(buffer);
        buffer.clear();
    }

    private void force(LogFileWriter target) throws IOException {
        long before = nanoTime.getAsLong();
        target.force();
        long nanos = nanoTime.getAsLong() - before;
        listener.synced(nanos);
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        if (millis > config.slowSyncMs()) {
            listener.syncWasSlow(
                    millis,
                    "fsync-ing the write ahead log in " + Thread.currentThread().getName() + " took " + millis
                            + "ms which will adversely effect operation latency.File size is " + target.bytes()
                            + " bytes. See the ZooKeeper troubleshooting guide");
        }
    }

    private void moveMark(LogFileWriter current) {
        if (mark == null) {
            return;
        }
        if (recordsSinceMark >= MARK_RECORDS || nanoTime.getAsLong() - markedAtNanos >= MARK_NANOS) {
            note(mark, current, false);
        }
    }

    private void settleMark(LogFileWriter current, boolean complete) {
        if (mark != null) {
            note(mark, current, complete);
            try {
                mark.sync();
            } catch (StorageException thrown) {
                failure = thrown;
                throw thrown;
            }
        }
    }

    private void note(DurableMarkFile target, LogFileWriter current, boolean complete) {
        try {
            target.note(new DurableMark(
                    0, current.fileZxid(), current.position(), lastZxid, precedingZxid, firstChecksum, complete));
            markedAtNanos = nanoTime.getAsLong();
            recordsSinceMark = 0;
        } catch (StorageException thrown) {
            failure = thrown;
            throw thrown;
        }
    }

    private StorageException fail(String what, IOException thrown) {
        LogFileWriter current = file;
        String where = current == null ? directory.toString() : current.path() + " at offset " + current.position();
        failure = new StorageException(
                StorageException.Kind.FAILED,
                "the txn log " + where + " " + what + ": " + thrown
                        + "; nothing after record " + LogFormat.hex(lastZxid)
                        + " may count as stored. Free space or repair"
                        + " the disk, then start again",
                thrown);
        return failure;
    }

    private void closeFile() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException thrown) {
                listener.warned(file.path() + " could not be closed: " + thrown);
            }
        }
    }
}
