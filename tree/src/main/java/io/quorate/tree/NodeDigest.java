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
 * part over path and data, the <em>content CRC</em>, can be kept and continued with another stat, so that a change among
 * the children of a znode with much data stays cheap. Owned by one thread.
 */
public final class NodeDigest {
    /** The version that logs and snapshots name beside a digest. */
    public static final int VERSION = 2;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final String BELOW_RESERVED = ZnodePath.RESERVED + "/";
    private static final int STAT_BYTES = 60;
    private static final int POLYNOMIAL = 0xedb88320;
    /** What becomes of each byte of a CRC when the bytes of a stat follow: four tables of 256. */
    private static final int[] PAST_STAT = pastStat();

    private final CRC32 crc = new CRC32();
    private final byte[] stat = new byte[STAT_BYTES];

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
        return continued(
                contentCrc,
                znode.czxid(),
                znode.mzxid(),
                znode.pzxid(),
                znode.ctime(),
                znode.mtime(),
                znode.version(),
                znode.createCount(),
                znode.aversion(),
                znode.owner());
    }

    int contentCrc(byte[] path, int pathLength, byte @Nullable [] data) {
        crc.reset();
        crc.update(path, 0, pathLength);
        if (data != null) {
            crc.update(data, 0, data.length);
        }
        return (int) crc.getValue();
    }

    long continued(
            int contentCrc,
            long czxid,
            long mzxid,
            long pzxid,
            long ctime,
            long mtime,
            int version,
            int createCount,
            int aversion,
            long owner) {
        LONG.set(stat, 0, czxid);
        LONG.set(stat, 8, mzxid);
        LONG.set(stat, 16, pzxid);
        LONG.set(stat, 24, ctime);
        LONG.set(stat, 32, mtime);
        INT.set(stat, 40, version);
        INT.set(stat, 44, createCount);
        INT.set(stat, 48, aversion);
        LONG.set(stat, 52, owner);
        crc.reset();
        crc.update(stat, 0, STAT_BYTES);
        return crc.getValue() ^ Integer.toUnsignedLong(pastStat(contentCrc));
    }

    /** CRCs are linear: the CRC of two texts is that of the first moved past the length of the second, xor the second's. */
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
