package io.quorate.zab;

/**
 * A place in the order: epoch in the high 32 bits, counter in the low 32. Everywhere else a zxid is a long that grows.
 */
public final class Zxid {
    private static final int COUNTER_BITS = 32;
    private static final long COUNTER_MASK = 0xffff_ffffL;

    private Zxid() {}

    public static long of(long epoch, long counter) {
        return (epoch << COUNTER_BITS) | (counter & COUNTER_MASK);
    }

    public static long epoch(long zxid) {
        return zxid >>> COUNTER_BITS;
    }

    public static long counter(long zxid) {
        return zxid & COUNTER_MASK;
    }
}
