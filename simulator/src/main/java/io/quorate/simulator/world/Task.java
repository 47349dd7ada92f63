package io.quorate.simulator.world;

/** Kinds of work that wait for something: how long each waits is up to the {@link Tempo}. */
public enum Task {
    /** The driver takes its next batch. */
    TURN,
    /** The log thread takes what was submitted. */
    LOG_WAKE,
    /** The disk writes and syncs a batch. */
    LOG_SYNC,
    /** The snapshot thread does its next piece. */
    SNAPSHOT,
    /** A frame travels to a member. */
    REQUEST,
    /** A frame travels to a client. */
    REPLY,
    /** Something travels from a member to another over a connection. */
    PEERS,
    /** A word travels to a member that looks for a leader. */
    VOTES,
    /** A member reads its log for another. */
    HISTORY
}
