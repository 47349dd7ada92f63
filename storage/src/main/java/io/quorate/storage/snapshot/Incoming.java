package io.quorate.storage.snapshot;

import io.quorate.storage.disk.StorageException;
import io.quorate.wire.ByteSink;
import java.util.zip.Adler32;

/**
 * A snapshot that comes from elsewhere. It gets ZooKeeper's header and seal and a name under which it means nothing,
 * until it takes the place of the history that is here; it can be given up at any moment. Any thread.
 */
public final class Incoming implements ByteSink {

    private enum State {
        COMING,
        WHOLE,
        GONE
    }

    private final SnapshotStore store;
    private final String name;
    private final long zxid;
    private final long maxBytes;
    private final SnapshotWriter writer;
    private final Adler32 checksum = new Adler32();
    private State state = State.COMING;
    private long bytes;

    Incoming(SnapshotStore store, String name, long zxid, long maxBytes, SnapshotWriter writer) {
        this.store = store;
        this.name = name;
        this.zxid = zxid;
        this.maxBytes = maxBytes;
        this.writer = writer;
        put(SnapshotFormat.header());
    }

    /** The zxid it is of. */
    public long zxid() {
        return zxid;
    }

    /** The name of its file. */
    public String name() {
        return name;
    }

    /**
     * Takes some more of what is between header and seal; nothing once it has been given up.
     *
     * @throws StorageException if the disk refuses or it is longer than snapshots may be; then it has been given up
     */
    @Override
    public synchronized void write(byte[] source, int offset, int length) {
        if (state != State.COMING) {
            return;
        }
        if (bytes + length > maxBytes) {
            abandon();
            throw new StorageException(
                    StorageException.Kind.FAILED,
                    "the snapshot that comes is longer than " + maxBytes + " bytes, the most that would be read again");
        }
        put(source, offset, length);
    }

    /**
     * That was all of it. It is durable when this returns.
     *
     * @return whether it is here; false if it had been given up
     * @throws StorageException if the disk refuses; then it has been given up
     */
    public synchronized boolean complete() {
        if (state != State.COMING) {
            return state == State.WHOLE;
        }
        put(SnapshotFormat.seal(checksum.getValue()));
        try {
            writer.commit();
        } catch (StorageException failure) {
            abandon();
            throw failure;
        }
        state = State.WHOLE;
        return true;
    }

    /** Whether all of it is here. */
    public synchronized boolean isWhole() {
        return state == State.WHOLE;
    }

    /** Gives it up: nothing of it remains. */
    public synchronized void abandon() {
        State before = state;
        state = State.GONE;
        switch (before) {
            case COMING -> writer.abandon();
            case WHOLE -> store.drop(name);
            case GONE -> {}
        }
    }

    /** It has got another name and belongs to the history now. */
    public synchronized void settle() {
        state = State.GONE;
    }

    private void put(byte[] part) {
        put(part, 0, part.length);
    }

    private void put(byte[] source, int offset, int length) {
        try {
            checksum.update(source, offset, length);
            bytes += length;
            writer.write(source, offset, length);
        } catch (StorageException failure) {
            abandon();
            throw failure;
        }
    }
}
