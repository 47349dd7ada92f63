package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.Members;
import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.process.ServerProcess;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The ways in which a leader of one kind brings a learner of the other up to date, and the words that tell of it. */
enum CatchUp {
    DIFF("Getting a diff from the leader", ": Diff[", "Sending DIFF"),
    TRUNC("Truncating log to get in sync with the leader", ": Trunc[", "where it was cut off"),
    SNAP("Getting a snapshot from leader", ": Snap[", "in a snapshot that was received");

    private final String zooKeeperLearns;
    private final String quorateLeads;
    /** Of either: one leads, the other learns, and no words are those of both. */
    private final String otherwise;

    CatchUp(String zooKeeperLearns, String quorateLeads, String otherwise) {
        this.zooKeeperLearns = zooKeeperLearns;
        this.quorateLeads = quorateLeads;
        this.otherwise = otherwise;
    }

    /** Starts members that are down, one after the other, and asserts that each is brought up to date this way only. */
    void bring(Members members, List<Integer> learners) {
        ServerProcess leader = members.member(members.awaitLeader());
        for (int id : learners) {
            ServerProcess learner = members.member(id);
            assertThat(learner.kind()).isNotEqualTo(leader.kind());
            long leaderSize = leader.logSize();
            long learnerSize = learner.logSize();
            members.start(id);
            Set<CatchUp> told = EnumSet.noneOf(CatchUp.class);
            for (CatchUp way : values()) {
                if (learner.kind() == ServerKind.APACHE_ZOOKEEPER
                        ? learner.loggedSince(learnerSize, way.zooKeeperLearns)
                                && leader.loggedSince(leaderSize, "Synchronizing with server " + id + way.quorateLeads)
                        : learner.loggedSince(learnerSize, way.otherwise)
                                || leader.loggedSince(leaderSize, way.otherwise)) {
                    told.add(way);
                }
            }
            assertThat(told).as("how %s brought %s up to date", leader, learner).containsExactly(this);
        }
    }
}
