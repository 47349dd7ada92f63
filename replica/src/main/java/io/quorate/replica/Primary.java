package io.quorate.replica;

import io.quorate.data.ErrorCode;
import io.quorate.data.Identity;
import io.quorate.message.WriteRequest;
import io.quorate.replica.request.Conversation;
import io.quorate.replica.session.SessionTracker;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.access.AccessRules;
import io.quorate.tree.access.Quotas;
import io.quorate.tree.prepare.OutstandingView;
import io.quorate.tree.prepare.Preparer;
import io.quorate.tree.prepare.Preparer.Prepared;
import io.quorate.tree.txn.Txn;
import io.quorate.tree.txn.TxnCodec;
import io.quorate.tree.txn.TxnHeader;
import io.quorate.wire.JuteWriter;
import io.quorate.zab.Link;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The mind of the one member that writes: of the leader while it leads, of a lone member always. It settles what
 * clients ask, gives each txn its place, knows which sessions live and through whom, and ends those nobody hears of.
 * Owned by the driver's thread.
 */
final class Primary {
    /** Wishes that may wait for room; a learner that brings more is sent away. */
    static final int MOST_WAITING = 1 << 17;

    /** The session speaks through somebody else. */
    static final long MOVED = -1;

    private static final int RECORD_BYTES = 1024;
    /** A leader that misses more than these has stood still. */
    private static final int MOST_TICKS_MISSED = 3;

    private final Order order;
    private final ZnodeTree tree;
    private final OutstandingView overlay;
    private final Preparer preparer;
    private final SessionTracker sessions;
    private final Reaper reaper;
    private final Tally tally;
    private final Consumer<Told> told;
    private final boolean shared;
    private final ArrayDeque<Proposal> outstanding = new ArrayDeque<>();
    private final ArrayDeque<Queued> waiting = new ArrayDeque<>();
    private final Map<Long, Stay> stays = new HashMap<>();
    private final JuteWriter record = new JuteWriter(RECORD_BYTES);
    private final long tickMs;
    private long lastProposed;
    private long lastStay;
    private long tickedMs;
    private long nowMs;
    private long wallMs;

    /** @param shared whether sessions may also speak through other members */
    Primary(
            ReplicaConfig config,
            Order order,
            boolean shared,
            ZnodeTree tree,
            TreeLimits limits,
            AccessRules rules,
            Tally tally,
            Consumer<Told> told) {
        this.order = order;
        this.shared = shared;
        this.tree = tree;
        this.tally = tally;
        this.told = told;
        overlay = new OutstandingView(tree);
        preparer = new Preparer(overlay, rules, limits, this::quotaExceeded);
        tickMs = config.tickMs();
        sessions = new SessionTracker(tickMs);
        reaper = new Reaper(tree, config.reaping());
        lastProposed = tree.lastZxid();
    }

    /** Who brought a session's request: this member's own door, or a learner's link. */
    sealed interface Origin {
        /** This member's own door, or the member itself. */
        enum Here implements Origin {
            HERE
        }

        /** A learner. */
        record There(Link link) implements Origin {}
    }

    /** What somebody wants to become a txn. */
    sealed interface Wish {
        /** Who brought it. */
        Origin origin();

        /** The session it is for. */
        long sessionId();

        /** The client's number for it, 0 for what no client asked. */
        int cxid();

        /** The connection that waits for the outcome; null if none of this member does. */
        @Nullable
        Conversation conversation();

        /**
         * A client's write.
         *
         * @param stay during which it was asked; see {@link Primary#stay}
         * @param request null where it could not be understood, and yet takes a place in the order
         */
        record Write(
                Origin origin,
                long stay,
                long sessionId,
                int cxid,
                @Nullable WriteRequest request,
                List<Identity> who,
                @Nullable Conversation conversation)
                implements Wish {}

        /** A write of a session that spoke through somebody else when it came; whatever happens meanwhile. */
        record Moved(Origin origin, long sessionId, int cxid) implements Wish {
            @Override
            public @Nullable Conversation conversation() {
                return null;
            }
        }

