package io.quorate.simulator.checker;

import io.quorate.data.EventType;
import io.quorate.data.Identity;
import io.quorate.message.Request;
import io.quorate.message.Response;
import java.util.List;

/**
 * One thing that happened in a run, as those saw it to whom it happened. {@code at} is virtual nanoseconds; a
 * connection is known by its number, which is never used again.
 */
public sealed interface Entry {
    /** When it happened. */
    long at();

    /** The member has read a handshake, which may or may not be granted; session 0 asks for a new one. */
    record Knocked(long at, int connection, long session) implements Entry {}

    /** A client has received the answer to its handshake: it has, or has again, a session. */
    record Attached(long at, int connection, long session, int timeoutMs, boolean rightful) implements Entry {}

    /** A client has been told that its session is gone. */
    record Refused(long at, int connection, long session) implements Entry {}

    /** A client has sent a request. */
    record Asked(long at, int connection, long session, int xid, Request request) implements Entry {}

    /** The member has read a request, with the identities the connection had then. */
    record Arrived(long at, int connection, long session, int xid, List<Identity> who) implements Entry {}

    /** A client has received a reply. */
    record Answered(long at, int connection, long session, int xid, long zxid, int error, Response body)
            implements Entry {}

    /** A client has received an event. */
    record Announced(long at, int connection, long session, long zxid, EventType type, String path) implements Entry {}

    /** The member has begun to serve, after recovering this out of a snapshot and what followed in the log. */
    record Recovered(long at, int boot, long snapshotZxid, TreeImage image) implements Entry {}

    /** The member has stopped; what it had not made durable may be lost. */
    record Stopped(long at, int boot, String reason) implements Entry {}

    /** The member has refused to start. */
    record Unrecoverable(long at, int boot, String reason) implements Entry {}

    /** The member has found that a session was not heard of for its timeout. */
    record Expired(long at, long session, int timeoutMs) implements Entry {}

    /** Something that breaks a promise all by itself: the member says so, or it has broken down. */
    record Alarmed(long at, Promise promise, String fact) implements Entry {}

    /** All clients have gone and everything asked was done: what the member still remembers of them. */
    record Quiet(long at, int watches, int outstanding) implements Entry {}
}
