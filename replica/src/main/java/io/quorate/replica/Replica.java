package io.quorate.replica;

import io.quorate.data.ErrorCode;
import io.quorate.data.Identity;
import io.quorate.message.ConnectRequest;
import io.quorate.message.ReadRequest;
import io.quorate.message.Request;
import io.quorate.message.Response;
import io.quorate.message.SessionRequest;
import io.quorate.message.Undecodable;
import io.quorate.message.WriteRequest;
import io.quorate.replica.Primary.Origin;
import io.quorate.replica.Primary.Wish;
import io.quorate.replica.port.ClientLink;
import io.quorate.replica.port.EnsembleJournal;
import io.quorate.replica.port.Journal;
import io.quorate.replica.port.Peers;
import io.quorate.replica.port.Snapshots;
import io.quorate.replica.request.Conversation;
import io.quorate.replica.request.Conversation.Waiting;
import io.quorate.replica.request.Reads;
import io.quorate.replica.request.Replies;
import io.quorate.replica.session.SessionIds;
import io.quorate.replica.watch.WatchTable;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.access.AccessRules;
import io.quorate.tree.apply.Applier;
import io.quorate.tree.apply.Outcome;
import io.quorate.tree.txn.Txn;
import io.quorate.tree.txn.TxnCodec;
import io.quorate.tree.txn.TxnHeader;
import io.quorate.wire.JuteReader;
import io.quorate.wire.Protocol;
import io.quorate.zab.Link;
import io.quorate.zab.Recovered;
import io.quorate.zab.ZabConfig;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The mind of one member: {@link #step} takes one input, changes its memory and tells the ports what to do. A write
 * becomes a proposal here or, on a learner, at the leader, and is applied and answered once it is decided; a read is
 * answered at once unless its connection waits for something.
 *
 * <p>Not thread-safe: one driver at a time calls it.
 */
public final class Replica {
    /** How often a learner looks in a tick who was heard of. */
    private static final int TOUCHES_PER_TICK = 4;

    private final ZnodeTree tree;
    private final Applier applier;
    private final WatchTable watches;
    private final Reads reads;
    private final SessionIds ids;
    private final SnapshotTurn snapshots;
    private final Tally tally = new Tally();
    private final PastDigests digests = new PastDigests();
    private final boolean hasDigests;
    private final Consumer<Told> told;
    private final @Nullable Consumer<Audited> audit;
    private final Log log;
    private final Alone alone;
    private final Primary primary;
    /** Null for a lone member. */
    private final @Nullable Membership membership;
    /** Null for a lone member. */
    private final @Nullable Shipment shipment;

    private final Conversations conversations;
    private final Look look;
    /** What was decided has passed this member's door, or a leader's. */
    private final JuteReader reader = new JuteReader(Integer.MAX_VALUE);

    private long nowMs;
    private long wallMs;
    private boolean applying;

    /**
     * A lone member over a recovered tree.
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
        this(config, tree, limits, rules, ports, ids, unsnapshotted, null);
    }

    private Replica(
            ReplicaConfig config,
            ZnodeTree tree,
            TreeLimits limits,
            AccessRules rules,
            Ports ports,
            SessionIds ids,
            long unsnapshotted,
            @Nullable Together together) {
        this.tree = tree;
        this.ids = ids;
        told = ports.told();
        audit = ports.audit();
        hasDigests = limits.digest();
        watches = new WatchTable(rules, tally);
        applier = new Applier(watches);
        reads = new Reads(tree, watches, rules);
        snapshots = new SnapshotTurn(tree, config.snapshots(), ports.journal(), ports.snapshots(), told);
        snapshots.inherit(tree.lastZxid() - unsnapshotted, unsnapshotted);
        log = new Log(ports.journal(), snapshots, tally);
        alone = new Alone(tree.lastZxid(), log);
        if (together == null) {
            shipment = null;
            membership = null;
            primary = new Primary(config, alone, false, tree, limits, rules, tally, told);
        } else {
            Shipment shipping = new Shipment(tree, together.peers());
            Membership member = new Membership(this, together, log, shipping, config.tickMs() / TOUCHES_PER_TICK);
            shipment = shipping;
            membership = member;
            primary = new Primary(config, member, true, tree, limits, rules, tally, told);
        }
        conversations = new Conversations(config, tree, ids, watches, primary, membership, tally, told);
        look = new Look(tree, primary, membership, snapshots, watches, digests, tally);
    }

    /** A member of an ensemble over a recovered tree; its journal is that of {@code together}. */
    public static Replica inEnsemble(
            ReplicaConfig config,
            ZnodeTree tree,
            TreeLimits limits,
            AccessRules rules,
            Ports ports,
            SessionIds ids,
            long unsnapshotted,
            Together together) {
        if (!ports.journal().equals(together.journal())) {
            throw new IllegalArgumentException("a member has one journal, not two");
        }
        return new Replica(config, tree, limits, rules, ports, ids, unsnapshotted, together);
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

    /**
     * What a member of an ensemble needs besides.
     *
     * @param journal the same as in {@link Ports}
     * @param recovered what the disk held besides the tree
     */
    public record Together(EnsembleJournal journal, Peers peers, ZabConfig zab, Recovered recovered) {}

    /** Called once, before the first input: every known session of a lone member has a whole timeout from now on. */
    public void begin(long monotonicMs, long wallClockMs) {
        tree.forEachSession((id, _) -> ids.used(id));
        ids.begin(tree.lastZxid());
        time(monotonicMs, wallClockMs);
        if (membership == null) {
            primary.begin();
        } else {
            membership.begin();
            endInputs();
            endBatch();
        }
    }

    /** Says what time it is for the inputs that follow. */
    public void time(long monotonicMs, long wallClockMs) {
        nowMs = monotonicMs;
        wallMs = wallClockMs;
        primary.time(monotonicMs, wallClockMs);
        look.time(monotonicMs);
        if (membership != null) {
            membership.time(monotonicMs);
        }
    }

    /** When the next {@link Input.Tick} is due, at the latest: monotonic milliseconds. */
    public long wakeAtMs() {
        return membership == null ? Long.MAX_VALUE : membership.wakeAtMs();
    }

    /** Takes one input. */
    public void step(Input input) {
        switch (input) {
            case Input.FromClient(ClientLink link, int xid, Request request, List<Identity> who) ->
                request(link, xid, request, who);
            case Input.Persisted(long zxid) -> persisted(zxid);
            case Input.Connect(ClientLink link, ConnectRequest request) -> conversations.connect(link, request, nowMs);
            case Input.Disconnected(ClientLink link) -> conversations.disconnected(link);
            case Input.ForZab(io.quorate.zab.Input forZab) -> inEnsemble().step(forZab);
            case Input.Restored(io.quorate.zab.Input answer, ZnodeTree restored, long txns) ->
                restored(answer, restored, txns);
            case Input.Tick _ -> tick();
            case Input.SnapshotRoom _ -> {}
            case Input.SnapshotTaken(long zxid, long bytes) -> snapshots.taken(zxid, bytes, nowMs, wallMs);
            case Input.SnapshotFailed(long zxid, String reason) -> snapshots.failed(zxid, reason);
            case Input.TakeSnapshot _ -> snapshots.want();
            case Input.EndSession(long sessionId) -> endSession(sessionId);
            case Input.Inspect(Consumer<ReplicaView> visitor) -> visitor.accept(look);
        }
    }

    private Membership inEnsemble() {
        if (membership == null) {
            throw new IllegalStateException("a lone member has no peers");
        }
        return membership;
    }

    /** A batch of inputs has been taken: what was appended goes to the disk, and a snapshot advances. */
    public void endInputs() {
        if (membership != null) {
            if (membership.leads()) {
                primary.goOn();
            }
            membership.endBatch();
        }
        log.submit();
        if (shipment != null) {
            shipment.pump();
        }
        snapshots.pump(serves() && (shipment == null || !shipment.isUnderWay()), nowMs);
        if (membership != null) {
            membership.flush();
        }
    }

    /** What the batch had to say is in the connections' queues: readers on other threads may look again. */
    public void endBatch() {
        if (applying) {
            applying = false;
            tree.endBatch();
        }
    }

    /** Whether clients are served: a lone member always does. */
    private boolean serves() {
        return membership == null || membership.serves();
    }

    /** Whether this member gives txns their place. */
    private boolean writes() {
        return membership == null || membership.leads();
    }

    /** The leader has said whether the session lives that a connection of this learner wants to take up. */
    void revalidated(Conversation conversation, boolean alive) {
        for (Waiting asked : conversations.revalidated(conversation, alive)) {
            Request request = asked.request();
            if (request != null) {
                request(conversation.link(), asked.xid(), request, asked.who());
            }
        }
    }

    private void request(ClientLink link, int xid, Request request, List<Identity> who) {
        if (!(link.attachment() instanceof Conversation conversation)) {
            conversations.askEarly(new Conversations.Early(link, xid, request, who));
            return;
        }
        if (conversation.hasEnded()) {
            return;
        }
        if (conversation.isDoubtful()) {
            conversation.await(new Waiting(xid, request, who, false));
            return;
        }
        switch (request) {
            case WriteRequest write -> write(conversation, xid, write, who);
            case SessionRequest.CloseSession close -> closeSession(conversation, xid, close, who);
            case SessionRequest.Sync sync
            when membership != null -> {
                Waiting waiting = new Waiting(xid, request, who, false);
                conversation.await(waiting);
                membership.sync(conversation, waiting, sync);
            }
            case Undecodable(int opcode)
            when opcode == Protocol.OP_MULTI && writes() -> {
                conversation.await(new Waiting(xid, request, who, false));
                take(writeOf(conversation, xid, null, who));
            }
            case ReadRequest _, SessionRequest.Ping _, SessionRequest.Sync _, Undecodable _ -> {
                if (conversation.isIdle()) {
                    answer(conversation, xid, request, who);
                } else {
                    conversation.await(new Waiting(xid, request, who, true));
                }
            }
        }
    }

    private void write(Conversation conversation, int xid, WriteRequest request, List<Identity> who) {
        conversation.await(new Waiting(xid, request, who, false));
        if (writes()) {
            take(writeOf(conversation, xid, request, who));
        } else {
            inEnsemble().forward(conversation.sessionId(), xid, request, who);
        }
    }

    private Wish writeOf(Conversation conversation, int xid, @Nullable WriteRequest request, List<Identity> who) {
        long sessionId = conversation.sessionId();
        Origin here = Origin.Here.HERE;
        return new Wish.Write(here, primary.stay(sessionId, here), sessionId, xid, request, who, conversation);
    }

    /** In an ensemble what a session asks behind a sync waits for that. */
    private void take(Wish wish) {
        if (membership == null) {
            primary.take(wish);
        } else {
            membership.take(wish);
        }
    }

    private void closeSession(Conversation conversation, int xid, Request request, List<Identity> who) {
        conversation.end();
        conversation.await(new Waiting(xid, request, who, false));
        if (writes()) {
            take(new Wish.Close(Origin.Here.HERE, conversation.sessionId(), xid, conversation));
        } else {
            inEnsemble().forward(conversation.sessionId(), xid, request, who);
        }
    }

    /** Ends a session from here: an operator wants it gone. */
    private void endSession(long sessionId) {
        if (tree.sessionTimeoutMs(sessionId) < 0) {
            return;
        }
        if (writes()) {
            primary.take(new Wish.Close(Origin.Here.HERE, sessionId, 0, null));
        } else if (serves()) {
            inEnsemble().forward(sessionId, 0, new SessionRequest.CloseSession(), List.of());
        }
    }

    private void tick() {
        if (writes()) {
            primary.tick();
        }
        conversations.tick(nowMs);
    }

    private void persisted(long zxid) {
        snapshots.persisted(zxid);
        if (membership != null) {
            membership.step(new io.quorate.zab.Input.Persisted(zxid));
            return;
        }
        long decided = alone.persisted(zxid);
        beginApplying();
        Primary.Proposal next = primary.decidedUpTo(decided);
        while (next != null) {
            deliver(next);
            next = primary.decidedUpTo(decided);
        }
        primary.appliedUpTo(decided);
    }

    private void beginApplying() {
        if (!applying) {
            applying = true;
            tree.beginBatch();
        }
    }

    /** A proposal of this member is decided. */
    private void deliver(Primary.Proposal proposal) {
        TxnHeader header = proposal.header();
        Txn txn = proposal.prepared().txn();
        Outcome outcome = apply(header, txn);
        if (proposal.prepared().hasDigest()) {
            Invariant.check(
                    tree.digest() == proposal.prepared().digest(),
                    "the tree is not what was foreseen at zxid 0x" + Long.toHexString(header.zxid()),
                    tree.digest(),
                    proposal.prepared().digest());
        }
        Conversation conversation = proposal.wish().conversation();
        if (proposal.wish() instanceof Wish.Write write && write.request() != null && conversation != null) {
            audit(header, write.who(), write.request(), txn);
        }
        conclude(header, txn, outcome, conversation);
    }

    /** A proposal is decided, or adopted since this member looks for a leader. */
    void deliver(io.quorate.zab.Proposal decided) {
        beginApplying();
        Primary.Proposal own = primary.decided(decided.zxid());
        if (own != null) {
            deliver(own);
        } else {
            byte[] bytes = decided.payload().bytes();
            TxnCodec.Logged logged = TxnCodec.read(reader.reset(bytes, 0, bytes.length));
            TxnHeader header = logged.header();
            Outcome outcome = apply(header, logged.txn());
            if (logged.hasDigest() && hasDigests && logged.digest() != tree.digest()) {
                told.accept(new Told.DigestMismatch(header.zxid(), logged.digest(), tree.digest()));
            }
            Conversation conversation = asker(header, logged.txn());
            Waiting head = conversation == null ? null : conversation.head();
            if (head != null && head.request() instanceof WriteRequest request) {
                audit(header, head.who(), request, logged.txn());
            }
            conclude(header, logged.txn(), outcome, conversation);
        }
        primary.appliedUpTo(decided.zxid());
    }

    private Outcome apply(TxnHeader header, Txn txn) {
        Invariant.check(
                header.zxid() > tree.lastZxid(), "a txn was delivered out of order", header.zxid(), tree.lastZxid());
        Outcome outcome = applier.apply(tree, header, txn);
        tally.applied++;
        tally.decidedAsLeader += membership != null && membership.leads() ? 1 : 0;
        if (hasDigests && (membership == null || membership.serves())) {
            // Before that the tree may be that of a ZooKeeper's fuzzy snapshot, which is ahead of its zxid for a while.
            digests.applied(header.zxid(), tree.digest());
        }
        return outcome;
    }

    /** The connection of this learner that waits first of all for what has become of this txn; null if none does. */
    private @Nullable Conversation asker(TxnHeader header, Txn txn) {
        Conversation conversation = conversations.of(header.sessionId());
        Waiting head = conversation == null || conversation.isDoubtful() ? null : conversation.head();
        if (head == null || head.isReady() || head.xid() != header.cxid()) {
            return null;
        }
        boolean fits = switch (head.request()) {
            case null -> txn instanceof Txn.CreateSession;
            case SessionRequest.CloseSession _ -> txn instanceof Txn.CloseSession;
            case WriteRequest _ -> !(txn instanceof Txn.CreateSession || txn instanceof Txn.CloseSession);
            case ReadRequest _, SessionRequest _, Undecodable _ -> false;
        };
        return fits ? conversation : null;
    }

    /**
     * A txn is applied: whoever waited for it hears of it.
     *
     * @param conversation whose head waits for it; null if nobody here does
     */
    private void conclude(TxnHeader header, Txn txn, Outcome outcome, @Nullable Conversation conversation) {
        if (txn instanceof Txn.CreateSession(int timeoutMs) && writes()) {
            primary.begun(header.sessionId(), timeoutMs);
        }
        if (conversation != null) {
            answer(conversation, header, txn, outcome);
        }
        if (txn instanceof Txn.CloseSession) {
            if (writes()) {
                audit(header, List.of(), null, txn);
            }
            ended(header.sessionId());
        }
    }

    /** The reply to what became a txn, and to the reads that waited behind it. */
    private void answer(Conversation conversation, TxnHeader header, Txn txn, Outcome outcome) {
        Waiting head = conversation.head();
        if (head == null) {
            return;
        }
        Invariant.check(head.xid() == header.cxid(), "a reply is not for the head", head.xid(), header.cxid());
        conversation.answered();
        Request request = head.request();
        if (request == null) {
            conversations.opened(conversation);
        } else {
            Replies.send(conversation.link(), head.xid(), header.zxid(), request, txn, outcome);
        }
        if (outcome instanceof Outcome.Failed(int code) && code == ErrorCode.SESSION_MOVED.number()) {
            conversations.close(conversation);
            return;
        }
        answerReady(conversation);
    }

    /** Answers what need not wait for others any more, as far as its turn has come. */
    void answerReady(Conversation conversation) {
        for (Waiting next = conversation.head(); next != null && next.isReady(); next = conversation.head()) {
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

    /** A session is no more. */
    private void ended(long sessionId) {
        primary.forget(sessionId);
        conversations.closeConnectionOf(sessionId);
    }

    /** This member serves from now on. */
    void startServing() {
        beginApplying();
        inEnsemble().showConfiguration(tree, wallMs);
        if (writes()) {
            primary.begin();
        }
        tree.forEachSession((id, _) -> ids.used(id));
        ids.begin(inEnsemble().lastLogged());
        for (Conversations.Early early : conversations.startServing(nowMs)) {
            request(early.link(), early.xid(), early.request(), early.who());
        }
    }

    /**
     * This member serves no longer: what its clients asked may or may not become of it, and they must ask elsewhere.
     */
    void stopServing() {
        primary.end();
        conversations.closeAll();
    }

    /** A learner needs the state as it is now. */
    void ship(Link link, long zxid) {
        if (shipment != null) {
            snapshots.giveWay();
            shipment.begin(link, zxid);
        }
    }

    /** The disk has another history, and this is the state it leads to. */
    private void restored(io.quorate.zab.Input answer, ZnodeTree state, long txns) {
        if (shipment != null) {
            shipment.abandon();
        }
        snapshots.restored(state.lastZxid() - txns, txns);
        beginApplying();
        tree.become(state);
        primary.end();
        inEnsemble().step(answer);
    }

    void told(Told fact) {
        told.accept(fact);
    }

    Primary primary() {
        return primary;
    }

    Conversations conversations() {
        return conversations;
    }

    private void audit(TxnHeader header, List<Identity> who, @Nullable WriteRequest request, Txn txn) {
        if (audit != null) {
            audit.accept(new Audited(header.sessionId(), who, request, txn));
        }
    }
}
