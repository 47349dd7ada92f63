package io.quorate.zab;

import io.quorate.zab.ensemble.Ensemble;

/** Everything that a member's agreement is told before it begins. All times are in milliseconds. */
public record ZabConfig(ServerId self, Ensemble ensemble, Timing timing, Election election, Limits limits) {

    /** Whether this member observes. Who is not listed at all follows, and nobody counts it. */
    public boolean observes() {
        return ensemble.isObserver(self);
    }

    /** Whether this member has a voice. */
    public boolean votes() {
        return ensemble.isVoter(self);
    }

    /**
     * The ensemble's clocks (quorum protocol 0.4).
     *
     * @param initLimit ticks for everything up to the acknowledged history
     * @param syncLimit ticks of silence, or with a proposal unacknowledged, after that
     * @param connectAttempts how often a learner tries to reach the member it elected
     * @param connectDelayMs between two attempts
     */
    public record Timing(long tickMs, int initLimit, int syncLimit, int connectAttempts, long connectDelayMs) {

        public long initMs() {
            return tickMs * initLimit;
        }

        public long syncMs() {
            return tickMs * syncLimit;
        }

        /** How long a learner reaches for its leader, about. */
        public long connectMs() {
            return connectAttempts * connectDelayMs;
        }

        /** Twice a tick. */
        public long pingMs() {
            return Math.max(1, tickMs / 2);
        }
    }

    /** How a leader is found. */
    public enum Rule {
        /** Votes are told and told again until a quorum agrees; the one that Apache ZooKeeper speaks. */
        FAST,
        /** Everybody is asked, and the greatest vote adopted, until a majority agrees. */
        BASIC
    }

    /**
     * The election's clocks (quorum protocol 2.5).
     *
     * @param finalizeWaitMs how long a quorum waits for a better vote, where not everybody was heard
     * @param minIntervalMs after it the vote is told again, then after twice as long
     * @param maxIntervalMs the longest such wait
     */
    public record Election(Rule rule, long finalizeWaitMs, long minIntervalMs, long maxIntervalMs) {}

    /**
     * The bounds.
     *
     * @param recentProposals decided proposals kept in memory for learners that lag a little
     * @param recentBytes and their size
     * @param outstanding proposals that a leader lets wait for their quorum
     * @param undelivered proposals that a learner keeps before it may deliver them
     * @param lastCounter the last txn of an epoch; the leader then ends its epoch
     * @param forceSnapshotSync bring every learner up to date by a snapshot
     */
    public record Limits(
            int recentProposals,
            long recentBytes,
            int outstanding,
            int undelivered,
            long lastCounter,
            boolean forceSnapshotSync) {
        /** The greatest counter that ZooKeeper's members accept (quorum protocol 4.8). */
        public static final long LAST_COUNTER = 0xffff_fffeL;
    }
}
