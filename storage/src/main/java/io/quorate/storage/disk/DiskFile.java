package io.quorate.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. Owned by one thread, which must not be interrupted while it works on it. */
public interface DiskFile extends AutoCloseable {

    /**
     * Reads at an offset.
     *
     * @return how many bytes were read, at least 1 if there is room in {@code target}; −1 at or beyond the end
     */
    int read(ByteBuffer target, long offset) throws IOException;

    /**
     * Writes at an offset. Writing beyond the end leaves zeros between.
     *
     * @return how many bytes were taken, maybe fewer than offered; {@link #writeFully} goes on until all are
     */
    int write(ByteBuffer source, long offset) throws IOException;

    /** Length in bytes. */
    long length() throws IOException;

    /** Cuts the file off at a length. */
    void truncate(long length) throws IOException;

    /**
     * Makes contents and length durable (fdatasync). After a failure the file must not be used any more, nor may
     * anything be promised that was not durable before (faults D6).
     */
    void sync() throws IOException;

    @Override
    void close() throws IOException;

    /** Writes all that is left in {@code source}. */
    default void writeFully(ByteBuffer source, long offset) throws IOException {
        long at = offset;
        while (source.hasRemaining()) {
            int taken = write(source, at);
            if (taken <= 0) {
                throw new IOException("the file took none of " + source.remaining() + " bytes at offset " + at);
            }
            at += taken;
        }
    }

    /**
     * Reads until {@code target} is full or the file ends.
     *
     * @return how many bytes were read, 0 at the end
     */
    default int readFully(ByteBuffer target, long offset) throws IOException {
        int total = 0;
        while (target.hasRemaining()) {
            int read = read(target, offset + total);
            if (read < 0) {
                break;
            }
            total += read;
        }
        return total;
    }
}
