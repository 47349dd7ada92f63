package io.quorate.tree;

import io.quorate.data.ZnodePath;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What one znode adds to the digest of its tree (storage format 8): the CRC-32 of its path, its data and its stat. The
 * part over path and data, the <em>content CRC</em>, can be kept and continued with another stat, so that a change
 * among the children of a znode with much data stays cheap. Owned by one thread.
 */
public final class NodeDigest {
    /** The version that logs and snapshots name beside a digest. */
    public static final int VERSION = 2;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final String BELOW_RESERVED = ZnodePath.RESERVED + "/";
    private static final int STAT_BYTES = 60;
    private static final int SMALL_BYTES = 512;
    private static final int POLYNOMIAL = 0xedb88320;
    /** What becomes of each byte of a CRC when the bytes of a stat follow: four tables of 256. */
    private static final int[] PAST_STAT = pastStat();

    private final CRC32 crc = new CRC32();
    private final byte[] small = new byte[2 * SMALL_BYTES + STAT_BYTES];

    /** Whether a znode at this path counts at all: those below /zookeeper/ do not. */
    public static boolean counts(String path) {
        return !path.startsWith(BELOW_RESERVED);
    }

    /** The digest of a znode, 0 for one that does not count. The root is "" or "/". */
    public long of(String path, Znode znode) {
        return counts(path) ? continued(contentCrc(path, znode.data()), znode) : 0;
    }

    /** The CRC-32 of path and data. The root is "" or "/". */
    public int contentCrc(String path, byte @Nullable [] data) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        return contentCrc(bytes, path.equals(ZnodePath.ROOT) ? 0 : bytes.length, data);
    }

    /** The digest of a znode that counts, from the CRC of its path and data and its other fields. */
    public long continued(int contentCrc, Znode znode) {
        putStat(small, znode);
        return continuedWithStat(contentCrc);
    }

    int contentCrc(byte[] path, int pathLength, byte @Nullable [] data) {
        crc.reset();
        crc.update(path, 0, pathLength);
        if (data != null) {
            crc.update(data, 0, data.length);
        }
        return (int) crc.getValue();
    }

    /**
     * The digest of what a slot holds, in one pass over a copy of it all: for a small znode faster than to continue.
     * {@link #isSmall} must be true.
     */
    long whole(byte[] path, int pathLength, Slot slot) {
        int at = pathLength;
        System.arraycopy(path, 0, small, 0, pathLength);
        byte[] data = slot.data;
        if (data != null) {
            System.arraycopy(data, 0, small, pathLength, data.length);
            at += data.length;
        }
        putStat(small, at, slot);
        crc.reset();
        crc.update(small, 0, at + STAT_BYTES);
        return crc.getValue();
    }

    /** Whether {@link #whole} has room for a path and data of these lengths. */
    static boolean isSmall(int pathLength, int dataLength) {
        return pathLength <= SMALL_BYTES && dataLength <= SMALL_BYTES;
    }

    long continued(int contentCrc, Slot slot) {
        putStat(small, 0, slot);
        return continuedWithStat(contentCrc);
    }

    /** The stat is at the start of {@link #small}. */
    private long continuedWithStat(int contentCrc) {
        crc.reset();
        crc.update(small, 0, STAT_BYTES);
        return crc.getValue() ^ Integer.toUnsignedLong(pastStat(contentCrc));
    }

    private static void putStat(byte[] target, int at, Slot slot) {
        LONG.set(target, at, slot.czxid);
        LONG.set(target, at + 8, slot.mzxid());
        LONG.set(target, at + 16, slot.pzxid());
        LONG.set(target, at + 24, slot.ctime);
        LONG.set(target, at + 32, slot.mtime());
        INT.set(target, at + 40, slot.version());
        INT.set(target, at + 44, slot.createCount());
        INT.set(target, at + 48, slot.aversion());
        LONG.set(target, at + 52, slot.owner());
    }

    private static void putStat(byte[] target, Znode znode) {
        LONG.set(target, 0, znode.czxid());
        LONG.set(target, 8, znode.mzxid());
        LONG.set(target, 16, znode.pzxid());
        LONG.set(target, 24, znode.ctime());
        LONG.set(target, 32, znode.mtime());
        INT.set(target, 40, znode.version());
        INT.set(target, 44, znode.createCount());
        INT.set(target, 48, znode.aversion());
        LONG.set(target, 52, znode.owner());
    }

    /**
     * CRCs are linear: the CRC of two texts is that of the first moved past the length of the second, xor the second's.
     */
    private static int pastStat(int contentCrc) {
        return PAST_STAT[contentCrc & 0xff]
                ^ PAST_STAT[256 + ((contentCrc >>> 8) & 0xff)]
                ^ PAST_STAT[512 + ((contentCrc >>> 16) & 0xff)]
                ^ PAST_STAT[768 + (contentCrc >>> 24)];
    }

    private static int[] pastStat() {
        int[] tables = new int[4 * 256];
        for (int i = 0; i < tables.length; i++) {
            int moved = (i & 0xff) << (8 * (i >>> 8));
            for (int bit = 0; bit < 8 * STAT_BYTES; bit++) {
                moved = (moved >>> 1) ^ (POLYNOMIAL & -(moved & 1));
            }
            tables[i] = moved;
        }
        return tables;
    }
}
