package io.quorate.wire;

import io.quorate.data.Acl;
import io.quorate.data.Stat;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads jute primitives from a byte array (client protocol 1.2). Every method throws {@link MalformedException} when
 * the bytes end too early or a length is out of bounds. Owned by one thread; reusable for array after array.
 */
public final class JuteReader {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    /** A vector's initial capacity never trusts the count it announces. */
    private static final int MAX_INITIAL_CAPACITY = 1024;

    private final int maxLength;
    private byte[] array = {};
    private int position;
    private int limit;

    /**
     * A reader that refuses buffers and strings longer than {@code maxLength} bytes.
     *
     * @param maxLength bytes
     */
    public JuteReader(int maxLength) {
        this.maxLength = maxLength;
    }

    /**
     * Starts to read {@code length} bytes of {@code array} from {@code offset}.
     *
     * @param array read, never changed, until the next reset
     * @param offset of the first byte
     * @param length how many bytes
     * @return this reader
     */
    public JuteReader reset(byte[] array, int offset, int length) {
        this.array = array;
        this.position = offset;
        this.limit = offset + length;
        return this;
    }

    /** {@return where the next byte is read} */
    public int position() {
        return position;
    }

    /** {@return bytes left} */
    public int remaining() {
        return limit - position;
    }

    /** {@return the next byte} */
    public byte readByte() {
        return array[advance(1)];
    }

    /** {@return any byte but 0 is true} */
    public boolean readBoolean() {
        return array[advance(1)] != 0;
    }

    /** {@return the next four bytes, the highest first} */
    public int readInt() {
        return (int) INT.get(array, advance(Integer.BYTES));
    }

    /** {@return the next eight bytes, the highest first} */
    public long readLong() {
        return (long) LONG.get(array, advance(Long.BYTES));
    }

    /** {@return a copy of the bytes, or null for length −1} */
    public byte @Nullable [] readBuffer() {
        int length = readLength();
        if (length < 0) {
            return null;
        }
        int start = advance(length);
        return Arrays.copyOfRange(array, start, start + length);
    }

    /** {@return a string, or null for length −1} Malformed UTF-8 decodes to replacement characters. */
    public @Nullable String readNullableString() {
        int length = readLength();
        return length < 0 ? null : new String(array, advance(length), length, StandardCharsets.UTF_8);
    }

    /** {@return a string where null is malformed} */
    public String readString() {
        String string = readNullableString();
        if (string == null) {
            throw new MalformedException("a string is null where one is required, at byte " + position);
        }
        return string;
    }

    /** {@return the count of a vector; −1 is null, other negative counts behave as empty} */
    public int readCount() {
        int count = readInt();
        return count < -1 ? 0 : count;
    }

    /** {@return strings, or null; null elements are malformed} */
    public @Nullable List<String> readNullableStrings() {
        int count = readCount();
        if (count < 0) {
            return null;
        }
        List<String> strings = new ArrayList<>(Math.min(count, MAX_INITIAL_CAPACITY));
        for (int i = 0; i < count; i++) {
            strings.add(readString());
        }
        return strings;
    }

    /** {@return access control entries, or null; scheme and id may be null} */
    public @Nullable List<Acl> readNullableAcls() {
        int count = readCount();
        if (count < 0) {
            return null;
        }
        List<Acl> acls = new ArrayList<>(Math.min(count, MAX_INITIAL_CAPACITY));
        for (int i = 0; i < count; i++) {
            int perms = readInt();
            acls.add(new Acl(perms, readNullableString(), readNullableString()));
        }
        return acls;
    }

    /** {@return the 68 bytes of a Stat} */
    public Stat readStat() {
        return new Stat(
                readLong(),
                readLong(),
                readLong(),
                readLong(),
                readInt(),
                readInt(),
                readInt(),
                readLong(),
                readInt(),
                readInt(),
                readLong());
    }

    /**
     * Passes over bytes and returns where they start.
     *
     * @param length how many bytes
     * @return the position of the first of them
     */
    public int skip(int length) {
        return advance(length);
    }

    /**
     * Makes the next {@code length} bytes the last ones that can be read, for a record inside a buffer.
     *
     * @param length how many bytes
     * @return the bytes behind them, to be given to {@link #widen} when the record has been read
     */
    public int narrow(int length) {
        int behind = limit - position - length;
        if (length < 0 || behind < 0) {
            throw new MalformedException("a record of " + length + " bytes where " + remaining() + " are left");
        }
        limit = position + length;
        return behind;
    }

    /**
     * Ends a {@link #narrow}: what is left of the record is passed over, the bytes behind it can be read again.
     *
     * @param behind what {@link #narrow} returned
     */
    public void widen(int behind) {
        position = limit;
        limit += behind;
    }

    private int readLength() {
        int length = readInt();
        if (length < -1 || length > maxLength) {
            throw new MalformedException("Unreasonable length = " + length + " (limit " + maxLength + ")");
        }
        return length;
    }

    private int advance(int bytes) {
        int start = position;
        if (bytes > limit - start) {
            throw new MalformedException("the bytes end too early: " + bytes + " wanted, " + (limit - start) + " left");
        }
        position = start + bytes;
        return start;
    }
}
