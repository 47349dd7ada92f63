package io.quorate.storage;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Payloads of log records: a header with the zxid where it belongs, then bytes that differ from record to record. */
public final class Payloads {
    private static final int ZXID_OFFSET = 12;

    private Payloads() {}

    /** A payload of {@code length} bytes; the same arguments give the same bytes. */
    public static byte[] of(long zxid, int length, long seed) {
        byte[] payload = new byte[length];
        new SplittableRandom(zxid * 31 + seed).nextBytes(payload);
        ByteBuffer.wrap(payload).putLong(ZXID_OFFSET, zxid);
        return payload;
    }

    /** A payload of 100 bytes. */
    public static byte[] of(long zxid) {
        return of(zxid, 100, 0);
    }
}
