package io.quorate.replica.port;

import io.quorate.wire.ByteSink;

/**
 * Where snapshots go. One at a time; its end is answered by {@link io.quorate.replica.Input.SnapshotTaken} or
 * {@link io.quorate.replica.Input.SnapshotFailed}. Called on the driver's thread.
 */
public interface Snapshots extends ByteSink {

    /** Begins a snapshot named by {@code zxid}. */
    void begin(long zxid);

    /** Bytes handed over that are not written yet. */
    long backlogBytes();

    /** All bytes have been handed over. */
    void end();

    /** The snapshot is given up; nothing of it remains, and no answer comes. */
    void abandon();
}
