package io.quorate.replica;

import io.quorate.replica.ReplicaConfig.ReapingRules;
import io.quorate.replica.ReplicaConfig.SnapshotRules;
import io.quorate.replica.port.EnsembleJournal;
import io.quorate.replica.port.Peers;
import io.quorate.replica.port.Snapshots;
import io.quorate.replica.session.SessionIds;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.access.Schemes;
import io.quorate.tree.apply.Applier;
import io.quorate.tree.apply.Changes;
import io.quorate.tree.txn.TxnCodec;
import io.quorate.wire.JuteReader;
import io.quorate.zab.ElectionMessage;
import io.quorate.zab.Link;
import io.quorate.zab.Payload;
import io.quorate.zab.Proposal;
import io.quorate.zab.Recovered;
import io.quorate.zab.Role;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.Zxid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of a {@link Trio}: its disk is a list, and durable as soon as it is asked again. */
final class EnsembleMember implements EnsembleJournal, Peers, Snapshots {
    private static final TreeLimits LIMITS = new TreeLimits(true, true, false, true, 12345);
    private static final long WALL_MS = 1_700_000_000_000L;

    /** The other end of a link. */
    private record End(EnsembleMember peer, Link link) {}

    final ServerId id;
    final List<Told> told = new ArrayList<>();
    private final Trio trio;
    private final List<Proposal> log = new ArrayList<>();
    private final Map<Link, End> links = new LinkedHashMap<>();
    private long acceptedEpoch;
    private long currentEpoch;
    private int submitted;
    private long linksAccepted;
    private int boot;
    ZnodeTree tree = new ZnodeTree(LIMITS);
    private @Nullable Replica replica;

    EnsembleMember(Trio trio, ServerId id) {
        this.trio = trio;
        this.id = id;
    }

    void start() {
        boot++;
        tree = restored();
        ReplicaConfig config = new ReplicaConfig(
                id.value(),
                Trio.TICK_MS,
                2 * Trio.TICK_MS,
                20 * Trio.TICK_MS,
                new SnapshotRules(1_000_000, 0, true, true, 1),
                new ReapingRules(60_000, 10_000, 0));
        List<Recovered.LogExtent> extents = new ArrayList<>();
        for (Proposal each : log) {
            long zxid = each.zxid();
            if (extents.isEmpty() || zxid != extents.getLast().last() + 1) {
                extents.add(new Recovered.LogExtent(zxid, zxid));
            } else {
                extents.set(
                        extents.size() - 1,
                        new Recovered.LogExtent(extents.getLast().first(), zxid));
            }
        }
        Recovered recovered = new Recovered(acceptedEpoch, currentEpoch, tree.lastZxid(), extents, 0, true);
        Replica made = Replica.inEnsemble(
                config,
                tree,
                LIMITS,
                Schemes.standard().rules(LIMITS),
                new Replica.Ports(this, this, told::add),
                new SessionIds(id.value(), trio.nowMs),
                0,
                new Replica.Together(this, this, trio.config(id), recovered));
        replica = made;
        made.begin(trio.nowMs, WALL_MS);
    }

    void kill() {
        replica = null;
        boot++;
        Map<Link, End> lost = new LinkedHashMap<>(links);
        links.clear();
        lost.values().forEach(end -> end.peer().lost(end.link()));
    }

    private void lost(Link link) {
        if (links.remove(link) != null) {
            answer(new io.quorate.zab.Input.LinkDown(link));
        }
    }

    boolean isUp() {
        return replica != null;
    }

    Role role() {
        Role[] role = {new Role.Retired()};
        take(new Input.Inspect(view -> role[0] = view.role()));
        return role[0];
    }

    /** How many txns it has proposed, and how many were decided while it led. */
    long[] proposedAndDecided() {
        long[] counts = new long[2];
        take(new Input.Inspect(view -> {
            counts[0] = view.tally().proposals;
            counts[1] = view.tally().decidedAsLeader;
        }));
        return counts;
    }

    boolean serves() {
        return isUp() && role().serves();
    }

    boolean leads() {
        return serves() && role() instanceof Role.Leading;
    }

    void tick() {
        take(new Input.Tick());
    }

    void take(Input input) {
        Replica running = replica;
        if (running != null) {
            running.time(trio.nowMs, WALL_MS + trio.nowMs);
            running.step(input);
            running.endInputs();
            running.endBatch();
        }
    }

    private void answer(Input input) {
        int life = boot;
        trio.later(() -> {
            if (boot == life) {
                take(input);
            }
        });
    }

    private void answer(io.quorate.zab.Input input) {
        answer(new Input.ForZab(input));
    }

