package io.quorate.storage.snapshot;

import java.nio.ByteBuffer;

/** What can be told of a snapshot file without reading it (storage format 4.4, 4.5). */
final class SnapshotFormat {
    static final String PREFIX = "snapshot";
    /** What came from elsewhere and is kept aside; ZooKeeper does not look at such names. */
    static final String RECEIVED_PREFIX = "received";

    static final String TEMPORARY = ".tmp";
    /** Shortest plain file that is looked at. */
    static final int MIN_PLAIN_BYTES = 10;

    private static final int MAGIC = 0x5a4b534e;
    private static final int VERSION = 2;
    private static final long DATABASE_ID = -1;
    private static final byte[] PLAIN_END = {0, 0, 0, 1, '/'};
    private static final byte[] GZIP_START = {0x1f, (byte) 0x8b};
    private static final byte[] SNAPPY_START = {(byte) 0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0};

    private SnapshotFormat() {}

    /** How every file begins, unpacked. */
    static byte[] header() {
        return ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES)
                .putInt(MAGIC)
                .putInt(VERSION)
                .putLong(DATABASE_ID)
                .array();
    }

    /** What follows sessions, ACLs and znodes: the Adler-32 of all before, and a slash. */
    static byte[] seal(long checksum) {
        return ByteBuffer.allocate(Long.BYTES + PLAIN_END.length)
                .putLong(checksum)
                .put(PLAIN_END)
                .array();
    }

    /** How a whole plain file ends. */
    static byte[] plainEnd() {
        return PLAIN_END.clone();
    }

    /** How a gzipped file begins. */
    static byte[] gzipStart() {
        return GZIP_START.clone();
    }

    /** How a file in snappy's stream format begins. */
    static byte[] snappyStart() {
        return SNAPPY_START.clone();
    }
}
