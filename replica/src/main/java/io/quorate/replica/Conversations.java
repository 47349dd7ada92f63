package io.quorate.replica;

import io.quorate.data.Identity;
import io.quorate.message.ConnectRequest;
import io.quorate.message.ConnectResponse;
import io.quorate.message.Request;
import io.quorate.replica.Primary.Origin;
import io.quorate.replica.Primary.Wish;
import io.quorate.replica.port.ClientLink;
import io.quorate.replica.request.Conversation;
import io.quorate.replica.request.Conversation.Waiting;
import io.quorate.replica.session.SessionIds;
import io.quorate.replica.watch.WatchTable;
import io.quorate.tree.ZnodeTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which connection speaks for which session: how a session begins, is taken up by another connection, here or on
 * another member, and parts from one (client protocol 1, quorum protocol 5.7). Owned by the driver's thread.
 */
final class Conversations {
    /** More who wait for a leader are turned away. */
    private static final int MOST_ARRIVALS = 100_000;
    /** Clients that do not wait for the answer to their handshake have to be modest. */
    private static final int MOST_ASKED_EARLY = 1000;

    private final ReplicaConfig config;
    private final ZnodeTree tree;
    private final SessionIds ids;
    private final WatchTable watches;
    private final Primary primary;
    private final @Nullable Membership membership;
    private final Tally tally;
    private final Consumer<Told> told;
    private final Map<Long, Conversation> bySession = new LinkedHashMap<>();
    /** Who came while the members look for a leader. */
    private final Map<ClientLink, Arrival> arrivals = new LinkedHashMap<>();

    Conversations(
            ReplicaConfig config,
            ZnodeTree tree,
            SessionIds ids,
            WatchTable watches,
            Primary primary,
            @Nullable Membership membership,
            Tally tally,
            Consumer<Told> told) {
        this.config = config;
        this.tree = tree;
        this.ids = ids;
        this.watches = watches;
        this.primary = primary;
        this.membership = membership;
        this.tally = tally;
        this.told = told;
    }

    /** A client that waits to be let in, until when, and what it has asked already. */
    private record Arrival(ConnectRequest request, long untilMs, List<Early> asked) {}

    /** What was asked on a connection before it was let in. */
    record Early(ClientLink link, int xid, Request request, List<Identity> who) {}

    /** Whether this member gives txns their place. */
    private boolean writes() {
        return membership == null || membership.leads();
    }

    /** Everybody who is connected, in the order in which they came. */
    Collection<Conversation> all() {
        return bySession.values();
    }

    /** The connection that speaks here for that session; null if none does. */
    @Nullable
    Conversation of(long sessionId) {
        return bySession.get(sessionId);
    }

    /** A connection says who it is. */
    void connect(ClientLink link, ConnectRequest request, long nowMs) {
        tally.connects++;
        if (membership != null && !membership.serves()) {
            wait(link, request, nowMs);
        } else {
            admit(link, request, nowMs);
        }
    }

    private void admit(ClientLink link, ConnectRequest request, long nowMs) {
        long seen = request.lastZxidSeen();
        if (seen > tree.lastZxid() && (membership == null || !membership.hasPassed(seen))) {
            told.accept(new Told.ClientAhead(request.sessionId(), seen, tree.lastZxid()));
            link.close();
            return;
        }
        int timeoutMs = Math.clamp(request.timeoutMs(), config.minSessionTimeoutMs(), config.maxSessionTimeoutMs());
        if (request.sessionId() == 0) {
            open(link, timeoutMs);
        } else {
            resume(link, request, timeoutMs, nowMs);
        }
    }

    /**
     * Mostly a leader is found before a client that is turned away would have come back; for longer than that nobody is
     * kept from trying another member.
     */
    private void wait(ClientLink link, ConnectRequest request, long nowMs) {
        if (arrivals.size() < MOST_ARRIVALS) {
            arrivals.put(link, new Arrival(request, nowMs + config.tickMs() / 2, new ArrayList<>(0)));
        } else {
            link.close();
        }
    }

    /** Somebody may have waited long enough. */
    void tick(long nowMs) {
        List<ClientLink> late = new ArrayList<>();
        arrivals.forEach((link, arrival) -> {
            if (nowMs >= arrival.untilMs()) {
                late.add(link);
            }
        });
        late.forEach(link -> {
            arrivals.remove(link);
            link.close();
        });
    }

