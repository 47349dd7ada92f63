package io.quorate.zab;

/**
 * A place in the order: epoch in the high 32 bits, counter in the low 32 (quorum protocol 0.2). Everywhere else a zxid
 * is a long that grows. Counters begin with 1: a zxid whose counter is 0 names no txn, only the beginning of its epoch.
 */
public final class Zxid {
    /** What a member presents as its last zxid when its data may be missing (quorum protocol 3.4). */
    public static final long UNKNOWN = -1;

    private static final int COUNTER_BITS = 32;
    private static final long COUNTER_MASK = 0xffff_ffffL;

    private Zxid() {}

    public static long of(long epoch, long counter) {
        return (epoch << COUNTER_BITS) | (counter & COUNTER_MASK);
    }

    /** The beginning of an epoch; no txn has this zxid. */
    public static long beginning(long epoch) {
        return of(epoch, 0);
    }

    /** The epoch, signed as the order of zxids is. */
    public static long epoch(long zxid) {
        return zxid >> COUNTER_BITS;
    }

    public static long counter(long zxid) {
        return zxid & COUNTER_MASK;
    }

    /** Whether a txn can have this zxid. */
    public static boolean namesTxn(long zxid) {
        return counter(zxid) != 0;
    }

    /**
     * Whether a history that ends at {@code previous} may go on with {@code next}: the next counter of the same epoch,
     * or the first txn of a later one. That the earlier epoch really ended at {@code previous} only its successors
     * know.
     */
    public static boolean follows(long previous, long next) {
        return epoch(next) == epoch(previous)
                ? next == previous + 1
                : epoch(next) > epoch(previous) && counter(next) == 1;
    }

    /** For people: {@code (epoch,counter)}. */
    public static String text(long zxid) {
        return zxid == UNKNOWN ? "(unknown)" : "(" + epoch(zxid) + "," + counter(zxid) + ")";
    }
}
