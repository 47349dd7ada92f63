package io.quorate.tree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A hash of the bytes of a path that depends on a secret, so that nobody can choose paths that collide. Eight bytes are
 * taken at a time; both halves of a 128-bit product go into the next step. Immutable; safe for any thread.
 */
final class PathHash {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long start;
    private final long wordSecret;
    private final long endSecret;

    PathHash(long seed) {
        start = scramble(seed + 1);
        wordSecret = scramble(seed + 2);
        endSecret = scramble(seed + 3) | 1;
    }

    long of(byte[] bytes, int from, int to) {
        long hash = start;
        int position = from;
        while (to - position >= Long.BYTES) {
            hash = fold((long) LONG.get(bytes, position) ^ wordSecret, hash);
            position += Long.BYTES;
        }
        long rest = (long) to - from;
        while (position < to) {
            rest = (rest << 8) | (bytes[position++] & 0xff);
        }
        return fold(fold(rest ^ wordSecret, hash), endSecret);
    }

    private static long fold(long a, long b) {
        return Math.multiplyHigh(a, b) ^ (a * b);
    }

    /** Spreads a seed over all 64 bits. */
    private static long scramble(long seed) {
        long z = seed * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 32)) * 0xd6e8feb86659fd93L;
        z = (z ^ (z >>> 32)) * 0xd6e8feb86659fd93L;
        return z ^ (z >>> 32);
    }
}
