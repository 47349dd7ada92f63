package io.quorate.zab.leader;

import io.quorate.zab.LearnerState;
import io.quorate.zab.Link;
import io.quorate.zab.ServerId;
import io.quorate.zab.Zxid;

/** What a leader knows of one learner, for as long as its link stands. {@code acked <= proposed}. */
final class Learner {

    /** How far a learner has come. It only goes forward. */
    enum Stage {
        /** Its link is up. */
        CONNECTED,
        /** It has said who it is. */
        INTRODUCED,
        /** It was told the epoch. */
        INFORMED,
        /** It has promised the epoch. */
        PROMISED,
        /** It gets what it lacks, and from here on every proposal. */
        SYNCHRONIZING,
        /** It has the whole history on its disk. */
        SYNCHRONIZED,
        /** It serves. */
        SERVING
    }

    private final Link link;
    private ServerId id = ServerId.NOBODY;
    private boolean observer;
    private long acceptedEpoch;
    private Stage stage = Stage.CONNECTED;
    private long lastZxid = Zxid.UNKNOWN;

    private long heardMs;
    private long progressMs;
    private long proposed;
    private long acked;
    private long pings;
    private long pongs;

    Learner(Link link, long nowMs) {
        this.link = link;
        heardMs = nowMs;
    }

    void introduce(ServerId who, boolean observes, long accepted) {
        id = who;
        observer = observes;
        acceptedEpoch = accepted;
        stage = Stage.INTRODUCED;
    }

    void inform() {
        stage = Stage.INFORMED;
    }

    /** @param last the end of its history */
    void promise(long last) {
        lastZxid = last;
        stage = Stage.PROMISED;
    }

    /** @param through what its acknowledgement of the history will vouch for */
    void synchronize(long through) {
        acked = through;
        proposed = through;
        stage = Stage.SYNCHRONIZING;
    }

    void synchronizedHistory(long nowMs) {
        stage = Stage.SYNCHRONIZED;
        progressMs = nowMs;
    }

    /** From now on silence is counted anew: while it waited for the others it had nothing to say. */
    void serve(long nowMs) {
        heardMs = nowMs;
        stage = Stage.SERVING;
    }

    void proposed(long zxid, long nowMs) {
        if (acked == proposed) {
            progressMs = nowMs;
        }
        proposed = zxid;
    }

    /** Its acks come in the order of the proposals, one for each. What was never proposed to it vouches for nothing. */
    void ack(long zxid, long nowMs) {
        if (zxid > acked && zxid <= proposed) {
            acked = zxid;
            progressMs = nowMs;
        }
    }

    void pinged() {
        pings++;
    }

    void ponged() {
        pongs++;
    }

    void heard(long nowMs) {
        heardMs = nowMs;
    }

    Link link() {
        return link;
    }

    ServerId id() {
        return id;
    }

    boolean observes() {
        return observer;
    }

    long acceptedEpoch() {
        return acceptedEpoch;
    }

    long lastZxid() {
        return lastZxid;
    }

    Stage stage() {
        return stage;
    }

    boolean isAtLeast(Stage other) {
        return stage.compareTo(other) >= 0;
    }

    /** Whether its disk is known to hold {@code zxid} and all before it. What an observer has counts for nothing. */
    boolean holds(long zxid) {
        return !observer && isAtLeast(Stage.SYNCHRONIZED) && acked >= zxid;
    }

    /** Since when it has been silent. */
    long heardMs() {
        return heardMs;
    }

    /** Whether a proposal has waited for its ack longer than it may. */
    boolean isStuck(long nowMs, long syncMs) {
        return stage == Stage.SERVING && !observer && acked < proposed && nowMs - progressMs > syncMs;
    }

    /** How many pings it was sent; it answers each, in order. */
    long pings() {
        return pings;
    }

    long pongs() {
        return pongs;
    }

    /** What others may know of it. */
    LearnerState state() {
        return new LearnerState(id, observer, stage == Stage.SERVING, acked, heardMs);
    }
}
