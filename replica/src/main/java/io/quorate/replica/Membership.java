package io.quorate.replica;

import io.quorate.data.Identity;
import io.quorate.data.ZnodePath;
import io.quorate.message.Request;
import io.quorate.message.SessionRequest;
import io.quorate.message.WriteRequest;
import io.quorate.replica.Primary.Origin;
import io.quorate.replica.Primary.Wish;
import io.quorate.replica.port.EnsembleJournal;
import io.quorate.replica.port.Peers;
import io.quorate.replica.request.Conversation;
import io.quorate.replica.request.Conversation.Waiting;
import io.quorate.replica.request.Forwarding;
import io.quorate.replica.session.Touches;
import io.quorate.tree.Znode;
import io.quorate.tree.ZnodeTree;
import io.quorate.wire.MalformedException;
import io.quorate.wire.Protocol;
import io.quorate.zab.Effect;
import io.quorate.zab.Input;
import io.quorate.zab.Link;
import io.quorate.zab.Payload;
import io.quorate.zab.Proposal;
import io.quorate.zab.Role;
import io.quorate.zab.Zab;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.ZabMessage.Pong;
import io.quorate.zab.ZabMessage.Relayed;
import io.quorate.zab.ZabMessage.Revalidate;
import io.quorate.zab.ZabMessage.Sync;
import io.quorate.zab.Zxid;
import io.quorate.zab.ensemble.Ensemble;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A replica's place in an ensemble: it drives the agreement, carries out what that wants, and speaks with the leader's
 * mind or the learners' about clients (quorum protocol 5.5 to 5.9).
 */
final class Membership implements Order {
    /** The version of a znode that no txn has written. */
    private static final int SELF_WRITTEN = -1;

    private final Replica replica;
    private final Zab zab;
    private final EnsembleJournal journal;
    private final Peers peers;
    private final Log log;
    private final Shipment shipment;
    private final Forwarding forwarding = new Forwarding();
    private final Touches touches;
    private final ArrayDeque<Effect> effects = new ArrayDeque<>();

    /** Where the syncs of this member's own clients wait for the leader, oldest first. */
    private final ArrayDeque<Asking> syncs = new ArrayDeque<>();
    /** Connections that want to take up a session of which only the leader knows whether it lives. */
    private final Map<Long, Conversation> doubtful = new HashMap<>();
    /** The leader's: who waits for which barrier. */
    private final Map<Long, Asker> barriers = new TreeMap<>();

    private final SyncOrder order = new SyncOrder();
    /** The leader's: verdicts that wait until what the session asked elsewhere is decided, oldest first. */
    private final ArrayDeque<Verdict> verdicts = new ArrayDeque<>();

    private final Ensemble configuration;
    private Role role;
    private long nowMs;
    private long lastToken;
    private boolean carryingOut;

    Membership(Replica replica, Replica.Together together, Log log, Shipment shipment, long touchPeriodMs) {
        this.replica = replica;
        this.log = log;
        this.shipment = shipment;
        zab = new Zab(together.zab(), together.recovered());
        journal = together.journal();
        peers = together.peers();
        touches = new Touches(touchPeriodMs);
        role = zab.role();
        configuration = together.zab().ensemble();
    }

    /** A client's sync that waits. */
    private record Asking(Conversation conversation, Waiting waiting) {}

    /** Who waits for a barrier. */
    private sealed interface Asker {
        record Here(Asking asking) implements Asker {}

        record There(Link link, long sessionId) implements Asker {}
    }

    /** What a learner is told of a session once everything up to {@code after} is decided. */
    private record Verdict(long after, Link link, Revalidate message) {}

    /** The member begins. */
    void begin() {
        step(new Input.Start());
    }

    /** Says what time it is for the inputs that follow. */
    void time(long monotonicMs) {
        nowMs = monotonicMs;
        step(new Input.Tick(monotonicMs));
    }

    /** When time has to be told again, at the latest; monotonic milliseconds. */
    long wakeAtMs() {
        return zab.wakeAtMs();
    }

