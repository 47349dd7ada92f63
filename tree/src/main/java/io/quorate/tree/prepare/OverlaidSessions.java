package io.quorate.tree.prepare;

import io.quorate.tree.TreeView;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What outstanding txns do to sessions: which they open and end, and which ephemerals they create for them. Costs
 * nothing but for the sessions concerned.
 */
final class OverlaidSessions {
    private final Map<Long, OverlaidSession> sessions = new HashMap<>();
    /** Each opening and ending in the order of its txn. */
    private final ArrayDeque<Turn> turns = new ArrayDeque<>();

    private record Turn(OverlaidSession session, long zxid) {}

    void open(long sessionId, int timeoutMs, long zxid) {
        turn(sessionId, timeoutMs, zxid);
    }

    void end(long sessionId, long zxid) {
        turn(sessionId, OverlaidSession.ENDED, zxid);
    }

    int timeoutMs(long sessionId, TreeView below) {
        OverlaidSession session = sessions.isEmpty() ? null : sessions.get(sessionId);
        return session == null || session.timeoutMs == OverlaidSession.AS_BELOW
                ? below.sessionTimeoutMs(sessionId)
                : session.timeoutMs;
    }

    /** A new znode is an ephemeral of the session. */
    void own(long sessionId, OverlaidZnode entry) {
        OverlaidSession session = sessions.computeIfAbsent(sessionId, OverlaidSession::new);
        OverlaidZnode last = session.lastOwned;
        entry.owner = session;
        entry.previousOwned = last;
        if (last == null) {
            session.firstOwned = entry;
        } else {
            last.nextOwned = entry;
        }
        session.lastOwned = entry;
    }

    /** The znode is gone again, or no longer outstanding. Does nothing if it is no outstanding ephemeral. */
    void disown(OverlaidZnode entry) {
        OverlaidSession session = entry.owner;
        if (session == null) {
            return;
        }
        OverlaidZnode previous = entry.previousOwned;
        OverlaidZnode next = entry.nextOwned;
        if (previous == null) {
            session.firstOwned = next;
        } else {
            previous.nextOwned = next;
        }
        if (next == null) {
            session.lastOwned = previous;
        } else {
            next.previousOwned = previous;
        }
        entry.owner = null;
        entry.previousOwned = null;
        entry.nextOwned = null;
        dropIfIdle(session);
    }

    void forEachOwned(long sessionId, Consumer<String> visitor) {
        OverlaidSession session = sessions.isEmpty() ? null : sessions.get(sessionId);
        OverlaidZnode entry = session == null ? null : session.firstOwned;
        while (entry != null) {
            OverlaidZnode next = entry.nextOwned;
            visitor.accept(entry.path);
            entry = next;
        }
    }

    /** Forgets openings and endings that the tree below has applied. */
    void appliedUpTo(long zxid) {
        for (@Nullable Turn turn = turns.peekFirst(); turn != null && turn.zxid() <= zxid; turn = turns.peekFirst()) {
            turns.removeFirst();
            if (turn.session().zxid == turn.zxid()) {
                turn.session().timeoutMs = OverlaidSession.AS_BELOW;
                dropIfIdle(turn.session());
            }
        }
    }

    private void turn(long sessionId, int timeoutMs, long zxid) {
        OverlaidSession session = sessions.computeIfAbsent(sessionId, OverlaidSession::new);
        session.timeoutMs = timeoutMs;
        session.zxid = zxid;
        turns.addLast(new Turn(session, zxid));
    }

    private void dropIfIdle(OverlaidSession session) {
        if (session.timeoutMs == OverlaidSession.AS_BELOW && session.firstOwned == null) {
            sessions.remove(session.id);
        }
    }
}
