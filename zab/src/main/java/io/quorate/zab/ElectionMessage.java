package io.quorate.zab;

/** What members say to each other while they look for a leader. */
public sealed interface ElectionMessage {

    /**
     * A candidate and what speaks for it. Compared by epoch, zxid and id (quorum protocol 2.2).
     *
     * @param round the election in which it was cast
     * @param peerEpoch the candidate's current epoch
     */
    record Vote(ServerId leader, long zxid, long round, long peerEpoch) {

        /** Whether this vote's candidate has the longer history or, with equal ones, the greater id. */
        public boolean isBetterThan(Vote other) {
            if (peerEpoch != other.peerEpoch) {
                return peerEpoch > other.peerEpoch;
            }
            if (zxid != other.zxid) {
                return zxid > other.zxid;
            }
            return leader.compareTo(other.leader) > 0;
        }

        public Vote inRound(long otherRound) {
            return new Vote(leader, zxid, otherRound, peerEpoch);
        }

        public Vote inEpoch(long epoch) {
            return new Vote(leader, zxid, round, epoch);
        }
    }

    /** What the sender is doing. */
    enum State {
        LOOKING,
        FOLLOWING,
        LEADING,
        OBSERVING
    }

    /**
     * The sender's vote, told without being asked (fast election, quorum protocol 2.1).
     *
     * @param version of the message; 0 for senders whose zxid, round and epoch are not to be trusted
     * @param configuration the sender's committed configuration; empty if it told none
     */
    record Notification(State state, Vote vote, int version, String configuration) implements ElectionMessage {
        /** The present version. */
        public static final int VERSION = 2;
    }

    /** What is your vote? (basic election) */
    record VoteRequest(int xid) implements ElectionMessage {}

    /** My vote. (basic election) */
    record VoteReply(int xid, Vote vote) implements ElectionMessage {}
}
