package io.quorate.zab;

/**
 * All that a member wants done, in this order. What goes to the disk is done in the order given, each answered by one
 * {@link Input}; what goes to one link leaves in the order given. A disk that fails ends the member.
 */
public sealed interface Effect {

    /** On the election port, if it can be had; only the newest word to a peer matters. */
    record Tell(ServerId to, ElectionMessage message) implements Effect {}

    /** Connect to the quorum port of that member; answered by {@link Input.LinkUp} or {@link Input.LinkDown}. */
    record OpenLink(Link link, ServerId to) implements Effect {}

    /** End a connection once what was sent has left. */
    record CloseLink(Link link, String reason) implements Effect {}

    /** Over a connection; dropped if it is gone. */
    record Send(Link link, ZabMessage message) implements Effect {}

    /**
     * Over a connection: every txn of the log after {@code after} up to {@code through}, each a {@link
     * ZabMessage.Propose} with its {@link ZabMessage.Commit}. Where the log turns out to have a hole the connection is
     * closed instead.
     */
    record SendHistory(Link link, long after, long through) implements Effect {}

    /**
     * Over a connection: {@link ZabMessage.Snap} and the state as it is exactly after {@code zxid}, the last txn
     * delivered or adopted.
     */
    record SendSnapshot(Link link, long zxid) implements Effect {}

    /** Answer with a {@link ZabMessage.Pong} that carries the sessions touched since the last one. */
    record AnswerPing(Link link, long zxid) implements Effect {}

    /** Make durable; answered by {@link Input.AcceptedEpochSaved}. */
    record SaveAcceptedEpoch(long epoch) implements Effect {}

    /**
     * Make durable; answered by {@link Input.CurrentEpochSaved}. A member that began without trust in its data may be
     * trusted from now on, also after a restart; not before.
     */
    record SaveCurrentEpoch(long epoch) implements Effect {}

    /** To the end of the log; answered by a {@link Input.Persisted} that covers it. */
    record Append(Proposal proposal) implements Effect {}

    /** Cut log and snapshots back to exactly {@code zxid}; the state too, where it went further. */
    record Truncate(long zxid) implements Effect {}

    /**
     * What comes over that connection now is a snapshot; to be kept aside. Answered by {@link Input.SnapshotReceived};
     * one that breaks off or is damaged ends the connection instead.
     */
    record ReceiveSnapshot(Link link, long zxid) implements Effect {}

    /**
     * The snapshot that was kept aside takes the place of log, snapshots and state, or a crash leaves all as it was.
     */
    record InstallSnapshot(long zxid) implements Effect {}

    /** The snapshot that comes or is kept aside is of no use any more; answered by {@link Input.SnapshotDropped}. */
    record AbandonSnapshot() implements Effect {}

    /**
     * Logged and perhaps not decided: apply it all the same, for the member is about to look for a leader, and its
     * state is then what its log says, as after a restart. A {@link Truncate} may take it back.
     */
    record Adopt(Proposal proposal) implements Effect {}

    /** Decided: apply it. In zxid order, each once. */
    record Deliver(Proposal proposal) implements Effect {}

    /** A learner's mind has something for the leader's. */
    record FromLearner(Link link, ServerId id, ZabMessage.Relayed message) implements Effect {}

    /** The leader's mind has something for ours. */
    record FromLeader(ZabMessage.Relayed message) implements Effect {}

    /** The answer to {@link Input.Barrier}. */
    record BarrierPassed(long token) implements Effect {}

    /** The member is something else now, or further with it. */
    record RoleChanged(Role role) implements Effect {}

    /** A fact for people. */
    record Told(Fact fact) implements Effect {}
}
