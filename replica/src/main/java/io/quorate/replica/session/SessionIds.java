package io.quorate.replica.session;

import java.util.Random;

/**
 * Session ids and passwords (client protocol 1.8). The ids of a process begin with a time and count up from there; the
 * password is a checksum of the id that every member can compute.
 */
public final class SessionIds {
    private static final long PASSWORD_MASK = 0xB3415C00L;
    private static final int SERVER_ID_SHIFT = 56;
    private static final long SERVER_ID_MASK = 0xffL << SERVER_ID_SHIFT;
    /** Below the milliseconds of the start. */
    private static final int COUNT_BITS = 16;

    private static final long RESERVED = 0x8000_0000_0000_0000L;

    /** Odd, and so different zxids have different products; their high bits look like chance. */
    private static final long GOLDEN_GAMMA = 0x9e37_79b9_7f4a_7c15L;

    private static final int SPREAD_BITS = 36;
    private static final long NOT_YET = -1;

    private long base;
    private long next;
    private long begunAt = NOT_YET;
    private long newestInUse = NOT_YET;

    /**
     * Ids that begin at a time.
     *
     * @param serverId its low byte becomes the first byte of every id
     * @param startMs milliseconds since 1970. Apache ZooKeeper takes the monotonic clock, which begins anew with the
     *     machine; the wall clock keeps ids from coming back after a reboot
     */
    public SessionIds(long serverId, long startMs) {
        base = ((startMs << 24) >>> 8) | (serverId << SERVER_ID_SHIFT);
        next = base;
    }

    /**
     * Keeps away from what earlier processes on the same data have given out, so that no id comes twice even if the
     * clock has gone back since. Ids that have ended leave no trace; but each took a txn, so a later start has another
     * last zxid, and what follows from that is spread over a quarter of an hour of ids. To be called before the first
     * id, after {@link #used}; and by a member of an ensemble again whenever its history has become its leader's, for
     * others may have decided what it had asked for and never logged.
     *
     * @param lastZxid the last txn there is
     */
    public void begin(long lastZxid) {
        if (lastZxid != begunAt) {
            begunAt = lastZxid;
            if (newestInUse != NOT_YET && newestInUse >= base) {
                base = after(newestInUse);
            }
            long spread = (lastZxid * GOLDEN_GAMMA) >>> (Long.SIZE - SPREAD_BITS);
            next = (base & SERVER_ID_MASK) | ((base + spread) & ~SERVER_ID_MASK);
        }
    }

    /** An id in use: the base moves on to the millisecond after the one it was made in. */
    public void used(long id) {
        if (id >>> SERVER_ID_SHIFT != base >>> SERVER_ID_SHIFT || (newestInUse != NOT_YET && id <= newestInUse)) {
            return;
        }
        newestInUse = id;
        if (id >= next) {
            next = after(id);
            begunAt = NOT_YET;
        }
    }

    private static long after(long id) {
        return ((id >>> COUNT_BITS) + 1) << COUNT_BITS;
    }

    /** The next id. */
    public long allocate() {
        if (next == RESERVED) {
            next++;
        }
        return next++;
    }

    /** The 16 bytes that belong to an id. */
    public static byte[] passwordOf(long id) {
        byte[] password = new byte[16];
        new Random(id ^ PASSWORD_MASK).nextBytes(password);
        return password;
    }
}
