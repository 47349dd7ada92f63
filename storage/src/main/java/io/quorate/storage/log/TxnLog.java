package io.quorate.storage.log;

/**
 * The end of the txn log that grows. Records go in by {@link #append} in zxid order and are durable once {@link #sync()}
 * has returned. Owned by one thread, which must not be interrupted. After a
 * {@link io.quorate.storage.disk.StorageException} it refuses everything: the member must end (faults D6).
 */
public final class TxnLog implements AutoCloseable {
    TxnLog() {}

    /**
     * Takes a record into the batch; the array may be reused at once.
     *
     * @param zxid the next one: the last one plus 1, or the first of a later epoch
     * @throws IllegalArgumentException if {@code zxid} does not follow or {@code length} is out of bounds
     */
    public void append(long zxid, byte[] payload, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    /** Writes the batch and forces it to disk, both once. Does nothing if nothing was appended. */
    public void sync() {
        throw new UnsupportedOperationException();
    }

    /** The next record begins a new file. */
    public void roll() {
        throw new UnsupportedOperationException();
    }

    /** The last zxid appended, or what the log was opened to continue after. Owner's thread. */
    public long lastZxid() {
        throw new UnsupportedOperationException();
    }

    /** Length of the current file in bytes, preallocation included; 0 if there is none yet. Owner's thread. */
    public long fileBytes() {
        throw new UnsupportedOperationException();
    }

    /** Syncs what was appended and closes the file. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
