package io.quorate.replica.session;

import io.quorate.replica.ReplicaView;
import io.quorate.replica.port.ClientLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who is alive (client protocol 6.1, 6.2). A session is due in the bucket after the last time it was heard of plus its
 * timeout, buckets being one tick wide. Hearing of a session costs nothing here: its connection remembers when it last
 * spoke, and only when the bucket is due is it asked and moved on. Owned by the driver's thread.
 */
public final class SessionTracker {
    private final long tickMs;
    private final Map<Long, Tracked> sessions = new HashMap<>();
    private final NavigableMap<Long, List<Tracked>> buckets = new TreeMap<>();

    /** A tracker whose buckets are {@code tickMs} wide. */
    public SessionTracker(long tickMs) {
        this.tickMs = tickMs;
    }

    /** Begins to track a session, or gives it a new timeout, as if heard of now. */
    public void track(long sessionId, int timeoutMs, long nowMs) {
        Tracked session = sessions.get(sessionId);
        if (session == null) {
            session = new Tracked(sessionId);
            sessions.put(sessionId, session);
            session.bucket = bucketOf(nowMs + timeoutMs);
            put(session);
        }
        session.timeoutMs = timeoutMs;
        session.heardMs = nowMs;
        long due = session.due(tickMs);
        if (due < session.bucket) {
            // Its entry in the later bucket stays and is passed over there: finding it would be linear.
            session.bucket = due;
            put(session);
        }
    }

    /** From now on the session is heard of through this connection. */
    public void attach(long sessionId, ClientLink link) {
        Tracked session = sessions.get(sessionId);
        if (session != null) {
            session.link = link;
        }
    }

    /** The connection is gone; if it was the session's, the time it last spoke still counts. */
    public void detach(long sessionId, ClientLink link) {
        Tracked session = sessions.get(sessionId);
        if (session != null && link.equals(session.link)) {
            session.heardMs = Math.max(session.heardMs, link.lastHeardMs());
            session.link = null;
        }
    }

    /** The session was heard of now, through somebody who is no connection of this member. */
    public void touch(long sessionId, long nowMs) {
        Tracked session = sessions.get(sessionId);
        if (session != null) {
            session.heardMs = Math.max(session.heardMs, nowMs);
        }
    }

    /** Tracks nobody any more. */
    public void clear() {
        sessions.clear();
        buckets.clear();
    }

    /** Whether the session is tracked and not on its way out. */
    public boolean isAlive(long sessionId) {
        Tracked session = sessions.get(sessionId);
        return session != null && !session.closing;
    }

    /** The session is on its way out: it is dead for everybody, and no bucket will name it again. */
    public void closing(long sessionId) {
        Tracked session = sessions.get(sessionId);
        if (session != null) {
            session.closing = true;
        }
    }

    /** The session has ended. */
    public void forget(long sessionId) {
        Tracked session = sessions.remove(sessionId);
        if (session != null) {
            session.closing = true;
        }
    }

    /**
     * Tells the sessions whose time is up, after marking them as closing. Their ids come in the order of their buckets.
     */
    public void expire(long nowMs, Consumer<Long> visitor) {
        while (!buckets.isEmpty() && buckets.firstKey() <= nowMs) {
            Map.Entry<Long, List<Tracked>> bucket = buckets.pollFirstEntry();
            for (Tracked session : bucket.getValue()) {
                if (session.closing || session.bucket != bucket.getKey()) {
                    continue;
                }
                long due = session.due(tickMs);
                if (due <= nowMs) {
                    session.closing = true;
                    visitor.accept(session.id);
                } else {
                    session.bucket = due;
                    put(session);
                }
            }
        }
    }

    /** The timeout that is in force, or −1 if the session is not tracked. */
    public int timeoutMs(long sessionId) {
        Tracked session = sessions.get(sessionId);
        return session == null ? -1 : session.timeoutMs;
    }

    /** Tells the sessions by bucket, as they will expire if not heard of again. */
    public void forEachExpiry(long nowMs, ReplicaView.ExpiryVisitor visitor) {
        NavigableMap<Long, NavigableMap<Long, Tracked>> byDue = new TreeMap<>();
        for (Tracked session : sessions.values()) {
            byDue.computeIfAbsent(session.due(tickMs), _ -> new TreeMap<>()).put(session.id, session);
        }
        byDue.forEach((due, tracked) -> tracked.keySet().forEach(id -> visitor.expiry(due - nowMs, id)));
    }

    private void put(Tracked session) {
        buckets.computeIfAbsent(session.bucket, _ -> new ArrayList<>()).add(session);
    }

    private long bucketOf(long timeMs) {
        return (timeMs / tickMs + 1) * tickMs;
    }

    /** What is known of one session. */
    private static final class Tracked {
        final long id;
        int timeoutMs;
        long heardMs;
        long bucket;
        boolean closing;

        @Nullable
        ClientLink link;

        Tracked(long id) {
            this.id = id;
        }

        long due(long tickMs) {
            ClientLink speaking = link;
            long heard = speaking == null ? heardMs : Math.max(heardMs, speaking.lastHeardMs());
            return ((heard + timeoutMs) / tickMs + 1) * tickMs;
        }
    }
}
