package io.quorate.zab;

/** What people may want to know; the server logs and counts it, the simulator prints it. */
public sealed interface Fact {

    /** The election is decided. */
    record Elected(ServerId leader, long round) implements Fact {}

    /** This member leads and knows the epoch it wants. */
    record EpochProposed(long epoch) implements Fact {}

    /** A quorum has the whole history: this member is the leader of its epoch. */
    record Established(long epoch) implements Fact {}

    /** How a learner is brought up to date. */
    record Synchronizing(ServerId learner, String plan) implements Fact {}

    /** A learner is gone. */
    record LearnerLost(ServerId learner, String reason) implements Fact {}

    /** The role ended. */
    record RoleEnded(Role role, String reason) implements Fact {}

    /** The log went further than the current epoch when the member began; the epoch is raised to it (faults Z8). */
    record EpochRepaired(long from, long to) implements Fact {}

    /** What this member has cannot be cut as its leader says; it asks for a snapshot. */
    record HistoryDistrusted(long zxid, String reason) implements Fact {}
}
