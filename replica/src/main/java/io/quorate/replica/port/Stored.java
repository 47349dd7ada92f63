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

        /**
         * Its bytes, decompressed. The source is closed by {@link #close()}.
         *
         * @throws UnreadableException here or from the source
         */
        ByteSource open();

        /** Closes what was opened. */
        void close();
    }

    /** The bytes of a snapshot cannot be had; another one may do. */
    final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** With a message that names the file and says what is wrong with it. */
        public UnreadableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Takes records. */
    @FunctionalInterface
    interface RecordVisitor {
        /** One record; the array may be reused after the call. */
        void record(long zxid, byte[] payload, int offset, int length);
    }
}
