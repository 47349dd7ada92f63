package io.quorate.zab.history;

import io.quorate.zab.Zxid;

/** How a learner gets the history of its leader (quorum protocol 4.5). */
public sealed interface SyncPlan {

    /**
     * What it has is right.
     *
     * @param through up to where the packet says that the history goes
     * @param after what follows this is sent
     */
    record Diff(long through, long after) implements SyncPlan {}

    /** What it has after {@code to} is not in the leader's history; what is there instead is sent. */
    record Trunc(long to) implements SyncPlan {}

    /** Everything anew. */
    record Snap() implements SyncPlan {}

    /**
     * What a leader can offer.
     *
     * @param last the place it is at: its last decided txn, or the beginning of its epoch
     * @param min the oldest txn in memory; {@code max} where there is none
     * @param max the newest decided txn
     * @param logReaches the log gives what follows this
     */
    record Offer(boolean forceSnapshot, long last, long min, long max, long logReaches) {}

    /**
     * The first row that fits decides.
     *
     * @param theirs the last zxid the learner has logged
     */
    static SyncPlan decide(long theirs, Offer offer, History history) {
        if (offer.forceSnapshot()) {
            return new Snap();
        }
        if (theirs == offer.last()) {
            return new Diff(theirs, theirs);
        }
        if (theirs > offer.max() && Zxid.namesTxn(theirs)) {
            return new Trunc(offer.max());
        }
        if (offer.min() <= theirs && theirs <= offer.max()) {
            return walk(theirs, offer, history);
        }
        if (theirs < offer.min() && offer.logReaches() <= theirs && history.beginsAtOrBefore(theirs)) {
            return walk(theirs, offer, history);
        }
        return new Snap();
    }

    /**
     * Looks for exactly their last txn: between our first and our last one there may be others than ours, and who has
     * such a phantom must lose it (ZOOKEEPER-1154).
     */
    private static SyncPlan walk(long theirs, Offer offer, History history) {
        if (history.contains(theirs) || !Zxid.namesTxn(theirs)) {
            return new Diff(offer.max(), theirs);
        }
        boolean sameEpoch = Zxid.epoch(history.ceiling(theirs)) == Zxid.epoch(theirs);
        return sameEpoch ? new Trunc(history.floor(theirs)) : new Snap();
    }
}
