package io.quorate.replica.request;

import io.quorate.data.Identity;
import io.quorate.message.Request;
import io.quorate.replica.port.ClientLink;
import io.quorate.replica.watch.Watcher;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replica knows of one connection: its session, its watches, and what has not been answered yet, in the order of
 * asking. A request that can be answered at once never enters the queue; behind a proposal everything waits its turn,
 * so that a read sees all earlier writes of its session and none of the later ones.
 *
 * <p>Owned by the driver's thread.
 */
public final class Conversation implements ClientLink.Attachment {
    private final ClientLink link;
    private final long sessionId;
    private final int timeoutMs;
    private final Watcher watcher;
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>(0);
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

    /**
     * A request that waits.
     *
     * @param xid the client's number for it
     * @param request what was asked; null for the handshake
     * @param zxid the proposal it became, or 0 for one that only waits for its turn
     * @param who the identities the connection had when it was read
     */
    public record Waiting(int xid, @Nullable Request request, long zxid, List<Identity> who) {

        /** A request that became a proposal. */
        public Waiting(int xid, @Nullable Request request, long zxid) {
            this(xid, request, zxid, List.of());
        }
    }
}
