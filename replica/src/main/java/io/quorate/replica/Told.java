package io.quorate.replica;

import io.quorate.tree.access.Quotas;
import io.quorate.zab.Fact;
import io.quorate.zab.Role;

/** What a replica has to say to people: the server logs and counts it, the simulator prints it. */
public sealed interface Told {

    /**
     * A change takes a subtree beyond its quota; a hard limit refuses it.
     *
     * @param path the root of the subtree
     * @param current what the figure would be, or is from now on
     */
    record QuotaExceeded(String path, Quotas.Figure figure, long current, long limit, boolean hard) implements Told {}

    /** A session was not heard of for its timeout. */
    record SessionExpired(long sessionId, int timeoutMs) implements Told {}

    /** A client has seen a newer state than this member has, and is turned away. */
    record ClientAhead(long sessionId, long lastZxidSeen, long lastApplied) implements Told {}

    /** A client tried to take up a session with the wrong password. */
    record WrongPassword(long sessionId) implements Told {}

    /** A snapshot has begun. */
    record SnapshotBegun(long zxid) implements Told {}

    /** A snapshot is on disk. */
    record SnapshotTaken(long zxid, long bytes, long tookMs) implements Told {}

    /** A snapshot was given up; the service goes on. */
    record SnapshotFailed(long zxid, String reason) implements Told {}

    /** An abandoned container or a TTL znode past its time is about to be removed. */
    record Reaping(String path) implements Told {}

    /** Ephemerals were found whose session is unknown, and were removed. */
    record OrphansRemoved(long sessionId, int count) implements Told {}

    /** A snapshot could not be read and an older one is tried. */
    record SnapshotUnreadable(String name, String reason) implements Told {}

    /**
     * So many znodes of a snapshot refer to an ACL that it does not have: until the log has given them one, nobody but
     * the super user may touch them.
     */
    record ZnodesWithoutAcl(long snapshotZxid, int count) implements Told {}

    /** The digest after replay is not the one recorded: the replicas that wrote and read this differ. */
    record DigestMismatch(long zxid, long expected, long actual) implements Told {}

    /** The log ends before the state that a fuzzy snapshot was finished at. */
    record SnapshotBeyondLog(long snapshotZxid, long lastZxid) implements Told {}

    /** The agreement has something to tell. */
    record Agreement(Fact fact) implements Told {}

    /** The member is something else now, or further with it. */
    record RoleChanged(Role role) implements Told {}

    /** Recovery is complete. */
    record Recovered(long snapshotZxid, long lastZxid, long txns, long tookMs, int znodes, int sessions)
            implements Told {}
}
