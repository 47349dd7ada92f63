package io.quorate.wire;

/** Where bytes go one after the other. Owned by one thread. */
@FunctionalInterface
public interface ByteSink {
    /** Takes the bytes; the array may be reused by the caller afterwards. */
    void write(byte[] bytes, int offset, int length);
}
