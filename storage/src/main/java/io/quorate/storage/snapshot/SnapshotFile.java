package io.quorate.storage.snapshot;

import io.quorate.wire.ByteSource;

/** A snapshot on disk that looks whole. Owned by one thread. */
public final class SnapshotFile implements AutoCloseable {
    SnapshotFile() {}

    /** The zxid in its name. */
    public long zxid() {
        throw new UnsupportedOperationException();
    }

    /** Its path, for messages. */
    public String name() {
        throw new UnsupportedOperationException();
    }

    /**
     * Its bytes, decompressed. Reading throws {@link io.quorate.storage.disk.StorageException} when they cannot be had.
     */
    public ByteSource open() {
        throw new UnsupportedOperationException();
    }

    /** Closes what was opened. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
