package io.quorate.wire;

/** Bytes one after the other, for instance of a snapshot file. Owned by one thread. */
@FunctionalInterface
public interface ByteSource {
    /**
     * Reads up to {@code length} bytes into {@code target}.
     *
     * @param target where they go
     * @param offset where in it
     * @param length at most so many, at least 1
     * @return how many were read, at least 1; −1 at the end
     * @throws RuntimeException when the bytes cannot be had; it says why, and reading cannot go on
     */
    int read(byte[] target, int offset, int length);
}
