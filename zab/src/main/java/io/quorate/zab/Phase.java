package io.quorate.zab;

/** How far a member that leads or learns has come with its epoch. */
public enum Phase {
    /** Agreeing on an epoch that nobody has used. */
    DISCOVERY,
    /** Making the histories equal. */
    SYNCHRONIZATION,
    /** In order, one txn after the other. Only now are clients served. */
    BROADCAST
}
