package io.quorate.zab;

import java.util.List;

/**
 * What a leader and its learners say to each other over a link (quorum protocol 4 and 5). A link keeps the order and
 * loses nothing before its end.
 */
public sealed interface ZabMessage {

    /** Learner: a participant introduces itself, with the highest epoch it ever promised to follow. */
    record FollowerInfo(long acceptedEpoch, ServerId id, long configVersion) implements ZabMessage {}

    /** Learner: an observer introduces itself. */
    record ObserverInfo(long acceptedEpoch, ServerId id, long configVersion) implements ZabMessage {}

    /** Leader: the epoch that it wants. */
    record LeaderInfo(long epoch) implements ZabMessage {}

    /**
     * Learner: it has promised that epoch, and this is what it has.
     *
     * @param currentEpoch {@link #NO_PROMISE} where the epoch had been promised before and this is no voice for it
     */
    record AckEpoch(long lastZxid, long currentEpoch) implements ZabMessage {
        /** Stands for the current epoch of one whose promise is not new. */
        public static final long NO_PROMISE = -1;
    }

    /** Leader: what you have is right; what is missing up to {@code zxid} follows. */
    record Diff(long zxid) implements ZabMessage {}

    /** Leader: forget what you have after {@code zxid}; what is missing follows. */
    record Trunc(long zxid) implements ZabMessage {}

    /** Leader: forget everything; a snapshot follows on the stream. */
    record Snap(long zxid) implements ZabMessage {}

    /**
     * Leader: this was all; make it durable and tell me.
     *
     * @param configuration empty where the leader sent none
     */
    record NewLeader(long epoch, String configuration) implements ZabMessage {}

    /** Leader: a quorum has it; serve. */
    record UpToDate() implements ZabMessage {}

    /** Leader: log this. */
    record Propose(Proposal proposal) implements ZabMessage {}

    /** Learner: it is on my disk. With counter 0: so is the whole history before that epoch. */
    record Ack(long zxid) implements ZabMessage {}

    /** Leader, to participants: it is decided. */
    record Commit(long zxid) implements ZabMessage {}

    /** Leader, to observers: this is decided. */
    record Inform(Proposal proposal) implements ZabMessage {}

    /** Leader: a reconfiguration is decided; carried for the sake of the format. */
    record CommitAndActivate(long zxid, ServerId designated) implements ZabMessage {}

    /** Leader, to observers: this reconfiguration is decided. */
    record InformAndActivate(Proposal proposal, ServerId designated) implements ZabMessage {}

    /** Leader: are you there? Answered at once by a {@link Pong} with the same zxid. */
    record Ping(long zxid) implements ZabMessage {}

    /** A packet of a type that nobody knows; ignored. */
    record Unknown(int type) implements ZabMessage {}

    /** What Zab carries for the members' minds and does not read. */
    sealed interface Relayed extends ZabMessage permits Request, Revalidate, Sync, Pong {}

    /**
     * Learner: a client's request.
     *
     * @param identified whether identities are told at all; a request to create a session tells none
     */
    record Request(Payload body, boolean identified, List<Identity> identities) implements Relayed {}

    /** Learner: is that session alive? Leader: yes or no. */
    record Revalidate(Payload body) implements Relayed {}

    /** Leader: the oldest sync that the learner asked for has been reached. */
    record Sync() implements Relayed {}

    /** Learner: it is there, and these sessions were touched. */
    record Pong(long zxid, Payload touches) implements Relayed {}
}
