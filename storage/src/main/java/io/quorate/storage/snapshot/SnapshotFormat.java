package io.quorate.storage.snapshot;

/** What can be told of a snapshot file without reading it (storage format 4.4, 4.5). */
final class SnapshotFormat {
    static final String PREFIX = "snapshot";
    static final String TEMPORARY = ".tmp";
    /** Shortest plain file that is looked at. */
    static final int MIN_PLAIN_BYTES = 10;

    private static final byte[] PLAIN_END = {0, 0, 0, 1, '/'};
    private static final byte[] GZIP_START = {0x1f, (byte) 0x8b};
    private static final byte[] SNAPPY_START = {(byte) 0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0};

    private SnapshotFormat() {}

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
