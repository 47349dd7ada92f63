package io.quorate.replica.session;

import java.util.Random;

/**
 * Session ids and passwords (client protocol 1.8). The ids of a process begin with a time and count up from there; the
 * password is a checksum of the id that every member can compute.
 */
public final class SessionIds {
    private static final long PASSWORD_MASK = 0xB3415C00L;
    private static final int SERVER_ID_SHIFT = 56;
    private static final long RESERVED = 0x8000_0000_0000_0000L;

    private long next;

    /**
     * Ids that begin at a time.
     *
     * @param serverId its low byte becomes the first byte of every id
     * @param startMs milliseconds since 1970. Apache ZooKeeper takes the monotonic clock, which begins anew with the
     *     machine; the wall clock keeps ids from coming back after a reboot
     */
    public SessionIds(long serverId, long startMs) {
        next = ((startMs << 24) >>> 8) | (serverId << SERVER_ID_SHIFT);
    }

    /** An id in use from before the start: the next ones of the same member come after it. */
    public void used(long id) {
        if (id >>> SERVER_ID_SHIFT == next >>> SERVER_ID_SHIFT && id >= next) {
            next = id + 1;
        }
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
