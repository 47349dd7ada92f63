package io.quorate.wire;

import io.quorate.data.Acl;
import io.quorate.data.Stat;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes jute primitives into a byte array that grows (client protocol 1.2). Owned by one thread; reused after
 * {@link #clear()}.
 */
public final class JuteWriter {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    /** A UTF-16 code unit takes at most this many bytes. */
    private static final int MAX_BYTES_PER_CHAR = 3;

    private byte[] array;
    private int size;

    /**
     * A writer with room for {@code initialCapacity} bytes before it grows.
     *
     * @param initialCapacity bytes, at least 1
     */
    public JuteWriter(int initialCapacity) {
        array = new byte[Math.max(16, initialCapacity)];
    }

    /** {@return the bytes written are the first {@link #size()} of this array, which is replaced when it grows} */
    public byte[] array() {
        return array;
    }

    /** {@return how many bytes have been written} */
    public int size() {
        return size;
    }

    /** Forgets what was written and keeps the array. */
    public void clear() {
        size = 0;
    }

    /**
     * Goes back to an earlier {@link #size()}.
     *
     * @param newSize at most the present one
     */
    public void truncate(int newSize) {
        size = newSize;
    }

    /** {@return a copy of what was written} */
    public byte[] toByteArray() {
        return Arrays.copyOf(array, size);
    }

    /**
     * Leaves room for {@code bytes} to be filled in later and returns where.
     *
     * @param bytes how many
     * @return the position of the first of them, for {@link #setInt}
     */
    public int reserve(int bytes) {
        return grow(bytes);
    }

    /**
     * Fills in an int at a place that was reserved.
     *
     * @param at what {@link #reserve} returned
     * @param value big-endian in the frame
     */
    public void setInt(int at, int value) {
        INT.set(array, at, value);
    }

    /**
     * Writes the lowest eight bits.
     *
     * @param value the bits above are dropped
     */
    public void writeByte(int value) {
        int at = grow(1);
        array[at] = (byte) value;
    }

    /**
     * Writes one byte, 1 or 0.
     *
     * @param value true is 1
     */
    public void writeBoolean(boolean value) {
        writeByte(value ? 1 : 0);
    }

    /**
     * Writes four bytes, the highest first.
     *
     * @param value any
     */
    public void writeInt(int value) {
        int at = grow(Integer.BYTES);
        INT.set(array, at, value);
    }

    /**
     * Writes eight bytes, the highest first.
     *
     * @param value any
     */
    public void writeLong(long value) {
        int at = grow(Long.BYTES);
        LONG.set(array, at, value);
    }

    /**
     * Bytes as they are, without a length.
     *
     * @param bytes where they are
     * @param offset of the first byte
     * @param length how many bytes
     */
    public void writeRaw(byte[] bytes, int offset, int length) {
        int at = grow(length);
        System.arraycopy(bytes, offset, array, at, length);
    }

    /**
     * Length and bytes; null is length −1.
     *
     * @param bytes at most 2^31−1 of them
     */
    public void writeBuffer(byte @Nullable [] bytes) {
        if (bytes == null) {
            writeInt(-1);
        } else {
            writeInt(bytes.length);
            writeRaw(bytes, 0, bytes.length);
        }
    }

    /**
     * Length and UTF-8 bytes; every UTF-16 code unit is encoded for itself. Null is length −1.
     *
     * @param string null is not the same as empty
     */
    public void writeString(@Nullable String string) {
        if (string == null) {
            writeInt(-1);
            return;
        }
        int length = string.length();
        ensure(Integer.BYTES + length * MAX_BYTES_PER_CHAR);
        int start = size + Integer.BYTES;
        int at = start;
        byte[] bytes = array;
        for (int i = 0; i < length; i++) {
            char c = string.charAt(i);
            if (c < 0x80) {
                bytes[at++] = (byte) c;
            } else if (c < 0x800) {
                bytes[at++] = (byte) (0xc0 | (c >> 6));
                bytes[at++] = (byte) (0x80 | (c & 0x3f));
            } else {
                bytes[at++] = (byte) (0xe0 | (c >> 12));
                bytes[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
                bytes[at++] = (byte) (0x80 | (c & 0x3f));
            }
        }
        INT.set(bytes, size, at - start);
        size = at;
    }

    /**
     * Count and strings.
     *
     * @param strings none of them null
     */
    public void writeStrings(List<String> strings) {
        writeInt(strings.size());
        for (String string : strings) {
            writeString(string);
        }
    }

    /**
     * Count and entries.
     *
     * @param acls in this order
     */
    public void writeAcls(List<Acl> acls) {
        writeInt(acls.size());
        for (Acl acl : acls) {
            writeInt(acl.perms());
            writeString(acl.scheme());
            writeString(acl.id());
        }
    }

    /**
     * Count and entries; null is count −1.
     *
     * @param acls in this order
     */
    public void writeNullableAcls(@Nullable List<Acl> acls) {
        if (acls == null) {
            writeInt(-1);
        } else {
            writeAcls(acls);
        }
    }

    /**
     * The 68 bytes of a Stat.
     *
     * @param stat to be written
     */
    public void writeStat(Stat stat) {
        writeStat(
                stat.czxid(),
                stat.mzxid(),
                stat.ctime(),
                stat.mtime(),
                stat.version(),
                stat.cversion(),
                stat.aversion(),
                stat.ephemeralOwner(),
                stat.dataLength(),
                stat.numChildren(),
                stat.pzxid());
    }

    /**
     * The 68 bytes of a Stat, by its fields.
     *
     * @param czxid zxid of its creation
     * @param mzxid zxid of the last change of data
     * @param ctime when it was created, milliseconds since 1970
     * @param mtime when its data were last set, milliseconds since 1970
     * @param version changes of data
     * @param cversion changes of children
     * @param aversion changes of the ACL
     * @param ephemeralOwner session id of an ephemeral, else 0
     * @param dataLength bytes of data
     * @param numChildren children
     * @param pzxid zxid of the last change of children
     */
    public void writeStat(
            long czxid,
            long mzxid,
            long ctime,
            long mtime,
            int version,
            int cversion,
            int aversion,
            long ephemeralOwner,
            int dataLength,
            int numChildren,
            long pzxid) {
        int at = grow(Stat.BYTES);
        byte[] bytes = array;
        LONG.set(bytes, at, czxid);
        LONG.set(bytes, at + 8, mzxid);
        LONG.set(bytes, at + 16, ctime);
        LONG.set(bytes, at + 24, mtime);
        INT.set(bytes, at + 32, version);
        INT.set(bytes, at + 36, cversion);
        INT.set(bytes, at + 40, aversion);
        LONG.set(bytes, at + 44, ephemeralOwner);
        INT.set(bytes, at + 52, dataLength);
        INT.set(bytes, at + 56, numChildren);
        LONG.set(bytes, at + 60, pzxid);
    }

    private int grow(int bytes) {
        ensure(bytes);
        int at = size;
        size = at + bytes;
        return at;
    }

    private void ensure(int bytes) {
        int needed = Math.addExact(size, bytes);
        if (needed > array.length) {
            array = Arrays.copyOf(array, Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, array.length * 2L)));
        }
    }
}
