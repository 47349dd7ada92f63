package io.quorate.simulator.checker;

import io.quorate.data.ErrorCode;
import io.quorate.data.Identity;
import io.quorate.message.ReadRequest;
import io.quorate.message.Response;
import io.quorate.message.SessionRequest;
import io.quorate.message.Undecodable;
import io.quorate.message.WriteRequest;
import io.quorate.simulator.checker.History.Settled;
import io.quorate.tree.txn.Txn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A history, sifted: requests joined with their replies and their txns, the log replayed through the model, what was
 * said on each connection in order. Whatever cannot be joined is a finding at once.
 */
final class Evidence {
    private final History history;
    private final Expectations expectations;
    private final Findings findings;
    private final List<Op> ops = new ArrayList<>();
    private final TreeMap<Integer, Talk> talks = new TreeMap<>();
    private final Map<Long, Map<Integer, Op>> bySession = new HashMap<>();
    private final Map<Long, Life> lives = new TreeMap<>();
    private final Map<Long, List<Op>> readsByZxid = new HashMap<>();
    private final Map<Long, List<Entry.Recovered>> recoveries = new HashMap<>();
    private final Map<Long, List<Entry.Knocked>> knocks = new HashMap<>();
    private final List<List<Model.Change>> changes = new ArrayList<>();
    private final List<Long> zxids = new ArrayList<>();

    /** Sifts a history. */
    Evidence(History history, Expectations expectations, Findings findings) {
        this.history = history;
        this.expectations = expectations;
        this.findings = findings;
        changes.add(List.of());
        join();
        replay();
    }

    /** What was asked and said on one connection. */
    static final class Talk {
        final List<Op> asked = new ArrayList<>();
        final List<Entry> heard = new ArrayList<>();
        final List<Op> answered = new ArrayList<>();
        List<Identity> who = List.of();
        private long session;
        private int firstOpen;
    }

    /**
     * A session in the log.
     *
     * @param closedBy zxid, or {@link Long#MAX_VALUE} if it was open in the end
     */
    record Life(long openedBy, long closedBy) {
        boolean isOpenAt(long zxid) {
            return openedBy <= zxid && zxid < closedBy;
        }
    }

    History history() {
        return history;
    }

    Expectations expectations() {
        return expectations;
    }

    /** All requests, in the order of asking. */
    List<Op> ops() {
        return ops;
    }

    /** Connections by number. */
    NavigableMap<Integer, Talk> talks() {
        return talks;
    }

    /** Sessions by id. */
    Map<Long, Life> lives() {
        return lives;
    }

    /** What changed with the txn at that place in the order; the first is at 1. */
    List<Model.Change> changes(int position) {
        return changes.get(position);
    }

