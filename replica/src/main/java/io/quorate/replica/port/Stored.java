package io.quorate.replica.port;

import io.quorate.wire.ByteSource;
import java.util.List;

/** What is on disk at start. */
public interface Stored {

    /** Snapshots that look whole, newest first. */
    List<Snapshot> snapshots();

    /**
     * Tells the records of the log from {@code fromZxid} on, in order.
     *
     * @throws RuntimeException when the log is damaged; the message names file, offset and remedy
     */
    void replay(long fromZxid, RecordVisitor visitor);

    /** A snapshot on disk. */
    interface Snapshot {
        /** The zxid in its name. */
        long zxid();

        /** For messages. */
        String name();

        /** Its bytes, decompressed. The source is closed by {@link #close()}. */
        ByteSource open();

        /** Closes what was opened. */
        void close();
    }

    /** Takes records. */
    @FunctionalInterface
    interface RecordVisitor {
        /** One record; the array may be reused after the call. */
        void record(long zxid, byte[] payload, int offset, int length);
    }
}
