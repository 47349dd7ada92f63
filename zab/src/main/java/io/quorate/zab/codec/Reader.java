package io.quorate.zab.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads big-endian bytes; what would go beyond their end or a limit is malformed. */
final class Reader {
    static final int NULL = -1;

    private final ByteBuffer in;
    private final int maxBytes;

    /** @param maxBytes the longest buffer or string */
    Reader(ByteBuffer in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    int remaining() {
        return in.remaining();
    }

    int readInt() {
        need(Integer.BYTES);
        return in.getInt();
    }

    long readLong() {
        need(Long.BYTES);
        return in.getLong();
    }

    private void need(int bytes) {
        MalformedException.unless(in.remaining() >= bytes, "the message ends too early, bytes left", in.remaining());
    }

    /** The length of a buffer that follows, or {@link #NULL}. */
    int readLength() {
        int length = readInt();
        MalformedException.unless(length >= NULL, "a length below nothing", length);
        MalformedException.unless(length <= maxBytes, "a length beyond the limit of " + maxBytes + " bytes", length);
        return length;
    }

    byte[] readRaw(int length) {
        need(length);
        byte[] raw = new byte[length];
        in.get(raw);
        return raw;
    }

    String readString() {
        int length = readLength();
        MalformedException.unless(length != NULL, "a string that is null, length", length);
        return new String(readRaw(length), StandardCharsets.UTF_8);
    }
}
