package io.quorate.storage.snapshot;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.DiskFile;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.StorageListener;
import io.quorate.wire.ByteSink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.xerial.snappy.SnappyOutputStream;

/**
 * A snapshot on its way to disk. It is written under another name; only {@link #commit()} gives it its own, once it is
 * whole and durable. Owned by one thread, which must not be interrupted. After a {@link StorageException} all that is
 * left to do is {@link #abandon()}; the member may go on.
 */
public final class SnapshotWriter implements ByteSink {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Disk disk;
    private final Path path;
    private final Path temporary;
    private final StorageListener listener;
    private final Turnover turnover;
    private final long since;
    private final DiskFile file;
    private final FileStreams.Writing packed;
    private final OutputStream bytes;
    private boolean finished;

    private SnapshotWriter(Disk disk, Path path, Compression compression, StorageListener listener, Turnover turnover)
            throws IOException {
        this.turnover = turnover;
        this.since = turnover.replacements();
        this.disk = disk;
        this.path = path;
        this.listener = listener;
        this.temporary = path.resolveSibling(path.getFileName() + SnapshotFormat.TEMPORARY);
        if (disk.exists(temporary)) {
            disk.delete(temporary);
        }
        this.file = disk.create(temporary);
        this.packed = new FileStreams.Writing(file);
        this.bytes = pack(new BufferedOutputStream(packed, BUFFER_BYTES), compression);
    }

    /** Begins a snapshot that will be called {@code path}. */
    static SnapshotWriter begin(
            Disk disk, Path path, Compression compression, StorageListener listener, Turnover turnover) {
        try {
            return new SnapshotWriter(disk, path, compression, listener, turnover);
        } catch (IOException failure) {
            throw failed(path, failure);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            this.bytes.write(bytes, offset, length);
        } catch (IOException failure) {
            throw failed(path, failure);
        }
    }

    /**
     * Makes it durable and gives it its name. It is the newest snapshot when this returns.
     *
     * @throws StorageException if the disk refuses, or the history it is of has been replaced meanwhile
     */
    public void commit() {
        if (finished) {
            throw new IllegalStateException("snapshot " + path + " is finished already");
        }
        try {
            bytes.close();
            file.sync();
            file.close();
        } catch (IOException failure) {
            throw failed(path, failure);
        }
        turnover.complete(since, this::name);
    }

    private void name() {
        try {
            disk.rename(temporary, path);
        } catch (IOException failure) {
            throw failed(path, failure);
        }
        finished = true;
        try {
            disk.syncDirectory(SnapshotStore.parent(path));
        } catch (IOException failure) {
            delete(path);
            throw failed(path, failure);
        }
    }

    /** Gives it up: nothing of it remains. Never throws; what cannot be removed is reported to the listener. */
    public void abandon() {
        if (finished) {
            return;
        }
        finished = true;
        try {
            file.close();
        } catch (IOException failure) {
            listener.warned(temporary + " could not be closed: " + failure);
        }
        delete(temporary);
    }

    private void delete(Path left) {
        try {
            disk.delete(left);
        } catch (IOException failure) {
            listener.warned(
                    left + " is what is left of a failed snapshot and cannot be deleted: " + failure + "; delete it");
        }
    }

    /** Bytes written to the file so far. */
    public long fileBytes() {
        return packed.position();
    }

    private static OutputStream pack(OutputStream target, Compression compression) throws IOException {
        return switch (compression) {
            case NONE -> target;
            case GZIP -> new GZIPOutputStream(target, BUFFER_BYTES);
            case SNAPPY -> new SnappyOutputStream(target);
        };
    }

    private static StorageException failed(Path path, IOException failure) {
        return new StorageException(
                StorageException.Kind.FAILED,
                "snapshot " + path + " cannot be written: " + failure
                        + "; the snapshots before it are untouched, the log"
                        + " goes on. Free space or repair the disk",
                failure);
    }
}
