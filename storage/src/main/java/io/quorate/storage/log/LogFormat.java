package io.quorate.storage.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** How a log file is laid out (storage format 3.1): a header, then entries, then zeros. */
final class LogFormat {
    static final String PREFIX = "log";
    static final int MAGIC = 0x5A4B4C47;
    static final int VERSION = 2;
    static final int HEADER_BYTES = 16;
    /**
     * Where a header has the zxid that history had reached before the file (storage format 3.1: the database id, which
     * ZooKeeper writes as 0 and never reads).
     */
    static final int PREDECESSOR_OFFSET = 8;
    /** The header does not say what came before: ZooKeeper wrote it, or nothing came before. */
    static final long NO_PREDECESSOR = 0;
    /** Checksum and length, before the payload. */
    static final int PREFIX_BYTES = 12;
    /** All of an entry but its payload. */
    static final int OVERHEAD_BYTES = PREFIX_BYTES + 1;

    static final byte END = 0x42;
    /** Where a payload has its zxid: session and cxid come before. */
    static final int ZXID_OFFSET = 12;

    static final int COUNTER_BITS = 32;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private LogFormat() {}

    static long longAt(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset);
    }

    static int intAt(byte[] bytes, int offset) {
        return (int) INT.get(bytes, offset);
    }

    /**
     * Whether nothing can be missing between two zxids: the next one of an epoch, or the first of a later epoch
     * (storage format 3.7). Nothing else in this room knows that a zxid has two halves.
     */
    static boolean follows(long previous, long zxid) {
        long epoch = zxid >>> COUNTER_BITS;
        long previousEpoch = previous >>> COUNTER_BITS;
        return zxid == previous + 1 ? epoch == previousEpoch : epoch > previousEpoch && (int) zxid == 1;
    }

    /** Whether a record is the one after another, of the same epoch. */
    static boolean isNextOfEpoch(long previous, long zxid) {
        return zxid == previous + 1 && zxid >>> COUNTER_BITS == previous >>> COUNTER_BITS;
    }

    /**
     * What a header says of the history before the file. A zxid with counter 0 is no record's: only a snapshot that a
     * new leader took bears it, and one who reads the log from an older snapshot would never come to it.
     */
    static long predecessor(long lastZxid) {
        return (int) lastZxid == 0 ? NO_PREDECESSOR : lastZxid;
    }

    /** Whether a history may begin with that zxid: nothing can have been before it. */
    static boolean begins(long zxid) {
        return zxid == 1 || zxid == (1L << COUNTER_BITS | 1);
    }

    static String hex(long zxid) {
        return "0x" + Long.toHexString(zxid);
    }
}
