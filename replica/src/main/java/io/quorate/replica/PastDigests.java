package io.quorate.replica;

/**
 * The tree's digest at every 128th zxid, so that members can be compared at a zxid that both have passed (operations 2,
 * {@code hash}). Keeps the newest 1024. Owned by the driver's thread.
 */
final class PastDigests {
    private static final int EVERY = 128;
    private static final int KEPT = 1024;

    private final long[] zxids = new long[KEPT];
    private final long[] digests = new long[KEPT];
    private long count;

    /** A txn has been applied. */
    void applied(long zxid, long digest) {
        if (zxid % EVERY == 0) {
            int at = (int) (count % KEPT);
            zxids[at] = zxid;
            digests[at] = digest;
            count++;
        }
    }

    /** Oldest first. */
    void forEach(ReplicaView.DigestVisitor visitor) {
        for (long i = Math.max(0, count - KEPT); i < count; i++) {
            int at = (int) (i % KEPT);
            visitor.digest(zxids[at], digests[at]);
        }
    }
}
