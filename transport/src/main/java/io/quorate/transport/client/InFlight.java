package io.quorate.transport.client;

import java.util.Arrays;

/**
 * The requests of one connection that the replica has and has not answered, oldest first: when each came, what it was
 * and how much of it counts as a large request. Replies come in the order of requests, so a ring is enough. Owned by
 * the connection's event loop.
 */
final class InFlight {
    private static final int FIRST_CAPACITY = 8;
    private static final long[] NOTHING = {};
    private static final int KIB_SHIFT = 10;
    private static final int TIME_SHIFT = 32;
    private static final int LARGE_BITS = 23;
    private static final long LARGE_MASK = (1L << LARGE_BITS) - 1;
    private static final int OPCODE_SHIFT = LARGE_BITS + 1;
    private static final int COUNTED_BIT = 1 << LARGE_BITS;

    /** From the top: 32 bits of milliseconds, 8 of opcode, 1 whether the xid was positive, 23 of KiB. */
    private long[] ring = NOTHING;

    private int head;
    private int size;
    private int counted;

    int size() {
        return size;
    }

    /** How many of them have a positive xid: those that operators are shown. */
    int counted() {
        return counted;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /**
     * Adds a request.
     *
     * @param nowMs monotonic milliseconds
     * @param largeBytes bytes that count against the bound on large requests, 0 for an ordinary one
     */
    void add(int xid, int opcode, long nowMs, int largeBytes) {
        if (size == ring.length) {
            grow();
        }
        boolean counts = xid > 0;
        counted += counts ? 1 : 0;
        ring[(head + size) & (ring.length - 1)] = nowMs << TIME_SHIFT
                | (opcode & 0xffL) << OPCODE_SHIFT
                | (counts ? COUNTED_BIT : 0)
                | ((roundedUp(largeBytes) >> KIB_SHIFT) & LARGE_MASK);
        size++;
    }

    /** The oldest. There must be one. */
    long oldest() {
        return ring[head];
    }

    /** Drops the oldest. */
    void remove() {
        counted -= (ring[head] & COUNTED_BIT) == 0 ? 0 : 1;
        head = (head + 1) & (ring.length - 1);
        size--;
    }

    static int opcodeOf(long entry) {
        return (byte) (entry >>> OPCODE_SHIFT);
    }

    /** How long ago it came; 0 if the clock went back a little. */
    static long ageMs(long entry, long nowMs) {
        return Math.max(0, (int) nowMs - (int) (entry >>> TIME_SHIFT));
    }

    /** To whole KiB: what {@link #largeBytesOf} will say. */
    static long roundedUp(int largeBytes) {
        return (largeBytes + (1L << KIB_SHIFT) - 1) >> KIB_SHIFT << KIB_SHIFT;
    }

    /** What was counted as large, rounded up to whole KiB. */
    static long largeBytesOf(long entry) {
        return (entry & LARGE_MASK) << KIB_SHIFT;
    }

    private void grow() {
        long[] larger = new long[Math.max(FIRST_CAPACITY, ring.length * 2)];
        int untilEnd = ring.length - head;
        System.arraycopy(ring, head, larger, 0, untilEnd);
        System.arraycopy(ring, 0, larger, untilEnd, head);
        Arrays.fill(ring, 0);
        ring = larger;
        head = 0;
    }
}
