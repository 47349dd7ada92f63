package io.quorate.data;

import org.jspecify.annotations.Nullable;

/** The kinds of znode that a create can ask for, by their flags on the wire (client protocol 2.7). */
public enum CreateMode {
    /** Stays until somebody deletes it. */
    PERSISTENT,
    /** Goes with the session that created it; has no children. */
    EPHEMERAL,
    /** Stays; its name is completed by a number. */
    PERSISTENT_SEQUENTIAL,
    /** Goes with the session; its name is completed by a number. */
    EPHEMERAL_SEQUENTIAL,
    /** Is removed by the service some time after its last child. */
    CONTAINER,
    /** Is removed when childless and unchanged for its time to live. */
    TTL,
    /** The same; its name is completed by a number. */
    TTL_SEQUENTIAL;

    private static final CreateMode[] BY_FLAGS = values();

    /** {@return the number on the wire} */
    public int flags() {
        return ordinal();
    }

    /**
     * {@return the mode with these flags, or null if there is none}
     *
     * @param flags the number on the wire
     */
    public static @Nullable CreateMode of(int flags) {
        return flags < 0 || flags >= BY_FLAGS.length ? null : BY_FLAGS[flags];
    }

    /** {@return whether the name is completed with the parent's count of created children} */
    public boolean isSequential() {
        return switch (this) {
            case PERSISTENT_SEQUENTIAL, EPHEMERAL_SEQUENTIAL, TTL_SEQUENTIAL -> true;
            case PERSISTENT, EPHEMERAL, CONTAINER, TTL -> false;
        };
    }

    /** {@return whether the znode goes with the session that created it} */
    public boolean isEphemeral() {
        return this == EPHEMERAL || this == EPHEMERAL_SEQUENTIAL;
    }

    /** {@return whether the znode is removed when childless and not changed for its time to live} */
    public boolean isTtl() {
        return this == TTL || this == TTL_SEQUENTIAL;
    }
}
