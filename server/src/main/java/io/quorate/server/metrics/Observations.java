package io.quorate.server.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers observations of one kind: whole numbers from 0 on, kept exactly up to 31 and to within 1/16 above. Fixed
 * size. Safe for any thread.
 */
final class Observations {
    private static final int SUB_BITS = 4;
    private static final int SUB = 1 << SUB_BITS;
    private static final int SLOTS = (Long.SIZE - SUB_BITS) * SUB;

    private final String name;
    private final List<Double> shares;
    private final long[] slots = new long[SLOTS];
    private long count;
    private long sum;
    private long min = Long.MAX_VALUE;
    private long max;

    /**
     * Nothing observed yet.
     *
     * @param shares which quantiles are told
     */
    Observations(String name, List<Double> shares) {
        this.name = name;
        this.shares = List.copyOf(shares);
    }

    /** Takes one in; a negative one, which only a clock set back can make, counts as 0. */
    synchronized void add(long observed) {
        long value = Math.max(0, observed);
        slots[slot(value)]++;
        count++;
        sum += value;
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    synchronized void reset() {
        Arrays.fill(slots, 0);
        count = 0;
        sum = 0;
        min = Long.MAX_VALUE;
        max = 0;
    }

    synchronized Sample.Summary sample() {
        List<Sample.Quantile> quantiles = new ArrayList<>();
        for (double share : shares) {
            quantiles.add(new Sample.Quantile(share, quantile(share)));
        }
        return new Sample.Summary(name, count, sum, count == 0 ? 0 : min, max, quantiles);
    }

    private long quantile(double share) {
        long rank = (long) Math.ceil(share * count);
        long seen = 0;
        for (int slot = 0; slot < SLOTS && rank > 0; slot++) {
            seen += slots[slot];
            if (seen >= rank) {
                return Math.min(max, highest(slot));
            }
        }
        return 0;
    }

    private static int slot(long value) {
        if (value < SUB) {
            return (int) value;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
        int shift = exponent - SUB_BITS;
        return (shift + 1) * SUB + (int) ((value >>> shift) & (SUB - 1));
    }

    /** The largest value that falls into a slot. */
    private static long highest(int slot) {
        if (slot < SUB) {
            return slot;
        }
        int shift = slot / SUB - 1;
        return ((long) (SUB + slot % SUB + 1) << shift) - 1;
    }
}
