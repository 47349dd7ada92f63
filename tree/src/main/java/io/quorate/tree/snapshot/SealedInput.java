package io.quorate.tree.snapshot;

import io.quorate.wire.ByteSource;
import io.quorate.wire.MalformedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;
import org.jspecify.annotations.Nullable;

/**
 * Reads the primitives of a snapshot, knows the checksum of everything so far and where it is, for messages. Every
 * method throws {@link MalformedException} when the bytes end too early or a length is out of bounds. Owned by one
 * thread.
 */
final class SealedInput {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int NO_BYTES = -1;

    private final ByteSource source;
    private final int maxLength;
    private final Adler32 checksum = new Adler32();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    /** Where in the snapshot the buffer starts. */
    private long base;

    private int summed;
    private int position;
    private int limit;

    /** Refuses strings and buffers longer than {@code maxLength} bytes. */
    SealedInput(ByteSource source, int maxLength) {
        this.source = source;
        this.maxLength = maxLength;
    }

    /** Where the next byte is read. */
    long offset() {
        return base + position;
    }

    int readInt() {
        return (int) INT.get(buffer, take(Integer.BYTES));
    }

    long readLong() {
        return (long) LONG.get(buffer, take(Long.BYTES));
    }

    /** The length of a string or buffer; −1 is null. */
    int readLength(String what) {
        int length = readInt();
        if (length < NO_BYTES || length > maxLength) {
            throw malformed("Unreasonable length = " + length + " of " + what + " (limit " + maxLength + ")", -4);
        }
        return length;
    }

    /** Reads bytes to the start of {@code into}, or of a larger array if it is too small; returns the array. */
    byte[] readInto(byte[] into, int length) {
        byte[] target = into.length < length ? new byte[Math.max(length, 2 * into.length)] : into;
        copy(target, length);
        return target;
    }

    /** A buffer, or null for length −1. */
    byte @Nullable [] readBuffer(String what) {
        int length = readLength(what);
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        copy(bytes, length);
        return bytes;
    }

    /** A string, or null for length −1. */
    @Nullable
    String readString(String what) {
        byte[] bytes = readBuffer(what);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** How many bytes are left, counting no further than {@code most}, which is less than the buffer holds. */
    int remaining(int most) {
        while (limit - position < most) {
            if (!refill()) {
                return limit - position;
            }
        }
        return most;
    }

    /** Reads a seal and compares it with all bytes before it. */
    void readSeal(String what) {
        sum();
        long expected = checksum.getValue();
        long stored = readLong();
        if (stored != expected) {
            throw malformed(
                    "CRC corruption: the checksum of " + what + " is 0x" + Long.toHexString(expected) + " but 0x"
                            + Long.toHexString(stored) + " is stored",
                    -Long.BYTES);
        }
        String end = readString("the end of the seal of " + what);
        if (!SnapshotFormat.END.equals(end)) {
            throw malformed("the seal of " + what + " does not end in \"/\" but in \"" + end + "\"", 0);
        }
    }

    /** An exception that says where. */
    MalformedException malformed(String message, int relativeOffset) {
        return new MalformedException("at byte " + (offset() + relativeOffset) + " of the snapshot: " + message);
    }

    private void copy(byte[] target, int length) {
        int copied = 0;
        while (copied < length) {
            if (position == limit && !refill()) {
                throw endsTooEarly(length - copied);
            }
            int some = Math.min(length - copied, limit - position);
            System.arraycopy(buffer, position, target, copied, some);
            position += some;
            copied += some;
        }
    }

    /** Makes sure that so many bytes, fewer than the buffer holds, are there in one piece, and returns where. */
    private int take(int bytes) {
        while (limit - position < bytes) {
            if (!refill()) {
                throw endsTooEarly(bytes);
            }
        }
        int at = position;
        position += bytes;
        return at;
    }

    private MalformedException endsTooEarly(int wanted) {
        return malformed("it ends too early: " + wanted + " more bytes wanted, " + (limit - position) + " left", 0);
    }

    /** Moves what is left to the start of the buffer and reads more behind it; false at the end of the snapshot. */
    private boolean refill() {
        sum();
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        base += position;
        limit -= position;
        position = 0;
        summed = 0;
        int read = source.read(buffer, limit, buffer.length - limit);
        if (read < 0) {
            return false;
        }
        limit += read;
        return true;
    }

    private void sum() {
        checksum.update(buffer, summed, position - summed);
        summed = position;
    }
}
