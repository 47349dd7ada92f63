package io.quorate.storage.snapshot;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.DiskFile;
import io.quorate.storage.disk.StorageException;
import io.quorate.wire.ByteSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A snapshot on disk that looks whole. Owned by one thread. */
public final class SnapshotFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Disk disk;
    private final Path path;
    private final long zxid;
    private final Compression compression;
    private final long maxBytes;
    private @Nullable DiskFile file;

    SnapshotFile(Disk disk, Path path, long zxid, Compression compression, long maxBytes) {
        this.disk = disk;
        this.path = path;
        this.zxid = zxid;
        this.compression = compression;
        this.maxBytes = maxBytes;
    }

    /** The zxid in its name. */
    public long zxid() {
        return zxid;
    }

    /** Its path, for messages. */
    public String name() {
        return path.toString();
    }

    /** How it is packed. */
    public Compression compression() {
        return compression;
    }

    /**
     * Its bytes, decompressed, from the beginning. Reading throws {@link StorageException} when they cannot be had or
     * are more than the configuration allows.
     */
    public ByteSource open() {
        close();
        try {
            DiskFile opened = disk.openForReading(path);
            file = opened;
            return bounded(unpack(new FileStreams.Reading(opened)));
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    /** Closes what was opened. */
    @Override
    public void close() {
        DiskFile opened = file;
        file = null;
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException failure) {
                throw unreadable(failure);
            }
        }
    }

    private InputStream unpack(InputStream packed) throws IOException {
        return switch (compression) {
            case NONE -> packed;
            case GZIP -> new GZIPInputStream(packed, BUFFER_BYTES);
            case SNAPPY -> new SnappySource(new BufferedInputStream(packed, BUFFER_BYTES));
        };
    }

    private ByteSource bounded(InputStream bytes) {
        long[] total = {0};
        return (target, offset, length) -> {
            try {
                int read = bytes.read(target, offset, length);
                total[0] += Math.max(read, 0);
                if (total[0] > maxBytes) {
                    throw new IOException("it unpacks to more than " + maxBytes + " bytes");
                }
                return read;
            } catch (IOException failure) {
                throw unreadable(failure);
            }
        };
    }

    private StorageException unreadable(IOException failure) {
        return new StorageException(
                StorageException.Kind.FAILED,
                "snapshot " + path + " cannot be read: " + failure
                        + "; an older one will do if the logs since then are there",
                failure);
    }
}
