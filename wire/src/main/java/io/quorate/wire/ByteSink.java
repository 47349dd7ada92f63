package io.quorate.wire;

/** Where bytes go one after the other. Owned by one thread. */
@FunctionalInterface
public interface ByteSink {
    /**
     * Takes the bytes; the array may be reused by the caller afterwards.
     *
     * @param bytes where they are
     * @param offset of the first of them
     * @param length how many
     */
    void write(byte[] bytes, int offset, int length);
}
