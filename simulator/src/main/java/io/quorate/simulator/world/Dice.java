package io.quorate.simulator.world;

import java.util.random.RandomGenerator;

/**
 * Our own generator (xoshiro256++, seeded by splitmix64), so that no change of the JDK makes a seed mean something
 * else. Named streams of one seed are independent: drawing more from one shifts none of the others.
 */
public final class Dice implements RandomGenerator {
    private static final long GOLDEN_GAMMA = 0x9e37_79b9_7f4a_7c15L;
    private static final long NAME_PRIME = 0x0000_0100_0000_01b3L;

    private long s0;
    private long s1;
    private long s2;
    private long s3;

    private Dice(long seed) {
        long state = seed;
        s0 = mix(state += GOLDEN_GAMMA);
        s1 = mix(state += GOLDEN_GAMMA);
        s2 = mix(state += GOLDEN_GAMMA);
        s3 = mix(state + GOLDEN_GAMMA);
    }

    /** The stream of that name. */
    public static Dice of(long seed, String stream) {
        long hash = mix(seed ^ GOLDEN_GAMMA);
        for (int i = 0; i < stream.length(); i++) {
            hash = (hash ^ stream.charAt(i)) * NAME_PRIME;
        }
        return new Dice(mix(hash));
    }

    /** Any long. */
    @Override
    public long nextLong() {
        long result = Long.rotateLeft(s0 + s3, 23) + s0;
        long shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }

    /** At least 0 and below {@code bound}, which is positive. */
    public int below(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** From {@code least} to {@code most}, both included. */
    public int between(int least, int most) {
        return least + below(most - least + 1);
    }

    /** At least 0 and below {@code bound}, which is positive. */
    public long belowLong(long bound) {
        return (nextLong() >>> 1) % bound;
    }

    /** True that often of a thousand times. */
    public boolean perMille(int chance) {
        return below(1000) < chance;
    }

    /** True half of the time. */
    public boolean coin() {
        return nextLong() < 0;
    }

    /** One of the elements. */
    @SafeVarargs
    public final <T> T oneOf(T... elements) {
        return elements[below(elements.length)];
    }

    /** A length of time: usually at most {@code mean}, rarely much more, never more than 16 times as much. */
    public long delay(long mean) {
        long span = mean;
        while (span < mean * 16 && below(4) == 0) {
            span *= 2;
        }
        return span <= 0 ? 0 : belowLong(span) + 1;
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return z ^ (z >>> 31);
    }
}
