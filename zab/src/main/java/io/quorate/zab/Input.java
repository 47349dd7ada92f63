package io.quorate.zab;

/**
 * All that can happen to a member. Whatever an {@link Effect} began that takes time ends in one of these.
 */
public sealed interface Input {

    /** The member begins. Once, before everything but a {@link Tick}. */
    record Start() implements Input {}

    /** The monotonic clock shows this; all inputs that follow happen then. Never goes back. */
    record Tick(long nowMs) implements Input {}

    /** Words on the election port. They may be lost, repeated and late. */
    record Heard(ServerId from, ElectionMessage message) implements Input {}

    /** A connection stands: one that a peer opened, or the one that {@link Effect.OpenLink} asked for. */
    record LinkUp(Link link) implements Input {}

    /**
     * A connection ended or could not be opened. Also told of those that Zab closed; nothing comes of it after that.
     */
    record LinkDown(Link link) implements Input {}

    /** Words over a connection. */
    record Received(Link link, ZabMessage message) implements Input {}

    /** The answer to {@link Effect.SaveAcceptedEpoch}: durable, directory included. */
    record AcceptedEpochSaved(long epoch) implements Input {}

    /** The answer to {@link Effect.SaveCurrentEpoch}: durable, directory included. */
    record CurrentEpochSaved(long epoch) implements Input {}

    /** Everything appended up to here is durable. */
    record Persisted(long zxid) implements Input {}

    /** The answer to {@link Effect.Truncate}: nothing after {@code zxid} is left, in the log or in a snapshot. */
    record Truncated(long zxid) implements Input {}

    /** The other answer to {@link Effect.Truncate}: the history cannot be cut there; nothing was changed. */
    record TruncateRefused(long zxid) implements Input {}

    /** The answer to {@link Effect.ReceiveSnapshot}: it is here as a whole. Nothing was changed yet. */
    record SnapshotReceived(long zxid) implements Input {}

    /** The answer to {@link Effect.InstallSnapshot}: it is durable and has replaced everything that was there. */
    record SnapshotInstalled(long zxid) implements Input {}

    /** The answer to {@link Effect.AbandonSnapshot}: nothing of it is left, and what was there before is untouched. */
    record SnapshotDropped() implements Input {}

    /** From now on the log gives what follows {@code after} at less than the price of a snapshot. */
    record LogReaches(long after) implements Input {}

    /**
     * The leader's own mind has settled a txn.
     *
     * @param zxid what {@link Zab#nextZxid()} said
     */
    record Propose(long zxid, Payload payload) implements Input {}

    /** The leader's mind has something for a learner. Dropped if the link is gone. */
    record ToLearner(Link link, ZabMessage.Relayed message) implements Input {}

    /** The learner's mind has something for its leader. Dropped if there is none at the moment. */
    record ToLeader(ZabMessage.Relayed message) implements Input {}

    /**
     * The leader's mind asks to be told when everything proposed so far is decided and this leadership was still
     * acknowledged by a quorum after this moment (faults C6). Answered by {@link Effect.BarrierPassed}, or never if the
     * leadership ends before.
     */
    record Barrier(long token) implements Input {}

    /** No further input is at hand. What was held back to be shared by a batch is emitted now. */
    record EndBatch() implements Input {}

    /** The process is about to end: finish what is outstanding, tell nobody anything new, and take part no more. */
    record Retire() implements Input {}
}
