package io.quorate.storage.log;

import java.util.Arrays;

/**
 * Checksums of records already read, to tell a copy of a log from a second, different history. Remembers the latest
 * {@value #MAX_RECORDS}.
 */
final class SeenRecords {
    private static final int MAX_RECORDS = 1 << 20;
    private static final int INITIAL_RECORDS = 1024;

    private long[] zxids = new long[INITIAL_RECORDS];
    private long[] checksums = new long[INITIAL_RECORDS];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** Remembers a record; its zxid is above all before. */
    void add(long zxid, long checksum) {
        if (size == MAX_RECORDS) {
            size = MAX_RECORDS / 2;
            System.arraycopy(zxids, size, zxids, 0, size);
            System.arraycopy(checksums, size, checksums, 0, size);
        } else if (size == zxids.length) {
            zxids = Arrays.copyOf(zxids, 2 * size);
            checksums = Arrays.copyOf(checksums, 2 * size);
        }
        zxids[size] = zxid;
        checksums[size] = checksum;
        size++;
    }

    /** Whether a record of that zxid with another content has been read. */
    boolean contradicts(long zxid, long checksum) {
        int found = Arrays.binarySearch(zxids, 0, size, zxid);
        return found >= 0 && checksums[found] != checksum;
    }
}