        /** A session that begins. */
        record Open(
                Origin origin,
                long sessionId,
                int timeoutMs,
                @Nullable Conversation conversation) implements Wish {
            @Override
            public int cxid() {
                return 0;
            }
        }

        /** A session that ends. */
        record Close(
                Origin origin,
                long sessionId,
                int cxid,
                @Nullable Conversation conversation) implements Wish {}

        /** A container or TTL znode that nobody needs any more. */
        record Reap(String path) implements Wish {
            @Override
            public Origin origin() {
                return Origin.Here.HERE;
            }

            @Override
            public long sessionId() {
                return 0;
            }

            @Override
            public int cxid() {
                return 0;
            }

            @Override
            public @Nullable Conversation conversation() {
                return null;
            }
        }
    }

    /** Through whom a session speaks, and a number that no other such time has. */
    private record Stay(Origin at, long number) {}

    /** What waits for room, and who brought it. */
    private record Queued(Origin origin, Runnable turn) {}

    /** A txn on its way, and the wish it came from. */
    record Proposal(TxnHeader header, Prepared prepared, Wish wish) {}

    void time(long monotonicMs, long wallClockMs) {
        nowMs = monotonicMs;
        wallMs = wallClockMs;
    }

    /** This member writes from now on: every known session gets a whole timeout. */
    void begin() {
        overlay.clear();
        lastProposed = tree.lastZxid();
        trackAll();
        tickedMs = nowMs;
        reaper.begin(nowMs);
    }

    /**
     * Whoever stood still has not read what the learners said of their clients meanwhile: nobody is the worse for it
     * (faults S45).
     */
    private void trackAll() {
        tree.forEachSession((id, timeoutMs) -> sessions.track(id, timeoutMs, nowMs));
    }

    /** It writes no longer: what was outstanding is somebody else's to decide, who lives somebody else's to know. */
    void end() {
        outstanding.clear();
        waiting.clear();
        stays.clear();
        sessions.clear();
        reaper.end();
        overlay.clear();
    }

    /** Takes a wish; it becomes a txn at once if there is room, or later in its turn. */
    void take(Wish wish) {
        if (waiting.isEmpty() && order.hasRoom()) {
            settle(wish);
        } else {
            waiting.add(new Queued(wish.origin(), () -> settle(wish)));
        }
    }

    /** Does something once every wish that was taken before has become a txn. */
    void inTurn(Runnable what) {
        if (waiting.isEmpty()) {
            what.run();
        } else {
            waiting.add(new Queued(Origin.Here.HERE, what));
        }
    }

    /**
     * A learner is gone, and nobody is there to hear what becomes of what it brought. A session that it wanted must not
     * get a place any more, for it may come back and give the id to somebody else; and what was asked in a session that
     * never began must not get one either.
     */
    void ended(Link link) {
        Origin gone = new Origin.There(link);
        waiting.removeIf(queued -> queued.origin().equals(gone));
    }

    /** Whether so much waits already that a learner must not bring more. */
    boolean isFull() {
        return waiting.size() >= MOST_WAITING;
    }

    /** There may be room again. */
    void goOn() {
        while (!waiting.isEmpty() && order.hasRoom()) {
            waiting.remove().turn().run();
        }
    }

    private void settle(Wish wish) {
        TxnHeader header = new TxnHeader(wish.sessionId(), wish.cxid(), order.nextZxid(), wallMs);
        Prepared prepared = switch (wish) {
            case Wish.Write write -> write(header, write);
            case Wish.Moved _ -> refused(ErrorCode.SESSION_MOVED);
            case Wish.Open open -> {
                owned(open.sessionId(), open.origin());
                yield preparer.createSession(header, open.timeoutMs());
            }
            case Wish.Close _ -> {
                sessions.closing(wish.sessionId());
                yield preparer.closeSession(header);
            }
            case Wish.Reap(String path) -> preparer.prepare(header, new WriteRequest.DeleteContainer(path), List.of());
        };
        propose(header, prepared, wish);
    }

