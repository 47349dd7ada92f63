package io.quorate.simulator.checker.agreement;

import io.quorate.simulator.checker.Entry;
import io.quorate.simulator.checker.History;
import io.quorate.simulator.checker.History.Settled;
import io.quorate.simulator.checker.MemberLog;
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.peer.Witness;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.World;
import io.quorate.tree.txn.Txn;
import io.quorate.zab.ElectionMessage;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.Zxid;
import io.quorate.zab.ensemble.Ensemble;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees all members at once, and knows what was decided before anybody is told (faults 1): all of a leader's history
 * when it is established, and each of its proposals when it first says that it is decided or shows it applied.
 */
public final class Ghost implements Witness {
    private final World world;
    private final History history;
    private final Ensemble ensemble;
    private final long lastCounter;
    private final MemberLog decided;
    private final Map<Class<? extends Sight>, List<Watcher>> watchers = new HashMap<>();
    /** By number, from 1 on. */
    private final Shadow[] shadows;

    private final TreeMap<Long, Integer> leaders = new TreeMap<>();
    private final Map<Integer, List<Settled>> shipped = new HashMap<>();
    private final Map<Integer, List<Settled>> aside = new HashMap<>();
    private final Set<Long> open = new HashSet<>();
    private final Map<Integer, Sight> intended = new HashMap<>();

    /**
     * One that has seen nothing.
     *
     * @param lastCounter with which an epoch ends
     */
    public Ghost(World world, History history, Ensemble ensemble, long lastCounter) {
        this.lastCounter = lastCounter;
        this.world = world;
        this.history = history;
        this.ensemble = ensemble;
        this.decided = history.amongPeers();
        this.shadows = new Shadow[ensemble.members().size()];
        for (ServerId id : ensemble.members().keySet()) {
            int member = (int) id.value();
            shadows[member - 1] = new Shadow(member, ensemble.isVoter(id), history.log(member));
        }
        for (Watcher watcher : Watcher.all()) {
            for (Class<? extends Sight> sight : watcher.sights()) {
                watchers.computeIfAbsent(sight, _ -> new ArrayList<>()).add(watcher);
            }
        }
    }

    /** What was decided, in order. */
    public MemberLog decided() {
        return decided;
    }

    /** How many sessions are open, as far as is decided. */
    public int openSessions() {
        return open.size();
    }

    /** The last member that was established, or null. */
    public @Nullable Integer lastLeader() {
        return leaders.isEmpty() ? null : leaders.lastEntry().getValue();
    }

    /** The last epoch that was established, 0 if none. */
    public long lastEpoch() {
        return leaders.isEmpty() ? 0 : leaders.lastKey();
    }

    /** Who established an epoch, or null. */
    @Nullable
    Integer leaderOf(long epoch) {
        return leaders.get(epoch);
    }

    /** What is known of a member. */
    public Shadow shadow(int member) {
        return shadows[member - 1];
    }

    /** Whether a quorum's disks hold that txn, or did until chance destroyed one of them. */
    boolean isHeld(Settled txn) {
        return ensemble.quorum().isReachedBy(id -> shadow((int) id.value()).holds(txn));
    }

    /** Whether the disks of a quorum hold that txn even if this member gives it up. */
    boolean isHeldWithout(Shadow member, Settled txn) {
        return ensemble.quorum().isReachedBy(id -> {
            Shadow shadow = shadow((int) id.value());
            return shadow == member ? shadow.wasRobbedOf(txn) : shadow.holds(txn);
        });
    }

    /** Who the members are. */
    Ensemble ensemble() {
        return ensemble;
    }

    /** The counter with which an epoch ends. */
    long lastCounter() {
        return lastCounter;
    }

    /** Whether it was decided. */
    boolean isDecided(Settled txn) {
        Settled other = decided.settled(txn.zxid());
        return other != null && other.recordHash() == txn.recordHash();
    }

    /** Whether the first so many txns of a log are those decided, as far as so many are decided. */
    boolean agrees(List<Settled> txns, int from, int count) {
        List<Settled> order = decided.txns();
        int common = Math.min(count, order.size());
        for (int i = from; i < common; i++) {
            if (txns.get(i).zxid() != order.get(i).zxid()
                    || txns.get(i).recordHash() != order.get(i).recordHash()) {
                return false;
            }
        }
        return true;
    }

    /** A promise is put to the test. */
    void require(boolean holds, Promise promise, Supplier<String> what) {
        history.test(holds, promise, world.now(), what);
    }

    /** Something has happened. */
    public void saw(Sight sight) {
        for (Watcher watcher : watchers.getOrDefault(sight.getClass(), List.of())) {
            watcher.see(sight, this);
        }
        Shadow shadow = shadow(sight.member());
        shadow.learn(sight);
        switch (sight) {
            case Sight.Established(int member, long epoch) -> {
                leaders.putIfAbsent(epoch, member);
                history.add(new Entry.Reigns(world.now(), member, epoch));
                decideAll(shadow);
            }
            case Sight.Decided(int member, Settled txn) -> {
                decided.append(txn);
                switch (txn.txn()) {
                    case Txn.CreateSession _ -> open.add(txn.header().sessionId());
                    case Txn.CloseSession _ -> open.remove(txn.header().sessionId());
                    default -> {
                        // Begins and ends no session.
                    }
                }
                world.note(member, Mark.DECIDED, txn.zxid(), decided.txns().size(), () -> "");
            }
            case Sight.Said(int _, int _, int _, ZabMessage message) -> said(shadow, message);
            case Sight.Became(int member, var role) -> {
                history.add(new Entry.Became(world.now(), member, role.serves()));
                agree(shadow);
            }
            default -> {
                // Decides nothing.
            }
        }
    }

