package io.quorate.tree;

/**
 * The 64 bits that say what kind of znode it is: 0 for persistent, the session id for ephemerals, and two reserved
 * patterns (storage format 7).
 */
public final class Owner {
    /** A persistent znode. */
    public static final long NONE = 0;
    /** A container. */
    public static final long CONTAINER = 0x8000_0000_0000_0000L;
    /** The longest time to live, in milliseconds. */
    public static final long MAX_TTL_MS = 0xff_ffff_ffffL;

    private static final long TTL_PATTERN = 0xff00_0000_0000_0000L;
    private static final long TTL_PATTERN_MASK = 0xffff_ff00_0000_0000L;

    private Owner() {}

    /** The owner of a TTL znode. {@code ttlMs} is between 1 and {@link #MAX_TTL_MS}. */
    public static long ofTtl(long ttlMs) {
        return TTL_PATTERN | ttlMs;
    }

    public static boolean isTtl(long owner) {
        return (owner & TTL_PATTERN_MASK) == TTL_PATTERN;
    }

    /** Time to live in milliseconds of a TTL owner. */
    public static long ttlMs(long owner) {
        return owner & MAX_TTL_MS;
    }

    /** Whether it is a session id, so that the znode is ephemeral. */
    public static boolean isSession(long owner) {
        return owner != NONE && owner != CONTAINER && !isTtl(owner);
    }
}
