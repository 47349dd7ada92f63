package io.quorate.testkit.disk;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes under one name. Thread-safe. */
final class MemoryFile {
    private static final int FIRST_BYTES = 1024;
    private static final int DIRECTORY_LENGTH = 0;

    private final boolean directory;
    private byte[] bytes = new byte[DIRECTORY_LENGTH];
    private int length;
    private long modifiedMs = System.currentTimeMillis();

    MemoryFile(boolean directory) {
        this.directory = directory;
    }

    boolean isDirectory() {
        return directory;
    }

    synchronized int read(ByteBuffer target, long offset) {
        if (offset >= length) {
            return -1;
        }
        int count = Math.min(target.remaining(), length - (int) offset);
        target.put(bytes, (int) offset, count);
        return count;
    }

    synchronized int write(ByteBuffer source, long offset) {
        int count = source.remaining();
        int end = Math.toIntExact(offset + count);
        if (end > bytes.length) {
            int doubled = (int) Math.min(Integer.MAX_VALUE - 8L, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, Math.max(end, Math.max(FIRST_BYTES, doubled)));
        }
        source.get(bytes, (int) offset, count);
        length = Math.max(length, end);
        modifiedMs = System.currentTimeMillis();
        return count;
    }

    synchronized void truncate(long newLength) {
        if (newLength < length) {
            // What is written beyond the end later must find zeros between.
            Arrays.fill(bytes, (int) newLength, length, (byte) 0);
            length = (int) newLength;
            modifiedMs = System.currentTimeMillis();
        }
    }

    synchronized long length() {
        return length;
    }

    synchronized long modifiedMs() {
        return modifiedMs;
    }
}
