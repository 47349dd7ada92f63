package io.quorate.zab.history;

import io.quorate.zab.Effect;
import io.quorate.zab.Fact;
import io.quorate.zab.Invariant;
import io.quorate.zab.Link;
import io.quorate.zab.Proposal;
import io.quorate.zab.Recovered;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.Zxid;
import io.quorate.zab.part.Turn;
import java.util.function.Consumer;

/**
 * The txns of a member in their order: {@code delivered <= last} and {@code persisted <= last}. What is asked of the
 * disk is remembered until it answers, so that nothing is claimed before and nothing of an old role is still under way
 * when a new one begins.
 */
public final class History {

    /** What the disk is busy with, beside appending. */
    private enum Surgery {
        NONE,
        CUTTING,
        /** A snapshot comes and is kept aside. */
        RECEIVING,
        /** It is here as a whole. */
        RECEIVED,
        INSTALLING,
        ABANDONING
    }

    private final ZabConfig.Limits limits;
    private final Extents extents;
    /** Every undelivered proposal, and the newest delivered ones. */
    private final Window window = new Window();
    /** How many of those in memory are delivered: the first ones. */
    private int old;

    private long last;
    private long persisted;
    private long delivered;
    private long logReaches;
    private boolean trusted;
    private Surgery surgery = Surgery.NONE;

    /** What the disk held. All of it is in the member's state. */
    History(Recovered recovered, ZabConfig.Limits limits) {
        this.limits = limits;
        extents = new Extents(recovered.log());
        last = recovered.lastZxid();
        persisted = last;
        delivered = last;
        logReaches = recovered.logReaches();
        trusted = recovered.trusted();
    }

    /** The last zxid in the log, durable or not. */
    public long last() {
        return last;
    }

    /** What the member may tell of itself: its last zxid, or {@link Zxid#UNKNOWN} while its data may be missing. */
    public long claimed() {
        return trusted ? last : Zxid.UNKNOWN;
    }

    public long persisted() {
        return persisted;
    }

    public long delivered() {
        return delivered;
    }

    public boolean isTrusted() {
        return trusted;
    }

    /** Whether nothing was asked of the disk that it has not answered. */
    public boolean isQuiet() {
        return surgery == Surgery.NONE && persisted == last;
    }

    /** Whether neither a cut nor a snapshot is under way. */
    public boolean isWhole() {
        return surgery == Surgery.NONE;
    }

    /** Whether a snapshot is here as a whole and can be installed. */
    public boolean hasReceived() {
        return surgery == Surgery.RECEIVED;
    }

    /** The member has got everything that a leader has: what it claims may be believed again. */
    public void trust() {
        trusted = true;
    }

    /** How many proposals wait to be delivered. */
    public int undelivered() {
        return window.size() - old;
    }

    /** The oldest of them. */
    public Proposal nextToDeliver() {
        return window.get(old);
    }

    /** To the end of the log. */
    public void append(Proposal proposal, Turn turn) {
        Invariant.check(isWhole(), "append while the history is in pieces", last, proposal.zxid());
        Invariant.check(Zxid.follows(last, proposal.zxid()), "a hole in the log", last, proposal.zxid());
        logReaches = Math.min(logReaches, last);
        last = proposal.zxid();
        extents.append(last);
        window.append(proposal);
        turn.emit(new Effect.Append(proposal));
    }

    public void persisted(long zxid) {
        Invariant.check(zxid <= last, "persisted is beyond what was appended", zxid, last);
        Invariant.check(zxid >= persisted, "persisted went back", zxid, persisted);
        persisted = zxid;
    }

    /** Everything up to {@code zxid} is decided. */
    public void deliverThrough(long zxid, Turn turn) {
        Invariant.check(zxid <= last, "decided but not logged", zxid, last);
        while (old < window.size() && window.get(old).zxid() <= zxid) {
            turn.emit(new Effect.Deliver(window.get(old)));
            old++;
        }
        delivered = Math.max(delivered, zxid);
        forgetOld();
    }

    private void forgetOld() {
        while (old > 0 && (old > limits.recentProposals() || window.bytes() > limits.recentBytes())) {
            window.removeFirst();
            old--;
        }
    }

    /** Whatever is logged is taken over into the state, decided or not: who looks for a leader is what its log says. */
    public void adopt(Turn turn) {
        for (; old < window.size(); old++) {
            turn.emit(new Effect.Adopt(window.get(old)));
        }
        delivered = last;
        forgetOld();
    }

