package io.quorate.data;

import org.jspecify.annotations.Nullable;

/** The kinds of znode that a create can ask for, by their flags on the wire (client protocol 2.7). */
public enum CreateMode {
    PERSISTENT,
    EPHEMERAL,
    PERSISTENT_SEQUENTIAL,
    EPHEMERAL_SEQUENTIAL,
    CONTAINER,
    TTL,
    TTL_SEQUENTIAL;

    private static final CreateMode[] BY_FLAGS = values();

    /** The number on the wire. */
    public int flags() {
        return ordinal();
    }

    /** The mode with these flags, or null if there is none. */
    public static @Nullable CreateMode of(int flags) {
        return flags < 0 || flags >= BY_FLAGS.length ? null : BY_FLAGS[flags];
    }

    /** Whether the name is completed with the parent's count of created children. */
    public boolean isSequential() {
        return switch (this) {
            case PERSISTENT_SEQUENTIAL, EPHEMERAL_SEQUENTIAL, TTL_SEQUENTIAL -> true;
            case PERSISTENT, EPHEMERAL, CONTAINER, TTL -> false;
        };
    }

    /** Whether the znode goes with the session that created it. */
    public boolean isEphemeral() {
        return this == EPHEMERAL || this == EPHEMERAL_SEQUENTIAL;
    }

    /** Whether the znode is removed when childless and not changed for its time to live. */
    public boolean isTtl() {
        return this == TTL || this == TTL_SEQUENTIAL;
    }
}
