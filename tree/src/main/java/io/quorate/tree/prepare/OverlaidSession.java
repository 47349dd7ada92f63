package io.quorate.tree.prepare;

import org.jspecify.annotations.Nullable;

/** A session that an outstanding txn opens, ends or gives an ephemeral. */
final class OverlaidSession {
    /** No outstanding txn opens or ends it: it is what it is below. */
    static final int AS_BELOW = -2;
    /** An outstanding txn ends it. */
    static final int ENDED = -1;

    final long id;
    /** The timeout with which it is opened, {@link #ENDED} or {@link #AS_BELOW}. */
    int timeoutMs = AS_BELOW;
    /** Zxid of the last outstanding txn that opens or ends it. */
    long zxid;
    /** The last of its ephemerals that are created by outstanding txns; null if there are none. */
    @Nullable
    OverlaidZnode lastOwned;
    /** The first of them. */
    @Nullable
    OverlaidZnode firstOwned;

    OverlaidSession(long id) {
        this.id = id;
    }
}
