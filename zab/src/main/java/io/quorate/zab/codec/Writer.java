package io.quorate.zab.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Big-endian bytes that grow. Reused for the next message by {@link #clear()}. */
public final class Writer {
    private static final int INITIAL_BYTES = 256;
    private static final int NULL = -1;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int size;

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }

    void putInt(int value) {
        ensure(Integer.BYTES);
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[size++] = (byte) (value >> shift);
        }
    }

    void putLong(long value) {
        putInt((int) (value >> Integer.SIZE));
        putInt((int) value);
    }

    /** As it is, without its length. */
    void putRaw(byte[] raw) {
        ensure(raw.length);
        System.arraycopy(raw, 0, bytes, size, raw.length);
        size += raw.length;
    }

    void putBuffer(byte[] buffer) {
        putInt(buffer.length);
        putRaw(buffer);
    }

    void putNull() {
        putInt(NULL);
    }

    void putString(String string) {
        putBuffer(string.getBytes(StandardCharsets.UTF_8));
    }

    /** The array that holds what was written, from its beginning; valid until the next write. */
    public byte[] array() {
        return bytes;
    }

    public int size() {
        return size;
    }

    public byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    public void clear() {
        size = 0;
    }
}
