package io.quorate.storage.log;

import io.quorate.storage.disk.DiskFile;
import io.quorate.storage.disk.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** Looks for what is not zero: in files whose end is padding, and in parts of an array. */
final class ZeroScan {
    private static final int CHUNK_BYTES = 1 << 20;

    private ZeroScan() {}

    /** Offset of the last byte in {@code [from, to)} of a file that is not zero; −1 if there is none. */
    static long lastNonZero(Path path, DiskFile file, long from, long to) {
        byte[] chunk = new byte[Math.clamp(to - from, 1, CHUNK_BYTES)];
        byte[] zeros = new byte[chunk.length];
        long last = -1;
        for (long at = from; at < to; at += chunk.length) {
            int wanted = (int) Math.min(chunk.length, to - at);
            try {
                int read = file.readFully(ByteBuffer.wrap(chunk, 0, wanted), at);
                if (Arrays.mismatch(chunk, 0, read, zeros, 0, read) >= 0) {
                    last = at + lastNonZero(chunk, read);
                }
            } catch (IOException failure) {
                throw new StorageException(
                        StorageException.Kind.FAILED,
                        path + " cannot be read at offset " + at + ": " + failure + "; check the disk",
                        failure);
            }
        }
        return last;
    }

    /** Whether {@code [from, to)} of an array is zero. */
    static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static int lastNonZero(byte[] bytes, int length) {
        int i = length - 1;
        while (i >= 0 && bytes[i] == 0) {
            i--;
        }
        return i;
    }
}