    /** How many txns there are up to and including a zxid. */
    int position(long zxid) {
        int from = 0;
        int to = zxids.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (zxids.get(middle) <= zxid) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** The zxid of the txn at that place in the order; the first is at 1. */
    long zxid(int position) {
        return zxids.get(position - 1);
    }

    /** The zxid of the last txn, 0 if there is none. */
    long lastZxid() {
        return zxids.isEmpty() ? 0 : zxids.getLast();
    }

    private void join() {
        List<Entry> entries = history.entries();
        for (int i = 0; i < entries.size(); i++) {
            switch (entries.get(i)) {
                case Entry.Asked asked -> asked(asked, i);
                case Entry.Arrived arrived -> arrived(arrived);
                case Entry.Answered answered -> answered(answered, i);
                case Entry.Announced announced ->
                    talk(announced.connection()).heard.add(announced);
                case Entry.Recovered recovered ->
                    recoveries
                            .computeIfAbsent(recovered.image().zxid(), _ -> new ArrayList<>())
                            .add(recovered);
                case Entry.Bound bound -> bound(bound);
                case Entry.Knocked knocked ->
                    knocks.computeIfAbsent(knocked.session(), _ -> new ArrayList<>())
                            .add(knocked);
                default -> {
                    // Is no part of what was asked and said.
                }
            }
        }
    }

    private Talk talk(int connection) {
        return talks.computeIfAbsent(connection, _ -> new Talk());
    }

    private void asked(Entry.Asked asked, int index) {
        Op op = new Op(asked, index);
        if (expectations.amongPeers()) {
            op.isAnsweredByLearners();
        }
        ops.add(op);
        Talk talk = talk(asked.connection());
        talk.asked.add(op);
        if (asked.session() == 0) {
            op.belongsTo(talk.session);
        }
        index(op);
    }

    /** What was sent before the handshake was answered belongs to the session that came of it. */
    private void bound(Entry.Bound bound) {
        Talk talk = talk(bound.connection());
        talk.session = bound.session();
        for (Op op : talk.asked) {
            if (op.session() == 0) {
                op.belongsTo(bound.session());
                index(op);
            }
        }
    }

    private void index(Op op) {
        if (op.mayBeOrdered() && op.session() != 0) {
            bySession.computeIfAbsent(op.session(), _ -> new HashMap<>()).put(op.asked.xid(), op);
        }
    }

    private void arrived(Entry.Arrived arrived) {
        Talk talk = talk(arrived.connection());
        talk.who = arrived.who();
        for (Op op : talk.asked.subList(talk.firstOpen, talk.asked.size())) {
            if (op.who == null && op.asked.xid() == arrived.xid()) {
                op.who = arrived.who();
                return;
            }
        }
    }

    private void answered(Entry.Answered answered, int index) {
        Talk talk = talk(answered.connection());
        talk.heard.add(answered);
        Op first = talk.firstOpen < talk.asked.size() ? talk.asked.get(talk.firstOpen) : null;
        boolean inTurn = first != null && first.asked.xid() == answered.xid();
        findings.require(
                inTurn,
                Promise.C1,
                answered.at(),
                () -> "connection " + answered.connection() + " received a reply to xid " + answered.xid()
                        + " when it was the turn of " + first);
        Op op = inTurn ? first : openWithXid(talk, answered.xid());
        if (op == null) {
            return;
        }
        if (inTurn) {
            talk.firstOpen++;
        }
        op.answered = answered;
        op.answeredAs = index;
        talk.answered.add(op);
        if (!op.isOrdered()) {
            readsByZxid.computeIfAbsent(answered.zxid(), _ -> new ArrayList<>()).add(op);
        }
    }

    private static @Nullable Op openWithXid(Talk talk, int xid) {
        for (Op op : talk.asked) {
            if (op.answered == null && op.asked.xid() == xid) {
                return op;
            }
        }
        return null;
    }

    private void replay() {
        Model model = new Model(expectations.extendedTypes());
        ModelReads reads = new ModelReads(model);
        judgeState(0, model);
        for (Settled settled : history.ledger()) {
            long before = lastZxid();
            long zxid = settled.zxid();
            findings.require(
                    follows(before, zxid), Promise.Z4, settled.at(), () -> "zxid " + zxid + " follows " + before);
            zxids.add(zxid);
            apply(model, settled);
            changes.add(model.takeChanges());
            for (Op op : readsByZxid.getOrDefault(zxid, List.of())) {
                expect(op, reads);
            }
            judgeState(zxid, model);
        }
    }

    /** The next of the same epoch, or the first of a later one. */
    private static boolean follows(long before, long zxid) {
        return zxid == before + 1 || (zxid >>> Integer.SIZE > before >>> Integer.SIZE && (int) zxid == 1);
    }

    private void expect(Op op, ModelReads reads) {
        List<Identity> who = op.who == null ? List.of() : op.who;
        op.expected = switch (op.request()) {
            case ReadRequest read -> reads.answer(read, op.session(), who);
            case SessionRequest.Sync(String path) -> Model.Answer.of(new Response.Path(path));
            case SessionRequest.Ping _, SessionRequest.CloseSession _ -> Model.Answer.of(Response.Empty.INSTANCE);
            case Undecodable _ -> Model.Answer.error(ErrorCode.MARSHALLING_ERROR);
            case WriteRequest _ -> throw new IllegalStateException("a write is no read: " + op);
        };
        if (op.request() instanceof ReadRequest.SetWatches set) {
            op.missed = reads.missed(set);
        }
    }

    private void judgeState(long zxid, Model model) {
        for (Entry.Recovered recovered : recoveries.getOrDefault(zxid, List.of())) {
            String difference = recovered.image().differenceFrom(model);
            findings.require(
                    difference == null,
                    Promise.C7,
                    recovered.at(),
                    () -> "recovered at zxid " + zxid + ": " + difference);
        }
    }

    private void apply(Model model, Settled settled) {
        long session = settled.header().sessionId();
        long zxid = settled.zxid();
        int xid = settled.header().cxid();
        switch (settled.txn()) {
            case Txn.CreateSession(int timeoutMs) -> {
                findings.require(
                        !lives.containsKey(session),
                        Promise.C13,
                        settled.at(),
                        () -> "session id 0x" + Long.toHexString(session) + " is used again at zxid " + zxid);
                lives.put(session, new Life(zxid, Long.MAX_VALUE));
                model.openSession(session, timeoutMs);
            }
            case Txn.CloseSession(List<String> ephemerals) -> {
                Life life = lives.get(session);
                findings.require(
                        life != null,
                        Promise.C12,
                        settled.at(),
                        () -> "session 0x" + Long.toHexString(session) + " is closed at zxid " + zxid
                                + " but was never open");
                if (life != null && life.isOpenAt(zxid)) {
                    lives.put(session, new Life(life.openedBy(), zxid));
                }
                boolean open = model.sessions().containsKey(session);
                model.closeSession(session, zxid, ephemerals == null ? List.of() : ephemerals);
                if (xid != 0 && open) {
                    settle(session, xid, settled, Model.Answer.of(Response.Empty.INSTANCE));
                } else if (xid != 0) {
                    inVain(session, xid, settled);
                }
            }
            case Txn.DeleteContainer(String path) -> {
                Model.Answer answer = model.reap(path, place(settled, List.of()));
                findings.require(
                        answer.error() == 0,
                        Promise.C2,
                        settled.at(),
                        () -> path + " was reaped at zxid " + zxid + ", but the model says " + answer);
            }
            case Txn.Error _ when session == 0 -> findings.checked(Promise.C2);
            default -> applyRequest(model, settled);
        }
    }

    private void applyRequest(Model model, Settled settled) {
        long session = settled.header().sessionId();
        Op op = find(session, settled.header().cxid());
        List<Identity> who = op == null || op.who == null ? List.of() : op.who;
        if (op == null || op.who == null) {
            findings.violated(
                    Promise.C8,
                    settled.at(),
                    "nobody asked for the txn at zxid " + settled.zxid() + ": " + settled.header() + " "
                            + settled.txn());
            return;
        }
        if (!model.sessions().containsKey(session)) {
            findings.require(
                    Words.isFailure(settled.txn()),
                    Promise.C8,
                    settled.at(),
                    () -> op + " took effect at zxid " + settled.zxid() + " after the end of its session");
            inVain(session, settled.header().cxid(), settled);
            return;
        }
        if (settled.txn() instanceof Txn.Error(int code) && code == ErrorCode.SESSION_MOVED.number()) {
            findings.require(
                    isLeftBehind(op, settled.at()),
                    Promise.C14,
                    settled.at(),
                    () -> op + " was refused at zxid " + settled.zxid() + " because the session had moved, but it"
                            + " speaks through no other connection");
            inVain(session, settled.header().cxid(), settled);
            op.expected = Model.Answer.error(ErrorCode.SESSION_MOVED);
            return;
        }
        Model.Answer expected = op.request() instanceof WriteRequest write
                ? model.write(write, place(settled, who))
                : Model.Answer.error(ErrorCode.MARSHALLING_ERROR);
        settle(session, settled.header().cxid(), settled, expected);
        int logged = settled.txn() instanceof Txn.Error(int code) ? code : 0;
        findings.require(
                logged == expected.error(),
                op.promise(),
                settled.at(),
                () -> op + " became " + Words.of(settled.txn()) + " at zxid " + settled.zxid() + ", the model says "
                        + expected.error());
    }

    /**
     * Whether somebody had asked for the session through another connection by then, mostly a later one. But an earlier
     * one may have waited to be let in while a leader was sought.
     */
    private boolean isLeftBehind(Op op, long at) {
        for (Entry.Knocked knocked : knocks.getOrDefault(op.session(), List.of())) {
            if (knocked.connection() != op.asked.connection() && knocked.at() <= at) {
                return true;
            }
        }
        return false;
    }

    /** It changes nothing, and nobody is to be told of it. */
    private void inVain(long session, int xid, Settled settled) {
        Op op = find(session, xid);
        if (op != null && op.settled == null) {
            op.settle(settled);
            op.isVain = true;
        }
    }

    private void settle(long session, int xid, Settled settled, Model.Answer expected) {
        Op op = find(session, xid);
        if (op == null) {
            findings.violated(
                    Promise.C8, settled.at(), "nobody asked for " + settled.txn() + " at zxid " + settled.zxid());
            return;
        }
        findings.require(
                op.settled == null,
                Promise.C8,
                settled.at(),
                () -> op + " is in the log at zxid " + (op.settled == null ? 0 : op.settled.zxid())
                        + " and again at zxid " + settled.zxid());
        op.settle(settled);
        op.expected = expected;
    }

    private @Nullable Op find(long session, int xid) {
        Map<Integer, Op> mine = bySession.get(session);
        return mine == null ? null : mine.get(xid);
    }

    private static Model.Place place(Settled settled, List<Identity> who) {
        return new Model.Place(
                settled.zxid(), settled.header().time(), settled.header().sessionId(), who);
    }
}