    /** A connection asks before it was let in; one that asks for more than is kept is closed. */
    void askEarly(Early early) {
        Arrival arrival = arrivals.get(early.link());
        if (arrival != null && arrival.asked().size() < MOST_ASKED_EARLY) {
            arrival.asked().add(early);
        } else if (arrival != null) {
            arrivals.remove(early.link());
            early.link().close();
        }
    }

    /**
     * Clients are served from now on.
     *
     * @return what those asked who are let in only now; it is to be asked again, in this order
     */
    List<Early> startServing(long nowMs) {
        Map<ClientLink, Arrival> waited = new LinkedHashMap<>(arrivals);
        arrivals.clear();
        List<Early> asked = new ArrayList<>();
        waited.forEach((link, arrival) -> {
            admit(link, arrival.request(), nowMs);
            asked.addAll(arrival.asked());
        });
        return asked;
    }

    private void open(ClientLink link, int timeoutMs) {
        long sessionId = ids.allocate();
        Conversation conversation = begin(link, sessionId, timeoutMs);
        conversation.await(new Waiting(0, null, List.of(), false));
        if (membership == null || membership.leads()) {
            primary.take(new Wish.Open(Origin.Here.HERE, sessionId, timeoutMs, conversation));
        } else {
            membership.forwardCreateSession(sessionId, timeoutMs);
        }
    }

    private Conversation begin(ClientLink link, long sessionId, int timeoutMs) {
        Conversation conversation = new Conversation(link, sessionId, timeoutMs);
        link.attach(conversation);
        bySession.put(sessionId, conversation);
        return conversation;
    }

    private void resume(ClientLink link, ConnectRequest request, int timeoutMs, long nowMs) {
        long sessionId = request.sessionId();
        tally.resumes++;
        if (!Arrays.equals(request.password(), SessionIds.passwordOf(sessionId))) {
            told.accept(new Told.WrongPassword(sessionId));
            refuse(link);
            return;
        }
        if (writes() && !primary.sessions().isAlive(sessionId)) {
            refuse(link);
            return;
        }
        closeConnectionOf(sessionId);
        Conversation conversation = begin(link, sessionId, timeoutMs);
        if (membership == null || membership.leads()) {
            primary.sessions().track(sessionId, timeoutMs, nowMs);
            primary.sessions().attach(sessionId, link);
            primary.owned(sessionId, Origin.Here.HERE);
            welcome(conversation);
        } else {
            conversation.doubt();
            membership.askWhetherAlive(conversation);
        }
    }

    /**
     * The leader has said whether the session lives that a connection of this learner wants to take up.
     *
     * @return what was asked meanwhile, which is to be asked again
     */
    List<Waiting> revalidated(Conversation conversation, boolean alive) {
        if (alive) {
            welcome(conversation);
            return conversation.believed();
        }
        leave(conversation);
        refuse(conversation.link());
        return List.of();
    }

    /** The handshake is complete. */
    void opened(Conversation conversation) {
        primary.sessions().attach(conversation.sessionId(), conversation.link());
        welcome(conversation);
    }

    private static void welcome(Conversation conversation) {
        long sessionId = conversation.sessionId();
        conversation
                .link()
                .accept(new ConnectResponse(
                        conversation.timeoutMs(), sessionId, SessionIds.passwordOf(sessionId), false));
    }

    private static void refuse(ClientLink link) {
        link.accept(ConnectResponse.expired());
        link.close();
    }

    /** A connection is gone. */
    void disconnected(ClientLink link) {
        arrivals.remove(link);
        if (link.attachment() instanceof Conversation conversation) {
            leave(conversation);
        }
    }

    /** The connection that a session has here, if it has one, is closed after what was said to it has left. */
    void closeConnectionOf(long sessionId) {
        Conversation conversation = bySession.get(sessionId);
        if (conversation != null) {
            close(conversation);
        }
    }

    /** Every connection is closed. */
    void closeAll() {
        new ArrayList<>(bySession.values()).forEach(this::close);
    }

    /** The connection is closed after what was said to it has left. */
    void close(Conversation conversation) {
        leave(conversation);
        conversation.link().close();
    }

    /** The connection no longer speaks for its session. */
    private void leave(Conversation conversation) {
        bySession.remove(conversation.sessionId(), conversation);
        primary.sessions().detach(conversation.sessionId(), conversation.link());
        if (membership != null) {
            membership.parted(conversation);
        }
        watches.forget(conversation.watcher());
        conversation.abandon();
        conversation.link().attach(null);
    }
}