    /** All that an established leader has is decided. One that learns of it late may have less than is decided. */
    private void decideAll(Shadow leader) {
        List<Settled> txns = leader.log().txns();
        while (decided.txns().size() < txns.size() && lastEpoch() == leader.establishedEpoch()) {
            saw(new Sight.Decided(leader.member(), txns.get(decided.txns().size())));
        }
    }

    private void said(Shadow shadow, ZabMessage message) {
        long zxid = switch (message) {
            case ZabMessage.Commit(long committed) -> committed;
            case ZabMessage.Inform inform -> inform.proposal().zxid();
            default -> 0;
        };
        if (shadow.reigns() && Zxid.epoch(zxid) == shadow.establishedEpoch()) {
            decideThrough(shadow, zxid);
        }
    }

    private void decideThrough(Shadow leader, long zxid) {
        List<Settled> txns = leader.log().txns();
        while (decided.lastZxid() < zxid && decided.txns().size() < txns.size()) {
            saw(new Sight.Decided(leader.member(), txns.get(decided.txns().size())));
        }
    }

    /**
     * A member has taken a batch of inputs.
     *
     * @param zxid the last one in its state
     * @param digest of its state
     */
    public void turned(int member, long zxid, long digest) {
        Shadow shadow = shadow(member);
        if (shadow.appliedZxid() != zxid) {
            if (shadow.reigns()) {
                decideThrough(shadow, zxid);
            }
            List<Settled> txns = shadow.log().txns();
            int from = shadow.log().countThrough(shadow.appliedZxid());
            int to = shadow.log().countThrough(zxid);
            for (int i = from; i < to; i++) {
                saw(new Sight.Applied(member, txns.get(i)));
            }
            agree(shadow);
        }
        if (shadow.isNewState(zxid, digest)) {
            saw(new Sight.State(member, zxid, digest));
        }
    }

    /** Whoever serves has applied nothing but what is decided: judged once for each txn. */
    private void agree(Shadow shadow) {
        if (shadow.role().serves()) {
            shadow.agree(TotalOrder.agreed(shadow, this));
        }
    }

    /** Whether what a member shows at a zxid is decided. */
    public boolean mayShow(long zxid) {
        return zxid <= Math.max(decided.lastZxid(), Zxid.beginning(lastEpoch()));
    }

    @Override
    public void tells(int member, int to, ElectionMessage message) {
        saw(new Sight.Voted(member, to, message));
    }

    @Override
    public void says(int member, int to, int connection, ZabMessage message) {
        saw(new Sight.Said(member, to, connection, message));
    }

    @Override
    public void saysInVain(int member, ZabMessage message) {
        said(shadow(member), message);
    }

    @Override
    public void hears(int member, int from, int connection, ZabMessage message) {
        saw(new Sight.Heard(member, from, connection, message));
    }

    @Override
    public void tellsHistory(int member, int to, int connection, long after, long through) {
        saw(new Sight.SaidHistory(member, to, connection, after, through));
    }

    @Override
    public void sendsSnapshot(int member, int to, int connection, long zxid) {
        MemberLog log = shadow(member).log();
        shipped.put(connection, new ArrayList<>(log.txns().subList(0, log.countThrough(zxid))));
    }

    @Override
    public void receivedSnapshot(int member, int from, int connection, long zxid) {
        List<Settled> state = shipped.remove(connection);
        if (state != null) {
            aside.put(member, state);
        }
    }

    /** A member begins to change its history; a crash leaves the old one or the new one. */
    public void intends(Sight change) {
        intended.put(change.member(), change);
    }

    /** It has changed its history, or nothing has changed. */
    public void hasDone(Sight change, boolean done) {
        intended.remove(change.member());
        if (done) {
            saw(change);
        }
    }

    /** A member begins. If it died while it changed its history, where the history ends says which one it is. */
    public void begins(Sight.Booted booted) {
        Sight change = intended.remove(booted.member());
        long end = switch (change) {
            case Sight.Cut(int _, long zxid) -> zxid;
            case Sight.Replaced(int _, List<Settled> state) ->
                state.isEmpty() ? 0 : state.getLast().zxid();
            case null, default -> -1;
        };
        if (change != null && end == booted.lastZxid()) {
            saw(change);
        }
        aside.remove(booted.member());
        saw(booted);
    }

    /** What a member's history is once it has installed the snapshot that it keeps aside. */
    public List<Settled> aside(int member) {
        return aside.getOrDefault(member, List.of());
    }

    /** How far each member's state is behind what was decided, for people. */
    public String standing() {
        StringBuilder words = new StringBuilder("decided " + Zxid.text(decided.lastZxid()));
        for (Shadow shadow : shadows) {
            words.append("; ")
                    .append(shadow.member())
                    .append(shadow.isUp() ? " " + shadow.role() : " down")
                    .append(" at ")
                    .append(Zxid.text(shadow.appliedZxid()));
        }
        return words.toString();
    }
}
