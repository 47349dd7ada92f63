package io.quorate.replica;

import io.quorate.data.ErrorCode;
import io.quorate.data.Identity;
import io.quorate.message.ConnectRequest;
import io.quorate.message.ConnectResponse;
import io.quorate.message.ReadRequest;
import io.quorate.message.Request;
import io.quorate.message.Response;
import io.quorate.message.SessionRequest;
import io.quorate.message.Undecodable;
import io.quorate.message.WriteRequest;
import io.quorate.replica.port.ClientLink;
import io.quorate.replica.port.Journal;
import io.quorate.replica.port.Snapshots;
import io.quorate.replica.request.Conversation;
import io.quorate.replica.request.Conversation.Waiting;
import io.quorate.replica.request.Reads;
import io.quorate.replica.request.Replies;
import io.quorate.replica.session.SessionIds;
import io.quorate.replica.session.SessionTracker;
import io.quorate.replica.watch.WatchTable;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.access.AccessRules;
import io.quorate.tree.access.Quotas;
import io.quorate.tree.apply.Applier;
import io.quorate.tree.apply.Outcome;
import io.quorate.tree.prepare.OutstandingView;
import io.quorate.tree.prepare.Preparer;
import io.quorate.tree.prepare.Preparer.Prepared;
import io.quorate.tree.txn.Txn;
import io.quorate.tree.txn.TxnCodec;
import io.quorate.tree.txn.TxnHeader;
import io.quorate.wire.JuteWriter;
import io.quorate.wire.Protocol;
import io.quorate.zab.LoneZab;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The mind of one member: {@link #step} takes one input, changes its memory and tells the ports what to do. A write is
 * settled and proposed when it arrives, and applied and answered when the log confirms it; a read is answered at once
 * unless its connection has a proposal outstanding.
 *
 * <p>Not thread-safe: one driver at a time calls it.
 */
public final class Replica {
    private static final int RECORD_BYTES = 1024;
    /** What an undecodable multi becomes: unlike other undecodable requests it takes a place in the order. */
    private static final Prepared REJECTED_MULTI =
            new Prepared(new Txn.Error(ErrorCode.MARSHALLING_ERROR.number()), 0, false);

    private final ReplicaConfig config;
    private final ZnodeTree tree;
    private final OutstandingView overlay;
    private final Preparer preparer;
    private final Applier applier;
    private final LoneZab zab;
    private final Journal journal;
    private final WatchTable watches;
    private final Reads reads;
    private final SessionIds ids;
    private final SessionTracker sessions;
    private final SnapshotTurn snapshots;
    private final Reaper reaper;
    private final Tally tally = new Tally();
    private final PastDigests digests = new PastDigests();
    private final boolean hasDigests;
    private final Consumer<Told> told;
    private final @Nullable Consumer<Audited> audit;
    private final ArrayDeque<Proposal> outstanding = new ArrayDeque<>();
    private final Map<Long, Conversation> bySession = new HashMap<>();
    private final JuteWriter record = new JuteWriter(RECORD_BYTES);
    private final Look look = new Look();
    private long nowMs;
    private long wallMs;
    private boolean appended;
    private boolean applying;

    /**
     * A replica over a recovered tree.
     *
     * @param unsnapshotted txns in the log after the newest snapshot
     */
    public Replica(
            ReplicaConfig config,
            ZnodeTree tree,
            TreeLimits limits,
            AccessRules rules,
            Ports ports,
            SessionIds ids,
            long unsnapshotted) {
        this.config = config;
        this.tree = tree;
        this.ids = ids;
        journal = ports.journal();
        told = ports.told();
        audit = ports.audit();
        overlay = new OutstandingView(tree);
        hasDigests = limits.digest();
        preparer = new Preparer(overlay, rules, limits, this::quotaExceeded);
        watches = new WatchTable(rules, tally);
        applier = new Applier(watches);
        reads = new Reads(tree, watches, rules);
        zab = new LoneZab(tree.lastZxid());
        sessions = new SessionTracker(config.tickMs());
        snapshots = new SnapshotTurn(tree, config.snapshots(), journal, ports.snapshots(), told);
        snapshots.inherit(tree.lastZxid() - unsnapshotted, unsnapshotted);
        reaper = new Reaper(tree, config.reaping());
    }

    /**
     * The doors a replica speaks to.
     *
     * @param told hears facts for people
     * @param audit hears what became of clients' writes; null for nobody
     */
    public record Ports(
            Journal journal,
            Snapshots snapshots,
            Consumer<Told> told,
            @Nullable Consumer<Audited> audit) {
        /** Without an audit. */
        public Ports(Journal journal, Snapshots snapshots, Consumer<Told> told) {
            this(journal, snapshots, told, null);
        }
    }

    /** Gives every known session a whole timeout from now on. Called once, before the first input. */
    public void begin(long monotonicMs, long wallClockMs) {
        time(monotonicMs, wallClockMs);
        tree.forEachSession((id, timeoutMs) -> {
            ids.used(id);
            sessions.track(id, timeoutMs, nowMs);
        });
        ids.begin(tree.lastZxid());
        reaper.begin(nowMs);
    }

    /** Says what time it is for the inputs that follow. */
    public void time(long monotonicMs, long wallClockMs) {
        nowMs = monotonicMs;
        wallMs = wallClockMs;
    }

    /** Takes one input. */
    public void step(Input input) {
        switch (input) {
            case Input.FromClient(ClientLink link, int xid, Request request, List<Identity> who) ->
                request(link, xid, request, who);
            case Input.Persisted(long zxid) -> persisted(zxid);
            case Input.Connect(ClientLink link, ConnectRequest request) -> connect(link, request);
            case Input.Disconnected(ClientLink link) -> disconnected(link);
            case Input.Tick _ -> tick();
            case Input.ForZab _, Input.Restored _ -> throw new IllegalStateException("a lone member has no peers");
            case Input.SnapshotRoom _ -> {}
            case Input.SnapshotTaken(long zxid, long bytes) -> snapshots.taken(zxid, bytes, nowMs, wallMs);
            case Input.SnapshotFailed(long zxid, String reason) -> snapshots.failed(zxid, reason);
            case Input.TakeSnapshot _ -> snapshots.begin(nowMs);
            case Input.EndSession(long sessionId) -> endSession(sessionId);
            case Input.Inspect(Consumer<ReplicaView> visitor) -> visitor.accept(look);
        }
    }

    /** A batch of inputs has been taken: what was appended goes to the disk, and a snapshot advances. */
    public void endInputs() {
        if (appended) {
            appended = false;
            tally.submits++;
            journal.submit();
        }
        snapshots.pump();
    }

    /** What the batch had to say is in the connections' queues: readers on other threads may look again. */
    public void endBatch() {
        if (applying) {
            applying = false;
            tree.endBatch();
        }
    }

    private void connect(ClientLink link, ConnectRequest request) {
        tally.connects++;
        if (request.lastZxidSeen() > tree.lastZxid()) {
            told.accept(new Told.ClientAhead(request.sessionId(), request.lastZxidSeen(), tree.lastZxid()));
            link.close();
            return;
        }
        int timeoutMs = Math.clamp(request.timeoutMs(), config.minSessionTimeoutMs(), config.maxSessionTimeoutMs());
        if (request.sessionId() == 0) {
            open(link, timeoutMs);
        } else {
            resume(link, request, timeoutMs);
        }
    }

    private void open(ClientLink link, int timeoutMs) {
        long sessionId = ids.allocate();
        Conversation conversation = new Conversation(link, sessionId, timeoutMs);
        link.attach(conversation);
        bySession.put(sessionId, conversation);
        TxnHeader header = nextHeader(sessionId, 0);
        propose(header, preparer.createSession(header, timeoutMs), conversation);
        conversation.await(new Waiting(0, null, header.zxid()));
    }

    private void resume(ClientLink link, ConnectRequest request, int timeoutMs) {
        long sessionId = request.sessionId();
        tally.resumes++;
        if (!Arrays.equals(request.password(), SessionIds.passwordOf(sessionId))) {
            told.accept(new Told.WrongPassword(sessionId));
            refuse(link);
            return;
        }
        if (!sessions.isAlive(sessionId)) {
            refuse(link);
            return;
        }
        Conversation previous = bySession.get(sessionId);
        if (previous != null) {
            part(previous);
            previous.link().close();
        }
        Conversation conversation = new Conversation(link, sessionId, timeoutMs);
        link.attach(conversation);
        bySession.put(sessionId, conversation);
        sessions.track(sessionId, timeoutMs, nowMs);
        sessions.attach(sessionId, link);
        link.accept(new ConnectResponse(timeoutMs, sessionId, SessionIds.passwordOf(sessionId), false));
    }

    private static void refuse(ClientLink link) {
        link.accept(ConnectResponse.expired());
        link.close();
    }

    private void disconnected(ClientLink link) {
        if (link.attachment() instanceof Conversation conversation) {
            part(conversation);
            bySession.remove(conversation.sessionId(), conversation);
        }
    }

    /** The connection no longer speaks for its session. */
    private void part(Conversation conversation) {
        sessions.detach(conversation.sessionId(), conversation.link());
        watches.forget(conversation.watcher());
        conversation.abandon();
        conversation.link().attach(null);
    }

    private void request(ClientLink link, int xid, Request request, List<Identity> who) {
        if (!(link.attachment() instanceof Conversation conversation) || conversation.hasEnded()) {
            return;
        }
        switch (request) {
            case WriteRequest write -> write(conversation, xid, write, who);
            case SessionRequest.CloseSession close -> closeSession(conversation, xid, close);
            case Undecodable(int opcode)
            when opcode == Protocol.OP_MULTI -> {
                TxnHeader header = nextHeader(conversation.sessionId(), xid);
                propose(header, REJECTED_MULTI, conversation);
                conversation.await(new Waiting(xid, request, header.zxid()));
            }
            case ReadRequest _, SessionRequest.Ping _, SessionRequest.Sync _, Undecodable _ -> {
                if (conversation.isIdle()) {
                    answer(conversation, xid, request, who);
                } else {
                    conversation.await(new Waiting(xid, request, 0, who));
                }
            }
        }
    }

    private void write(Conversation conversation, int xid, WriteRequest request, List<Identity> who) {
        TxnHeader header = nextHeader(conversation.sessionId(), xid);
        propose(
                header,
                preparer.prepare(header, request, who),
                conversation,
                audit == null ? null : new Asked(request, who));
        conversation.await(new Waiting(xid, request, header.zxid()));
    }

    private void closeSession(Conversation conversation, int xid, Request request) {
        conversation.end();
        sessions.closing(conversation.sessionId());
        TxnHeader header = nextHeader(conversation.sessionId(), xid);
        propose(header, preparer.closeSession(header), conversation);
        conversation.await(new Waiting(xid, request, header.zxid()));
    }

    /** Ends a session from here: it has expired, or an operator wants it gone. */
    private void endSession(long sessionId) {
        if (tree.sessionTimeoutMs(sessionId) < 0) {
            return;
        }
        sessions.closing(sessionId);
        Conversation conversation = bySession.get(sessionId);
        if (conversation != null) {
            conversation.end();
        }
        TxnHeader header = nextHeader(sessionId, 0);
        propose(header, preparer.closeSession(header), null);
    }

    private void tick() {
        sessions.expire(nowMs, sessionId -> {
            tally.sessionsExpired++;
            told.accept(new Told.SessionExpired(sessionId, sessions.timeoutMs(sessionId)));
            endSession(sessionId);
        });
        reaper.look(nowMs, wallMs, path -> {
            told.accept(new Told.Reaping(path));
            TxnHeader header = nextHeader(0, 0);
            propose(header, preparer.prepare(header, new WriteRequest.DeleteContainer(path), List.of()), null);
        });
    }

    private void quotaExceeded(String path, Quotas.Figure figure, long current, long limit, boolean hard) {
        told.accept(new Told.QuotaExceeded(path, figure, current, limit, hard));
    }

    private TxnHeader nextHeader(long sessionId, int cxid) {
        return new TxnHeader(sessionId, cxid, zab.propose(), wallMs);
    }

    private void propose(TxnHeader header, Prepared prepared, @Nullable Conversation conversation) {
        propose(header, prepared, conversation, null);
    }

    private void propose(
            TxnHeader header, Prepared prepared, @Nullable Conversation conversation, @Nullable Asked asked) {
        tally.proposals++;
        record.clear();
        TxnCodec.write(record, header, prepared.txn(), prepared.hasDigest(), prepared.digest());
        journal.append(header.zxid(), record.array(), 0, record.size());
        appended = true;
        outstanding.add(new Proposal(header, prepared, conversation, asked));
        snapshots.appended(record.size(), nowMs);
    }

    private void persisted(long zxid) {
        long decided = zab.persisted(zxid);
        if (!applying) {
            applying = true;
            tree.beginBatch();
        }
        Proposal next = outstanding.peek();
        while (next != null && next.header().zxid() <= decided) {
            outstanding.remove();
            deliver(next);
            next = outstanding.peek();
        }
        overlay.appliedUpTo(decided);
    }

    private void deliver(Proposal proposal) {
        TxnHeader header = proposal.header();
        Prepared prepared = proposal.prepared();
        Invariant.check(
                header.zxid() == tree.lastZxid() + 1,
                "a txn was delivered out of order",
                header.zxid(),
                tree.lastZxid());
        Outcome outcome = applier.apply(tree, header, prepared.txn());
        if (prepared.hasDigest()) {
            Invariant.check(
                    tree.digest() == prepared.digest(),
                    "the tree is not what was foreseen at zxid 0x" + Long.toHexString(header.zxid()),
                    tree.digest(),
                    prepared.digest());
        }
        tally.applied++;
        if (hasDigests) {
            digests.applied(header.zxid(), tree.digest());
        }
        if (prepared.txn() instanceof Txn.CreateSession(int timeoutMs)) {
            sessions.track(header.sessionId(), timeoutMs, nowMs);
        }
        if (audit != null) {
            tell(audit, header, prepared.txn(), proposal.asked());
        }
        Conversation conversation = proposal.conversation();
        if (conversation != null) {
            answer(conversation, header, prepared.txn(), outcome);
        }
        if (prepared.txn() instanceof Txn.CloseSession) {
            ended(header.sessionId());
        }
    }

    /** The reply to a proposal, and to the reads that waited behind it. */
    private void answer(Conversation conversation, TxnHeader header, Txn txn, Outcome outcome) {
        Waiting head = conversation.head();
        if (head == null) {
            return;
        }
        Invariant.check(head.zxid() == header.zxid(), "a reply is not for the head", head.zxid(), header.zxid());
        conversation.answered();
        Request request = head.request();
        if (request == null) {
            long sessionId = conversation.sessionId();
            sessions.attach(sessionId, conversation.link());
            conversation
                    .link()
                    .accept(new ConnectResponse(
                            conversation.timeoutMs(), sessionId, SessionIds.passwordOf(sessionId), false));
        } else {
            Replies.send(conversation.link(), head.xid(), header.zxid(), request, txn, outcome);
        }
        for (Waiting next = conversation.head(); next != null && next.zxid() == 0; next = conversation.head()) {
            conversation.answered();
            answer(conversation, next.xid(), next.request(), next.who());
        }
    }

    /** The reply to a request that needs no txn. */
    private void answer(Conversation conversation, int xid, @Nullable Request request, List<Identity> who) {
        tally.reads++;
        ClientLink link = conversation.link();
        switch (request) {
            case ReadRequest read -> reads.answer(conversation, xid, read, who);
            case SessionRequest.Ping _ ->
                link.reply(Protocol.XID_PING, tree.lastZxid(), ErrorCode.OK.number(), Response.Empty.INSTANCE);
            case SessionRequest.Sync(String path) ->
                link.reply(xid, tree.lastZxid(), ErrorCode.OK.number(), new Response.Path(path));
            case Undecodable _ ->
                link.reply(xid, tree.lastZxid(), ErrorCode.MARSHALLING_ERROR.number(), Response.Empty.INSTANCE);
            case WriteRequest _, SessionRequest.CloseSession _ -> throw new AssertionError("needs a txn: " + request);
            case null -> throw new AssertionError("the handshake waits for its own txn only");
        }
    }

    /** A session is no more: its connection, if it has one, is closed after what was said to it has left. */
    private void ended(long sessionId) {
        sessions.forget(sessionId);
        Conversation conversation = bySession.remove(sessionId);
        if (conversation != null) {
            part(conversation);
            conversation.link().close();
        }
    }

    private static void tell(Consumer<Audited> audit, TxnHeader header, Txn txn, @Nullable Asked asked) {
        if (asked != null) {
            audit.accept(new Audited(header.sessionId(), asked.who(), asked.request(), txn));
        } else if (txn instanceof Txn.CloseSession) {
            audit.accept(new Audited(header.sessionId(), List.of(), null, txn));
        }
    }

    /** What a client asked, kept for the audit. */
    private record Asked(WriteRequest request, List<Identity> who) {}

    /** A proposal, and the connection that waits for its outcome, if any. */
    private record Proposal(
            TxnHeader header,
            Prepared prepared,
            @Nullable Conversation conversation,
            @Nullable Asked asked) {}

    /** What operators see. */
    private final class Look implements ReplicaView {
        @Override
        public ZnodeTree tree() {
            return tree;
        }

        @Override
        public long lastProposedZxid() {
            return zab.lastProposed();
        }

        @Override
        public int outstanding() {
            return outstanding.size();
        }

        @Override
        public long lastSnapshotZxid() {
            return snapshots.lastZxid();
        }

        @Override
        public long lastSnapshotWallMs() {
            return snapshots.lastWallMs();
        }

        @Override
        public int watchCount() {
            return watches.size();
        }

        @Override
        public int watchingConnections() {
            return watches.connections();
        }

        @Override
        public int watchedPaths() {
            return watches.paths();
        }

        @Override
        public int dataWatchCount() {
            return watches.dataTableSize();
        }

        @Override
        public void forEachDataWatch(WatchVisitor visitor) {
            watches.forEachDataWatch(visitor);
        }

        @Override
        public void forEachExpiry(ExpiryVisitor visitor) {
            sessions.forEachExpiry(nowMs, visitor);
        }

        @Override
        public void forEachSession(SessionVisitor visitor) {
            tree.forEachSession(visitor::session);
        }

        @Override
        public void forEachEphemeralOwner(LongConsumer visitor) {
            tree.forEachEphemeralOwner(visitor);
        }

        @Override
        public void forEachPastDigest(DigestVisitor visitor) {
            digests.forEach(visitor);
        }

        @Override
        public Tally tally() {
            return tally;
        }
    }
}