    /** No further input is at hand. */
    void endBatch() {
        step(new Input.EndBatch());
    }

    /** What was said leaves now. */
    void flush() {
        peers.flush();
    }

    /** Something has happened. */
    void step(Input input) {
        if (input instanceof Input.LinkDown(Link link)) {
            ended(link);
        }
        zab.step(input, effects::add);
        carryOut();
    }

    /** Carrying out one thing may lead to more: that comes behind what there is to do already. */
    private void carryOut() {
        if (carryingOut) {
            return;
        }
        carryingOut = true;
        for (Effect effect = effects.poll(); effect != null; effect = effects.poll()) {
            carryOut(effect);
        }
        carryingOut = false;
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            // First what every txn brings, for they are tried one after the other.
            case Effect.Send(var link, var message) -> peers.send(link, message);
            case Effect.Deliver(Proposal proposal) -> {
                replica.deliver(proposal);
                tellVerdicts();
            }
            case Effect.Append(Proposal proposal) ->
                log.append(
                        proposal.zxid(),
                        proposal.payload().bytes(),
                        proposal.payload().size());
            case Effect.FromLearner(var link, var _, Relayed message) -> fromLearner(link, message);
            case Effect.FromLeader(Relayed message) -> fromLeader(message);
            case Effect.Tell(var to, var message) -> peers.tell(to, message);
            case Effect.OpenLink(var link, var to) -> peers.open(link, to);
            case Effect.CloseLink(var link, String reason) -> {
                shipment.ended(link);
                peers.close(link, reason);
            }
            case Effect.SendHistory(var link, long after, long through) -> peers.sendHistory(link, after, through);
            case Effect.SendSnapshot(var link, long zxid) -> replica.ship(link, zxid);
            case Effect.AnswerPing(var link, long zxid) ->
                peers.send(
                        link,
                        new Pong(
                                zxid,
                                touches.take(nowMs, replica.conversations().all(), forwarding)));
            case Effect.SaveAcceptedEpoch(long epoch) -> journal.saveAcceptedEpoch(epoch);
            case Effect.SaveCurrentEpoch(long epoch) -> journal.saveCurrentEpoch(epoch);
            case Effect.Truncate(long zxid) -> journal.truncate(zxid);
            case Effect.ReceiveSnapshot(var link, long zxid) -> peers.receiveSnapshot(link, zxid);
            case Effect.InstallSnapshot(long zxid) -> journal.installSnapshot(zxid);
            case Effect.AbandonSnapshot _ -> journal.abandonSnapshot();
            case Effect.Adopt(Proposal proposal) -> replica.deliver(proposal);
            case Effect.BarrierPassed(long token) -> barrierPassed(token);
            case Effect.RoleChanged(Role next) -> become(next);
            case Effect.Told(var fact) -> replica.told(new Told.Agreement(fact));
        }
    }

    private void become(Role next) {
        boolean served = role.serves();
        role = next;
        if (served) {
            syncs.clear();
            doubtful.clear();
            barriers.clear();
            order.clear();
            verdicts.clear();
            replica.stopServing();
        }
        if (next.serves()) {
            touches.begin(nowMs);
            replica.startServing();
        }
        replica.told(new Told.RoleChanged(next));
    }

    /** What this member is at the moment. */
    Role role() {
        return role;
    }

    /** Whether clients are served. */
    boolean serves() {
        return role.serves();
    }

    /** Whether this member writes. */
    boolean leads() {
        return role.serves() && role instanceof Role.Leading;
    }

    /** Syncs that wait for the quorum to confirm that this member leads. */
    int pendingSyncs() {
        return barriers.size();
    }

    /**
     * Each member writes who the members are into its own tree; that is no txn and counts in no digest (quorum protocol
     * 4.7, 7.3).
     */
    void showConfiguration(ZnodeTree tree, long wallMs) {
        byte[] text = configuration.text().getBytes(StandardCharsets.UTF_8);
        Znode znode = tree.find(ZnodePath.CONFIG);
        if (znode != null && !Arrays.equals(znode.data(), text)) {
            tree.replace(ZnodePath.CONFIG, znode.withData(text, SELF_WRITTEN, configuration.version(), wallMs));
        }
    }

    /** The last zxid in this member's log, durable or not. */
    long lastLogged() {
        return zab.lastLogged();
    }

    /** The agreement, to be looked at. */
    Zab zab() {
        return zab;
    }

    /**
     * Whether that is the beginning of an epoch whose history this member, which serves, has. A leader of Apache
     * ZooKeeper shows it to clients before the epoch has a txn.
     */
    boolean hasPassed(long zxid) {
        return !Zxid.namesTxn(zxid) && Zxid.epoch(zxid) <= zab.currentEpoch();
    }

    @Override
    public boolean hasRoom() {
        return zab.room() > 0;
    }

    @Override
    public long nextZxid() {
        return zab.nextZxid();
    }

    @Override
    public void propose(long zxid, byte[] record, int length) {
        step(new Input.Propose(zxid, new Payload(Arrays.copyOf(record, length))));
    }

    /** A client of this learner wants something to become a txn. */
    void forward(long sessionId, int cxid, Request request, List<Identity> who) {
        step(new Input.ToLeader(forwarding.request(sessionId, cxid, request, who)));
    }

    /** A client of this learner wants a session. */
    void forwardCreateSession(long sessionId, int timeoutMs) {
        step(new Input.ToLeader(forwarding.createSession(sessionId, timeoutMs)));
    }

    /** A client of this learner wants to take up a session. */
    void askWhetherAlive(Conversation conversation) {
        doubtful.put(conversation.sessionId(), conversation);
        step(new Input.ToLeader(forwarding.question(conversation.sessionId(), conversation.timeoutMs())));
    }

    /** A connection is gone. */
    void parted(Conversation conversation) {
        doubtful.remove(conversation.sessionId(), conversation);
        if (role.serves() && !leads()) {
            touches.parted(conversation);
        }
    }

    /** A client of this member wants what it reads next to be no older than anything acknowledged before. */
    void sync(Conversation conversation, Waiting waiting, SessionRequest.Sync request) {
        Asking asking = new Asking(conversation, waiting);
        if (leads()) {
            order.sync(Origin.Here.HERE, conversation.sessionId(), () -> raise(new Asker.Here(asking)));
        } else {
            syncs.add(asking);
            step(new Input.ToLeader(
                    forwarding.request(conversation.sessionId(), waiting.xid(), request, waiting.who())));
        }
    }

    /** The leader's: a session wants something to become a txn. */
    void take(Wish wish) {
        if (order.isEmpty()) {
            replica.primary().take(wish);
        } else {
            order.ask(wish.origin(), wish.sessionId(), () -> replica.primary().take(wish));
        }
    }

    private void ended(Link link) {
        shipment.ended(link);
        replica.primary().ended(link);
        order.ended(new Origin.There(link));
    }

    /** What was asked before and has no place yet must get it first. */
    private void raise(Asker asker) {
        replica.primary().inTurn(() -> {
            lastToken++;
            barriers.put(lastToken, asker);
            step(new Input.Barrier(lastToken));
        });
    }

    private void barrierPassed(long token) {
        Asker asker = barriers.remove(token);
        switch (asker) {
            case null -> {}
            case Asker.Here(Asking asking) -> {
                synced(asking);
                order.passed(Origin.Here.HERE, asking.conversation().sessionId());
            }
            case Asker.There(Link link, long sessionId) -> {
                step(new Input.ToLearner(link, new Sync()));
                order.passed(new Origin.There(link), sessionId);
            }
        }
    }

    private void synced(Asking asking) {
        asking.waiting().ready();
        replica.answerReady(asking.conversation());
    }

    private void fromLeader(Relayed message) {
        switch (message) {
            case Sync _ -> {
                Asking oldest = syncs.poll();
                if (oldest != null) {
                    synced(oldest);
                }
            }
            case Revalidate(Payload body) -> {
                Conversation conversation = verdict(body);
                if (conversation != null) {
                    replica.revalidated(conversation, forwarding.isAlive(body));
                }
            }
            case ZabMessage.Request _, Pong _ -> {}
        }
    }

    private @Nullable Conversation verdict(Payload body) {
        return body.size() > Long.BYTES ? doubtful.remove(forwarding.sessionOf(body)) : null;
    }

    /** Whatever a learner brings that makes no sense ends its link, and nothing else. */
    private void fromLearner(Link link, Relayed message) {
        if (!leads()) {
            return;
        }
        try {
            switch (message) {
                case ZabMessage.Request request -> requested(link, request);
                case Revalidate(Payload body) ->
                    forwarding.readQuestion(body, (session, timeoutMs) -> revalidate(link, session, timeoutMs));
                case Pong(long _, Payload touched) ->
                    forwarding.readTouches(
                            touched,
                            (session, _) -> replica.primary().sessions().touch(session, nowMs));
                case Sync _ -> {}
            }
        } catch (MalformedException nonsense) {
            peers.close(link, "a learner's " + message.getClass().getSimpleName() + ": " + nonsense.getMessage());
        }
    }

    private void requested(Link link, ZabMessage.Request message) {
        Primary primary = replica.primary();
        if (primary.isFull() || order.held() >= Primary.MOST_WAITING) {
            peers.close(link, "more than " + Primary.MOST_WAITING + " requests wait for their place");
            return;
        }
        Forwarding.Forwarded forwarded = forwarding.read(message);
        Origin origin = new Origin.There(link);
        long session = forwarded.sessionId();
        int cxid = forwarded.cxid();
        switch (forwarded.opcode()) {
            case Protocol.OP_SYNC -> {
                heardThrough(origin, session);
                order.sync(origin, session, () -> raise(new Asker.There(link, session)));
            }
            case Protocol.OP_CREATE_SESSION -> take(new Wish.Open(origin, session, forwarded.timeoutMs(), null));
            case Protocol.OP_CLOSE_SESSION -> take(new Wish.Close(origin, session, cxid, null));
            default -> {
                long stay = heardThrough(origin, session);
                if (stay == Primary.MOVED) {
                    take(new Wish.Moved(origin, session, cxid));
                    return;
                }
                List<Identity> who = forwarded.who();
                WriteRequest write =
                        who != null && forwarded.request() instanceof WriteRequest understood ? understood : null;
                take(new Wish.Write(origin, stay, session, cxid, write, who == null ? List.of() : who, null));
            }
        }
    }

    /**
     * The session's stay there. If it is there still, it is touched, sooner than the learner would tell of it: what is
     * answered vouches for the session from when it was asked, even if the learner is cut off at once.
     */
    private long heardThrough(Origin origin, long sessionId) {
        Primary primary = replica.primary();
        long stay = primary.stay(sessionId, origin);
        if (stay != Primary.MOVED) {
            primary.sessions().touch(sessionId, nowMs);
        }
        return stay;
    }

    /**
     * From now on the session speaks through that learner. It is told so only when everything that was proposed before
     * is decided: what the session asked elsewhere is then behind it, and cannot be taken for an answer to what it asks
     * there.
     */
    private void revalidate(Link link, long sessionId, int timeoutMs) {
        Primary primary = replica.primary();
        boolean alive = primary.sessions().isAlive(sessionId);
        if (alive) {
            primary.sessions().track(sessionId, timeoutMs, nowMs);
            primary.owned(sessionId, new Origin.There(link));
            replica.conversations().closeConnectionOf(sessionId);
        }
        verdicts.add(new Verdict(primary.lastProposed(), link, forwarding.verdict(sessionId, alive)));
        tellVerdicts();
    }

    private void tellVerdicts() {
        long decided = zab.lastDelivered();
        for (Verdict next = verdicts.peek(); next != null && next.after() <= decided; next = verdicts.peek()) {
            verdicts.remove();
            step(new Input.ToLearner(next.link(), next.message()));
        }
    }
}
