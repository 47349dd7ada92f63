package io.quorate.zab.rig;

import io.quorate.zab.Effect;
import io.quorate.zab.ElectionMessage;
import io.quorate.zab.Ensembles;
import io.quorate.zab.Input;
import io.quorate.zab.Payload;
import io.quorate.zab.Proposal;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.Zxid;
import io.quorate.zab.ensemble.Ensemble;
import io.quorate.zab.ensemble.Groups;
import io.quorate.zab.ensemble.Member;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A whole ensemble. First a time of faults, which kinds and how many the seed decides; then everything heals, and the
 * ensemble must agree and go on within bounds.
 */
final class World {
    private static final int TRACED = 400;
    private static final int TICK_MS = 10;
    private static final int PATIENCE_MS = 30_000;
    /** Effects between two such deaths, about. */
    private static final int ONE_IN = 2000;

    private record Event(long atMs, long tie, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int order = Long.compare(atMs, other.atMs);
            return order != 0 ? order : Long.compare(tie, other.tie);
        }
    }

    private record Cut(ServerId from, ServerId to) {}

    private final SplittableRandom dice;
    private final Setting setting;
    private final Ensemble ensemble;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final TreeMap<ServerId, Node> nodes = new TreeMap<>();
    private final Network network = new Network(this);
    private final Ghost ghost = new Ghost(this);
    private final Set<Cut> cuts = new HashSet<>();
    private final ArrayDeque<String> trace = new ArrayDeque<>();
    private long nowMs;
    private long payloads;
    private long barriers;
    private long steps;

    World(Setting setting, long seed) {
        this.setting = setting;
        dice = new SplittableRandom(seed);
        ensemble = Ensembles.of(setting.voters(), setting.observers());
        for (ServerId id : ensemble.members().keySet()) {
            nodes.put(id, new Node(this, id));
        }
        every(TICK_MS, this::tick);
    }

    /** Faults, then health; afterwards everybody has everything. */
    void run() {
        for (Node node : nodes.values()) {
            after(dice(200), node::start);
        }
        every(20, this::work);
        every(50, this::misfortune);
        runUntil(setting.faultsMs());
        heal();
        long deadline = nowMs + PATIENCE_MS;
        long before = ghost.committed().size();
        while (!isWell(before)) {
            boolean excused = nowMs >= deadline && !isQuorumTrusted();
            if (excused) {
                return;
            }
            Broken.unless(nowMs < deadline, "L1", "not well " + PATIENCE_MS + " ms after the last fault: " + roles());
            runUntil(nowMs + 50);
        }
    }

    /**
     * A wiped member, and one that was told to cut its history where that cannot be done, both wait for a snapshot and
     * let others vote; when too few are left, only people can help.
     */
    private boolean isQuorumTrusted() {
        return ensemble.quorum().isReachedBy(id -> node(id).zab().lastLogged() != Zxid.UNKNOWN);
    }

    private boolean isWell(long before) {
        return ghost.committed().size() > before
                && nodes.values().stream()
                        .allMatch(node -> node.serves() && node.applied().size() > before);
    }

    private void tick() {
        for (Node node : nodes.values()) {
            if (node.isUp() && node.zab().wakeAtMs() <= nowMs) {
                node.step(new Input.EndBatch());
            }
        }
    }

    /** Whoever leads, or thinks so, gets something to do. */
    private void work() {
        for (Node node : nodes.values()) {
            if (node.leads()) {
                node.propose(dice(3));
            }
            if (node.leads() && dice(3) == 0) {
                node.raiseBarrier(++barriers);
            }
        }
    }

    private void misfortune() {
        if (nowMs >= setting.faultsMs()) {
            return;
        }
        Node node = anyNode();
        if (chance(setting.crashes()) && node.isUp()) {
            crash(node);
        }
        if (chance(setting.resets())) {
            network.resetOne();
        }
        if (chance(setting.cuts())) {
            cut(node);
        }
        if (chance(setting.compactions()) && node.isUp()) {
            node.compact();
        }
    }

    /** Whether a member dies between two effects: rarely, and only in worlds with crashes. */
    boolean strikes() {
        return setting.crashes() > 0 && nowMs < setting.faultsMs() && dice(ONE_IN) == 0;
    }

    void crash(Node node) {
        node.crash();
        network.crashed(node);
        boolean othersSound = nodes.values().stream()
                .allMatch(each -> each == node || each.disk().isTrusted());
        if (chance(setting.wipes()) && othersSound) {
            node.disk().wipe(setting.bug() != Bug.WIPED_BUT_CONFIDENT);
        }
        int boot = node.boot();
        after(dice(600), () -> {
            if (node.boot() == boot) {
                node.start();
            }
        });
    }

    /** One member hears nobody, is heard by nobody, or both, for a while. */
    private void cut(Node node) {
        int kind = dice(3);
        for (ServerId other : nodes.keySet()) {
            if (kind != 0) {
                cuts.add(new Cut(node.id(), other));
            }
            if (kind != 1) {
                cuts.add(new Cut(other, node.id()));
            }
        }
        after(
                dice(1500),
                () -> cuts.removeIf(
                        cut -> cut.from().equals(node.id()) || cut.to().equals(node.id())));
    }

    private void heal() {
        cuts.clear();
        for (Node node : nodes.values()) {
            if (!node.isUp()) {
                node.start();
            }
        }
    }

    void runUntil(long endMs) {
        while (!events.isEmpty() && events.element().atMs() <= endMs) {
            Event event = events.remove();
            nowMs = event.atMs();
            steps++;
            event.action().run();
        }
        nowMs = endMs;
    }

    void at(long whenMs, Runnable action) {
        events.add(new Event(whenMs, dice.nextLong(), action));
    }

    void after(long ms, Runnable action) {
        at(nowMs + ms, action);
    }

    private void every(int ms, Runnable action) {
        after(ms, () -> {
            action.run();
            every(ms, action);
        });
    }

    void tell(ServerId from, ServerId to, ElectionMessage message) {
        if (!isCut(from, to) && !chance(setting.losses())) {
            after(delayMs(), () -> {
                if (nodes.containsKey(to) && node(to).isUp()) {
                    node(to).step(new Input.Heard(from, message));
                }
            });
        }
    }

    /** Three of four are quick. */
    int delayMs() {
        return 1 + (dice(4) == 0 ? dice(setting.slownessMs()) : dice(3));
    }

    int diskDelayMs() {
        return dice(4) == 0 ? dice(setting.slownessMs()) : dice(3);
    }

    boolean isCut(ServerId from, ServerId to) {
        return cuts.contains(new Cut(from, to));
    }

    int dice(int bound) {
        return dice.nextInt(bound);
    }

    private boolean chance(int percent) {
        return dice.nextInt(100) < percent;
    }

    private Node anyNode() {
        return List.copyOf(nodes.values()).get(dice(nodes.size()));
    }

    Payload nextPayload() {
        return new Payload(ByteBuffer.allocate(Long.BYTES).putLong(++payloads).array());
    }

    Node node(ServerId id) {
        Node node = nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException("no server " + id);
        }
        return node;
    }

    ZabConfig config(ServerId id) {
        List<Member> members = List.copyOf(ensemble.members().values());
        Ensemble believed = switch (setting.bug()) {
            case OBSERVERS_COUNT -> Ensembles.of(members.size(), 0);
            case SMALL_QUORUM -> {
                TreeMap<ServerId, Long> weights = new TreeMap<>();
                ensemble.voters().forEach(voter -> weights.put(voter, voter.value() <= 3 ? 1L : 0L));
                yield Ensemble.of(members, Groups.weighted(weights), 0);
            }
            default -> ensemble;
        };
        return Ensembles.config(id.value(), believed, setting.rule());
    }

    void trace(Node node, Effect effect) {
        if (trace.size() == TRACED) {
            trace.remove();
        }
        trace.add(nowMs + " " + node.id() + " " + effect);
    }

    String trace() {
        return String.join("\n", trace);
    }

    private String roles() {
        List<String> roles = new ArrayList<>();
        nodes.values().forEach(node -> roles.add(node.id() + " " + node.zab().role()));
        return roles.toString();
    }

    List<Proposal> decided() {
        return ghost.committed();
    }

    Network network() {
        return network;
    }

    Ghost ghost() {
        return ghost;
    }

    Ensemble ensemble() {
        return ensemble;
    }

    Bug bug() {
        return setting.bug();
    }

    long nowMs() {
        return nowMs;
    }

    long steps() {
        return steps;
    }
}
