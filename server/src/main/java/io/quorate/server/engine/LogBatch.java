package io.quorate.server.engine;

import java.util.Arrays;

/** Records on their way to the log thread, one behind the other in one array. Owned by one thread at a time. */
final class LogBatch {
    private static final int INITIAL_BYTES = 64 * 1024;
    private static final int INITIAL_RECORDS = 256;
    /** An array that a rare huge batch has blown up is not kept. */
    private static final int MAX_KEPT_BYTES = 4 * 1024 * 1024;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int size;
    private long[] zxids = new long[INITIAL_RECORDS];
    private int[] ends = new int[INITIAL_RECORDS];
    private int count;
    /** Index of the record before which a new file begins; −1 for none. */
    private int rollBefore = -1;

    void add(long zxid, byte[] payload, int offset, int length) {
        if (length > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, length), bytes.length * 2));
        }
        if (count == ends.length) {
            zxids = Arrays.copyOf(zxids, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        System.arraycopy(payload, offset, bytes, size, length);
        size += length;
        zxids[count] = zxid;
        ends[count] = size;
        count++;
    }

    /** Takes all of another batch behind its own. A roll in both keeps the later one: the records between are few. */
    void addAll(LogBatch other) {
        int before = count;
        for (int i = 0; i < other.count; i++) {
            add(other.zxids[i], other.bytes, other.start(i), other.length(i));
        }
        if (other.rollBefore >= 0) {
            rollBefore = before + other.rollBefore;
        }
    }

    void roll() {
        rollBefore = count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    int rollBefore() {
        return rollBefore;
    }

    byte[] bytes() {
        return bytes;
    }

    long zxid(int index) {
        return zxids[index];
    }

    int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    int length(int index) {
        return ends[index] - start(index);
    }

    long lastZxid() {
        return zxids[count - 1];
    }

    void clear() {
        if (bytes.length > MAX_KEPT_BYTES) {
            bytes = new byte[INITIAL_BYTES];
        }
        size = 0;
        count = 0;
        rollBefore = -1;
    }
}
