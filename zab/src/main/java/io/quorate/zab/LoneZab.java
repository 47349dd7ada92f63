package io.quorate.zab;

/**
 * Broadcast as it is where one member is the whole ensemble: it leads from the start, its own disk is the only one
 * whose ack counts, and a proposal is decided once that disk has confirmed it and everything before it.
 *
 * <p>Such a member takes part in no election, so its zxids go on from the last one in its history, in the same epoch; a
 * counter that has used up its 32 bits runs on into the next epoch, as Apache ZooKeeper's does.
 *
 * <p>Owned by the driver's thread.
 */
public final class LoneZab {
    private long lastProposed;
    private long lastDecided;

    /** A member whose durable history ends at {@code lastZxid}; all of it is decided. */
    public LoneZab(long lastZxid) {
        lastProposed = lastZxid;
        lastDecided = lastZxid;
    }

    /** Takes the next place in the order. The caller appends the proposal to the log before it takes another. */
    public long propose() {
        lastProposed++;
        return lastProposed;
    }

    /**
     * The disk has confirmed everything up to {@code zxid}.
     *
     * @return the zxid up to which everything is now decided and can be delivered
     */
    public long persisted(long zxid) {
        Invariant.check(zxid <= lastProposed, "persisted is beyond what was proposed", zxid, lastProposed);
        Invariant.check(zxid >= lastDecided, "persisted went back", zxid, lastDecided);
        lastDecided = zxid;
        return lastDecided;
    }

    /** The last place taken. */
    public long lastProposed() {
        return lastProposed;
    }

    /** The last place decided. */
    public long lastDecided() {
        return lastDecided;
    }
}
