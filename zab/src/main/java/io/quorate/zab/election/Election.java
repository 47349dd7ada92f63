package io.quorate.zab.election;

import io.quorate.zab.ElectionMessage;
import io.quorate.zab.ElectionMessage.Vote;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.part.Turn;

/**
 * A rule by which members agree on whom to follow. It is asked in every state of the member: one that has a leader
 * answers those who look for one.
 */
public sealed interface Election permits FastElection, BasicElection {

    /** Never wakes by itself. */
    long ASLEEP = Long.MAX_VALUE;

    /** The rule that the configuration names. */
    static Election of(ZabConfig config) {
        return switch (config.election().rule()) {
            case FAST -> new FastElection(config);
            case BASIC -> new BasicElection(config);
        };
    }

    /** What a member says of itself before it has heard anybody: observers and strangers propose nobody. */
    static Vote ownVote(ZabConfig config, long lastZxid, long currentEpoch) {
        if (config.votes()) {
            return new Vote(config.self(), lastZxid, 0, currentEpoch);
        }
        return config.observes()
                ? new Vote(ServerId.NOBODY, Long.MIN_VALUE, 0, Long.MIN_VALUE)
                : new Vote(ServerId.NOBODY, lastZxid, 0, currentEpoch);
    }

    /**
     * The member looks for a leader from now on. Its vote says what its disk holds, never more.
     *
     * @param lost the leader it has just lost, which need not be waited for; {@link ServerId#NOBODY} if it had none
     */
    void look(Vote own, ServerId lost, Turn turn);

    /** The member has left its role and does not look yet, for its disk is still busy. It answers nobody. */
    void standAside();

    /** A peer said something. */
    void heard(ServerId from, ElectionMessage message, Turn turn);

    /** Time has passed. */
    void tick(Turn turn);

    /** Whether the member that was looking has found a leader. */
    boolean decided();

    /** The member's vote: what it proposes while it looks, what was elected after that. */
    Vote vote();

    /** When {@link #tick} has something to do. */
    long wakeAtMs();

    /**
     * The elected leader's epoch began: the vote tells it from now on, or whoever comes later would never see equal
     * votes (ZOOKEEPER-1732).
     */
    void established(long epoch);
}
