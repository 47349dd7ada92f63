package io.quorate.storage.snapshot;

import io.quorate.wire.ByteSink;

/**
 * A snapshot on its way to disk. It is written under another name; only {@link #commit()} gives it its own, once it is
 * whole and durable. Owned by one thread, which must not be interrupted. After a
 * {@link io.quorate.storage.disk.StorageException} all that is left to do is {@link #abandon()}; the member may go on.
 */
public final class SnapshotWriter implements ByteSink {
    SnapshotWriter() {}

    @Override
    public void write(byte[] bytes, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    /** Makes it durable and gives it its name. It is the newest snapshot when this returns. */
    public void commit() {
        throw new UnsupportedOperationException();
    }

    /** Gives it up: nothing of it remains. Never throws; what cannot be removed is reported to the listener. */
    public void abandon() {
        throw new UnsupportedOperationException();
    }
}
