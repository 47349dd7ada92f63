package io.quorate.simulator.checker;

import io.quorate.data.EventType;
import io.quorate.data.Identity;
import io.quorate.message.Request;
import io.quorate.message.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened in a run, as those saw it to whom it happened. {@code at} is virtual nanoseconds; a
 * connection is known by its number, which is never used again.
 */
public sealed interface Entry {
    /** When it happened. */
    long at();

    /** A member has read a handshake, which may or may not be granted; session 0 asks for a new one. */
    record Knocked(long at, int member, int connection, long session, int wantedMs) implements Entry {}

    /** A member has read a proof of identity, which is a sign of life like a request. */
    record Proved(long at, int member, int connection) implements Entry {}

    /** A member takes a connection to speak for a session; the client does not know yet. */
    record Bound(long at, int member, int connection, long session) implements Entry {}

    /** A client has received the answer to its handshake: it has, or has again, a session. */
    record Attached(long at, int connection, long session, int timeoutMs, boolean rightful, boolean readOnly)
            implements Entry {}

    /** A client has been told that its session is gone. */
    record Refused(long at, int connection, long session) implements Entry {}

    /** A client has sent a request; session 0 if it has not heard yet which session it has. */
    record Asked(long at, int connection, long session, int xid, Request request) implements Entry {}

    /** A member has read a request, with the identities the connection had then. */
    record Arrived(long at, int member, int connection, long session, int xid, List<Identity> who) implements Entry {}

    /** A client has received a reply. */
    record Answered(long at, int connection, long session, int xid, long zxid, int error, Response body)
            implements Entry {}

    /** A client has received an event. */
    record Announced(long at, int connection, long session, long zxid, EventType type, String path) implements Entry {}

    /** A client sees that its connection is gone, or turns its back on it. */
    record Gone(long at, int connection) implements Entry {}

    /** A member has begun to serve, after recovering this out of a snapshot and what followed in the log. */
    record Recovered(long at, int member, int boot, long snapshotZxid, TreeImage image) implements Entry {}

    /**
     * A start was tried on a damaged copy of a member's disk.
     *
     * @param refusal why it was refused, or null
     * @param zxid up to where it was recovered otherwise
     * @param difference in what it differs from what the undamaged disk gives, or null
     */
    record Rehearsed(
            long at,
            int member,
            String damage,
            @Nullable String refusal,
            long zxid,
            @Nullable String difference) implements Entry {}

    /** A member's disk has been damaged at rest, for good: from now on it may refuse to start. */
    record Damaged(long at, int member, String damage) implements Entry {}

    /** A member has stood still for that long, and with it perhaps its clock. */
    record Paused(long at, int member, long nanos) implements Entry {}

    /** A member has stopped; what it had not made durable may be lost. */
    record Stopped(long at, int member, int boot, String reason) implements Entry {}

    /** A member has refused to start. */
    record Unrecoverable(long at, int member, int boot, String reason) implements Entry {}

    /** A member has found that a session was not heard of for its timeout. */
    record Expired(long at, int member, long session, int timeoutMs) implements Entry {}

    /** Something that breaks a promise all by itself: a member says so, or it has broken down. */
    record Alarmed(long at, Promise promise, String fact) implements Entry {}

    /** A member has got into a situation that is worth counting. */
    record Passed(long at, int member, Reached what) implements Entry {}

    /** A member that leads has learned that a session was heard of elsewhere. */
    record Touched(long at, int member, long session) implements Entry {}

    /** A member is established as the leader of an epoch. */
    record Reigns(long at, int member, long epoch) implements Entry {}

    /** A member is something else now in its ensemble, and serves clients from now on or does not. */
    record Became(long at, int member, boolean serves) implements Entry {}

    /** A client turns its back on a connection, for it waits since then and has heard nothing. */
    record GaveUp(long at, int connection, long since) implements Entry {}

    /** Of all that vote only this one was in trouble, and as many as are a quorum had none, until {@code until}. */
    record Disturbed(long at, int member, long until) implements Entry {}

    /** There have been no faults for a moment: from now on everything must work. */
    record Rested(long at) implements Entry {}

    /** There have been no faults for a while: everything asked meanwhile must have been answered. */
    record Calm(long at) implements Entry {}

    /** All clients have gone and everything asked was done: what a member still remembers of them. */
    record Quiet(long at, int member, int watches, int outstanding) implements Entry {}
}