    private Prepared write(TxnHeader header, Wish.Write write) {
        if (write.request() == null) {
            return refused(ErrorCode.MARSHALLING_ERROR);
        }
        long stay = stay(write.sessionId(), write.origin());
        return stay != MOVED && stay == write.stay()
                ? preparer.prepare(header, write.request(), write.who())
                : refused(ErrorCode.SESSION_MOVED);
    }

    private static Prepared refused(ErrorCode code) {
        return new Prepared(new Txn.Error(code.number()), 0, false);
    }

    private void propose(TxnHeader header, Prepared prepared, Wish wish) {
        tally.proposals++;
        lastProposed = header.zxid();
        record.clear();
        TxnCodec.write(record, header, prepared.txn(), prepared.hasDigest(), prepared.digest());
        outstanding.add(new Proposal(header, prepared, wish));
        order.propose(header.zxid(), record.array(), record.size());
    }

    /** The oldest proposal if it has this place, which is then no longer outstanding; else null. */
    @Nullable
    Proposal decided(long zxid) {
        Proposal oldest = outstanding.peek();
        return oldest != null && oldest.header().zxid() == zxid ? outstanding.remove() : null;
    }

    /** The oldest proposal up to this place, which is then no longer outstanding; else null. */
    @Nullable
    Proposal decidedUpTo(long zxid) {
        Proposal oldest = outstanding.peek();
        return oldest != null && oldest.header().zxid() <= zxid ? outstanding.remove() : null;
    }

    /** The tree has got everything up to here. To be called before anything else is settled. */
    void appliedUpTo(long zxid) {
        overlay.appliedUpTo(zxid);
    }

    /** Looks who has not been heard of, and what nobody needs any more. */
    void tick() {
        if (shared && nowMs - tickedMs > MOST_TICKS_MISSED * tickMs) {
            trackAll();
        }
        tickedMs = nowMs;
        sessions.expire(nowMs, sessionId -> {
            tally.sessionsExpired++;
            told.accept(new Told.SessionExpired(sessionId, sessions.timeoutMs(sessionId)));
            take(new Wish.Close(Origin.Here.HERE, sessionId, 0, null));
        });
        reaper.look(nowMs, wallMs, path -> {
            told.accept(new Told.Reaping(path));
            take(new Wish.Reap(path));
        });
    }

    private void quotaExceeded(String path, Quotas.Figure figure, long current, long limit, boolean hard) {
        told.accept(new Told.QuotaExceeded(path, figure, current, limit, hard));
    }

    /** Who lives. */
    SessionTracker sessions() {
        return sessions;
    }

    /** From now on the session speaks through {@code origin}, and through nobody else. */
    void owned(long sessionId, Origin origin) {
        Stay stay = stays.get(sessionId);
        if (shared && (stay == null || !stay.at().equals(origin))) {
            lastStay++;
            stays.put(sessionId, new Stay(origin, lastStay));
        }
    }

    /**
     * The number of the stay for which the session speaks through {@code origin} now, or {@link #MOVED} if it speaks
     * through somebody else by now (quorum protocol 8.3). One that went away and came back is there for another stay:
     * what it asked during the one before, and what has waited since, is left behind.
     */
    long stay(long sessionId, Origin origin) {
        if (!shared) {
            return 0;
        }
        Stay stay = stays.get(sessionId);
        if (stay == null) {
            owned(sessionId, origin);
            return lastStay;
        }
        return stay.at().equals(origin) ? stay.number() : MOVED;
    }

    /** A session has begun: from now on it has its whole time, however long the disks took. */
    void begun(long sessionId, int timeoutMs) {
        sessions.track(sessionId, timeoutMs, nowMs);
    }

    /** A session has ended. */
    void forget(long sessionId) {
        sessions.forget(sessionId);
        stays.remove(sessionId);
    }

    /** The last place given. */
    long lastProposed() {
        return lastProposed;
    }

    /** Proposals that are not decided yet. */
    int outstanding() {
        return outstanding.size();
    }
}