    /** Cuts the log back to exactly {@code zxid}. */
    public void truncate(long zxid, Turn turn) {
        Invariant.check(isQuiet() && trusted, "a cut while the disk is busy", persisted, last);
        surgery = Surgery.CUTTING;
        turn.emit(new Effect.Truncate(zxid));
    }

    public void truncated(long zxid) {
        Invariant.check(surgery == Surgery.CUTTING, "a cut that nobody asked for", zxid, last);
        surgery = Surgery.NONE;
        extents.truncate(zxid);
        window.truncate(zxid);
        old = Math.min(old, window.size());
        last = zxid;
        persisted = zxid;
        delivered = Math.min(delivered, zxid);
        logReaches = Math.min(logReaches, zxid);
    }

    /** The cut cannot be made, and nothing has changed: what was promised of this history still holds. */
    public void truncateRefused(long zxid, Turn turn) {
        Invariant.check(surgery == Surgery.CUTTING, "a refusal that nobody asked for", zxid, last);
        surgery = Surgery.NONE;
        turn.tell(new Fact.HistoryDistrusted(last, "it cannot be cut at " + Zxid.text(zxid)));
    }

    /** Keeps aside what comes over the link; until it is installed nothing changes (ZOOKEEPER-3642). */
    public void receive(Link link, long zxid, Turn turn) {
        Invariant.check(isQuiet(), "a snapshot while the disk is busy", persisted, last);
        surgery = Surgery.RECEIVING;
        turn.emit(new Effect.ReceiveSnapshot(link, zxid));
    }

    public void received(long zxid) {
        boolean expected = surgery == Surgery.RECEIVING || surgery == Surgery.ABANDONING;
        Invariant.check(expected, "a snapshot that nobody asked for", zxid, last);
        if (surgery == Surgery.RECEIVING) {
            surgery = Surgery.RECEIVED;
        }
    }

    /** Replaces everything by the snapshot that is here. */
    public void install(long zxid, Turn turn) {
        Invariant.check(surgery == Surgery.RECEIVED, "no snapshot is here", zxid, last);
        surgery = Surgery.INSTALLING;
        turn.emit(new Effect.InstallSnapshot(zxid));
    }

    public void installed(long zxid) {
        Invariant.check(surgery == Surgery.INSTALLING, "installed what nobody asked for", zxid, last);
        surgery = Surgery.NONE;
        extents.clear();
        window.clear();
        old = 0;
        last = zxid;
        persisted = zxid;
        delivered = zxid;
        logReaches = zxid;
    }

    /** Gives up a snapshot that comes or is kept aside. */
    public void abandonSnapshot(Turn turn) {
        if (surgery == Surgery.RECEIVING || surgery == Surgery.RECEIVED) {
            surgery = Surgery.ABANDONING;
            turn.emit(new Effect.AbandonSnapshot());
        }
    }

    public void dropped() {
        Invariant.check(surgery == Surgery.ABANDONING, "no snapshot was given up", last, persisted);
        surgery = Surgery.NONE;
    }

    public void logReaches(long after) {
        logReaches = after;
    }

    boolean beginsAtOrBefore(long zxid) {
        return !extents.isEmpty() && extents.first() <= zxid;
    }

    /** Where all there is lies in a snapshot, its zxid is the one that is known. */
    boolean contains(long zxid) {
        return extents.isEmpty() ? zxid == last : extents.contains(zxid);
    }

    long floor(long zxid) {
        return extents.floor(zxid);
    }

    long ceiling(long zxid) {
        return extents.ceiling(zxid);
    }

    /**
     * How a learner that ends at {@code theirs} gets everything up to {@code max}.
     *
     * @param at where the leader is: its last decided txn, or the beginning of an epoch without any
     */
    public SyncPlan plan(long theirs, long at, long max) {
        boolean holdsSome = window.size() > 0 && window.firstZxid() <= max;
        long min = holdsSome ? window.firstZxid() : max;
        return SyncPlan.decide(theirs, new SyncPlan.Offer(limits.forceSnapshotSync(), at, min, max, logReaches), this);
    }

    /** Up to where the log has to tell it, if a learner needs what follows {@code after}: before what is in memory. */
    public long logThrough(long after, long max) {
        if (window.size() == 0 || window.firstZxid() > max) {
            return max;
        }
        return extents.floor(window.firstZxid() - 1);
    }

    /** Those in memory with {@code after < zxid <= through}, in order. */
    public void each(long after, long through, Consumer<Proposal> visitor) {
        for (int i = window.after(after); i < window.size() && window.get(i).zxid() <= through; i++) {
            visitor.accept(window.get(i));
        }
    }
}
