package io.quorate.replica.request;

import io.quorate.data.Identity;
import io.quorate.message.Request;
import io.quorate.replica.port.ClientLink;
import io.quorate.replica.watch.Watcher;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replica knows of one connection: its session, its watches, and what has not been answered yet, in the order of
 * asking. A request that can be answered at once never enters the queue; behind one that waits for others everything
 * waits its turn, so that a read sees all earlier writes of its session and none of the later ones.
 *
 * <p>Owned by the driver's thread.
 */
public final class Conversation implements ClientLink.Attachment {
    private final ClientLink link;
    private final long sessionId;
    private final int timeoutMs;
    private final Watcher watcher;
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>(0);
    private boolean doubtful;
    private boolean ended;

    /** A connection that speaks for a session. */
    public Conversation(ClientLink link, long sessionId, int timeoutMs) {
        this.link = link;
        this.sessionId = sessionId;
        this.timeoutMs = timeoutMs;
        this.watcher = new Watcher(link, sessionId);
    }

    /** The connection. */
    public ClientLink link() {
        return link;
    }

    @Override
    public long sessionId() {
        return sessionId;
    }

    /** The negotiated timeout, ms. */
    public int timeoutMs() {
        return timeoutMs;
    }

    /** Its watches. */
    public Watcher watcher() {
        return watcher;
    }

    /** Whether nothing more is taken from it: its session is closing, or it is gone. */
    public boolean hasEnded() {
        return ended;
    }

    /** Takes nothing more; what it asked before is still answered. */
    public void end() {
        ended = true;
    }

    /** Whether it is not known yet that the session lives, so that nothing it asks may be passed on. */
    public boolean isDoubtful() {
        return doubtful;
    }

    /** Until {@link #believed()} what it asks only waits. */
    public void doubt() {
        doubtful = true;
    }

    /** The session lives: what was asked meanwhile, in its order, is to be asked again. */
    public List<Waiting> believed() {
        doubtful = false;
        List<Waiting> asked = new ArrayList<>(queue);
        queue.clear();
        return asked;
    }

    /** Whether everything asked has been answered. */
    public boolean isIdle() {
        return queue.isEmpty();
    }

    /** Puts a request behind the others. */
    public void await(Waiting waiting) {
        queue.add(waiting);
    }

    /** The one whose turn it is, or null. */
    public @Nullable Waiting head() {
        return queue.peek();
    }

    /** The head has been answered. */
    public void answered() {
        queue.remove();
    }

    /** Forgets what was asked: nobody is there to hear the answers. */
    public void abandon() {
        ended = true;
        queue.clear();
    }

    /** A request that waits. */
    public static final class Waiting {
        private final int xid;
        private final @Nullable Request request;
        private final List<Identity> who;
        private boolean ready;

        /**
         * A request that waits.
         *
         * @param xid the client's number for it
         * @param request what was asked; null for the handshake
         * @param who the identities the connection had when it was read
         * @param ready whether it only waits for its turn, and not for others too
         */
        public Waiting(int xid, @Nullable Request request, List<Identity> who, boolean ready) {
            this.xid = xid;
            this.request = request;
            this.who = who;
            this.ready = ready;
        }

        /** The client's number for it. */
        public int xid() {
            return xid;
        }

        /** What was asked; null for the handshake. */
        public @Nullable Request request() {
            return request;
        }

        /** The identities the connection had when it was read. */
        public List<Identity> who() {
            return who;
        }

        /** Whether it can be answered once its turn comes. */
        public boolean isReady() {
            return ready;
        }

        /** What it waited for has come. */
        public void ready() {
            ready = true;
        }
    }
}