    @Override
    public void append(long zxid, byte[] payload, int offset, int length) {
        byte[] bytes = new byte[length];
        System.arraycopy(payload, offset, bytes, 0, length);
        log.add(new Proposal(zxid, new Payload(bytes)));
    }

    @Override
    public void submit() {
        if (log.size() > submitted) {
            submitted = log.size();
            answer(new Input.Persisted(log.getLast().zxid()));
        }
    }

    @Override
    public void roll() {
        throw new AssertionError("no snapshot is due");
    }

    @Override
    public void saveAcceptedEpoch(long epoch) {
        submit();
        acceptedEpoch = epoch;
        answer(new io.quorate.zab.Input.AcceptedEpochSaved(epoch));
    }

    @Override
    public void saveCurrentEpoch(long epoch) {
        submit();
        currentEpoch = epoch;
        answer(new io.quorate.zab.Input.CurrentEpochSaved(epoch));
    }

    @Override
    public void truncate(long zxid) {
        submit();
        log.removeIf(each -> each.zxid() > zxid);
        submitted = log.size();
        answer(new Input.Restored(new io.quorate.zab.Input.Truncated(zxid), restored(), log.size()));
    }

    private ZnodeTree restored() {
        ZnodeTree fresh = new ZnodeTree(LIMITS);
        Applier applier = new Applier(Changes.IGNORED);
        JuteReader reader = new JuteReader(Integer.MAX_VALUE);
        for (Proposal each : log) {
            byte[] bytes = each.payload().bytes();
            TxnCodec.Logged logged = TxnCodec.read(reader.reset(bytes, 0, bytes.length));
            applier.apply(fresh, logged.header(), logged.txn());
        }
        return fresh;
    }

    @Override
    public void installSnapshot(long zxid) {
        throw new AssertionError("nobody sends snapshots here");
    }

    @Override
    public void abandonSnapshot() {
        answer(new io.quorate.zab.Input.SnapshotDropped());
    }

    @Override
    public void tell(ServerId to, ElectionMessage message) {
        EnsembleMember peer = trio.member(to.value());
        peer.answer(new io.quorate.zab.Input.Heard(id, message));
    }

    @Override
    public void open(Link link, ServerId to) {
        EnsembleMember peer = trio.member(to.value());
        if (!peer.isUp()) {
            answer(new io.quorate.zab.Input.LinkDown(link));
            return;
        }
        Link theirs = Link.accepted(++peer.linksAccepted);
        links.put(link, new End(peer, theirs));
        peer.links.put(theirs, new End(this, link));
        answer(new io.quorate.zab.Input.LinkUp(link));
        peer.answer(new io.quorate.zab.Input.LinkUp(theirs));
    }

    @Override
    public void close(Link link, String reason) {
        End end = links.remove(link);
        if (end != null) {
            answer(new io.quorate.zab.Input.LinkDown(link));
            trio.later(() -> end.peer().lost(end.link()));
        }
    }

    @Override
    public void send(Link link, ZabMessage message) {
        End end = links.get(link);
        if (end != null) {
            end.peer().answer(new io.quorate.zab.Input.Received(end.link(), message));
        }
    }

    @Override
    public void sendHistory(Link link, long after, long through) {
        for (Proposal each : log) {
            if (each.zxid() > after && each.zxid() <= through) {
                send(link, new ZabMessage.Propose(each));
                send(link, new ZabMessage.Commit(each.zxid()));
            }
        }
    }

    @Override
    public void beginSnapshot(Link link, long zxid) {
        throw new AssertionError("the log reaches back to the beginning: " + Zxid.text(zxid));
    }

    @Override
    public void snapshotBytes(Link link, byte[] bytes, int offset, int length) {
        throw new AssertionError("no snapshot has begun");
    }

    @Override
    public void endSnapshot(Link link) {
        throw new AssertionError("no snapshot has begun");
    }

    @Override
    public long backlogBytes(Link link) {
        return 0;
    }

    @Override
    public void receiveSnapshot(Link link, long zxid) {
        throw new AssertionError("nobody sends snapshots here");
    }

    @Override
    public void flush() {
        // What is said arrives by itself.
    }

    @Override
    public void begin(long zxid) {
        throw new AssertionError("no snapshot is due");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        throw new AssertionError("no snapshot is due");
    }

    @Override
    public long backlogBytes() {
        return 0;
    }

    @Override
    public void end() {
        throw new AssertionError("no snapshot is due");
    }

    @Override
    public void abandon() {
        throw new AssertionError("no snapshot is due");
    }
}
