package io.quorate.transport.client;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Latencies in milliseconds, by magnitude. Written by one event loop; readable from any thread, where the figures may
 * be a moment apart from each other.
 */
final class LatencyTally {
    /** Up to here every millisecond has its own bucket; beyond, 16 buckets share a power of two. */
    private static final int EXACT = 32;

    private static final int SUB_BITS = 4;
    private static final int BUCKETS = EXACT + (Integer.SIZE - 1 - 5 + 1) * (1 << SUB_BITS);
    private static final int SUM = BUCKETS;
    private static final int MAX = BUCKETS + 1;
    /** Kept one too large, so that 0 means that there is none. */
    private static final int MIN_PLUS_ONE = BUCKETS + 2;

    private final AtomicLongArray figures = new AtomicLongArray(BUCKETS + 3);

    /** Adds one. The owning event loop only. */
    void add(long ms) {
        int value = (int) Math.min(Integer.MAX_VALUE, ms);
        int bucket = bucketOf(value);
        figures.setOpaque(bucket, figures.getPlain(bucket) + 1);
        if (value == 0) {
            if (figures.getPlain(MIN_PLUS_ONE) != 1) {
                figures.setOpaque(MIN_PLUS_ONE, 1);
            }
            return;
        }
        figures.setOpaque(SUM, figures.getPlain(SUM) + value);
        if (value > figures.getPlain(MAX)) {
            figures.setOpaque(MAX, value);
        }
        long min = figures.getPlain(MIN_PLUS_ONE);
        if (min == 0 || value < min - 1) {
            figures.setOpaque(MIN_PLUS_ONE, value + 1L);
        }
    }

    /** Begins anew. The owning event loop only. */
    void reset() {
        for (int i = 0; i < figures.length(); i++) {
            figures.setOpaque(i, 0);
        }
    }

    /** The sum of several. */
    static DoorStats.Latency sum(List<LatencyTally> tallies) {
        long[] buckets = new long[BUCKETS];
        long count = 0;
        long sum = 0;
        long min = Long.MAX_VALUE;
        long max = 0;
        for (LatencyTally tally : tallies) {
            for (int i = 0; i < BUCKETS; i++) {
                long here = tally.figures.getOpaque(i);
                buckets[i] += here;
                count += here;
            }
            sum += tally.figures.getOpaque(SUM);
            max = Math.max(max, tally.figures.getOpaque(MAX));
            long minPlusOne = tally.figures.getOpaque(MIN_PLUS_ONE);
            min = minPlusOne == 0 ? min : Math.min(min, minPlusOne - 1);
        }
        return new DoorStats.Latency(
                count,
                sum,
                min == Long.MAX_VALUE ? 0 : min,
                max,
                percentile(buckets, count, 0.5, max),
                percentile(buckets, count, 0.9, max),
                percentile(buckets, count, 0.95, max),
                percentile(buckets, count, 0.99, max),
                percentile(buckets, count, 0.999, max));
    }

    private static long percentile(long[] buckets, long count, double part, long max) {
        long rank = (long) Math.ceil(count * part);
        long seen = 0;
        for (int i = 0; i < buckets.length && rank > 0; i++) {
            seen += buckets[i];
            if (seen >= rank) {
                return Math.min(max, highestIn(i));
            }
        }
        return 0;
    }

    private static int bucketOf(int value) {
        if (value < EXACT) {
            return value;
        }
        int shift = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(value) - SUB_BITS;
        return EXACT + ((shift - 1) << SUB_BITS) + (value >>> shift) - (1 << SUB_BITS);
    }

    private static long highestIn(int bucket) {
        if (bucket < EXACT) {
            return bucket;
        }
        int shift = ((bucket - EXACT) >> SUB_BITS) + 1;
        long lowest = (long) (((bucket - EXACT) & ((1 << SUB_BITS) - 1)) + (1 << SUB_BITS)) << shift;
        return lowest + (1L << shift) - 1;
    }
}
