package io.quorate.zab.rig;

import io.quorate.zab.Effect;
import io.quorate.zab.ElectionMessage.Notification;
import io.quorate.zab.ElectionMessage.State;
import io.quorate.zab.Proposal;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.ZabMessage.Ack;
import io.quorate.zab.ZabMessage.AckEpoch;
import io.quorate.zab.Zxid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Sees all members at once, and knows what was decided before anybody is told. */
final class Ghost {
    private final World world;
    private final List<Proposal> committed = new ArrayList<>();
    private final Set<Proposal> isCommitted = new HashSet<>();
    private final TreeMap<Long, ServerId> leaderOf = new TreeMap<>();
    private final Map<Long, Integer> barriers = new TreeMap<>();
    private final Map<String, Integer> plans = new TreeMap<>();
    private int barriersPassed;

    Ghost(World world) {
        this.world = world;
    }

    List<Proposal> committed() {
        return committed;
    }

    int epochs() {
        return leaderOf.size();
    }

    int barriersPassed() {
        return barriersPassed;
    }

    /** How often each kind of synchronization happened. */
    Map<String, Integer> plans() {
        return plans;
    }

    void planned(String plan) {
        plans.merge(plan.substring(0, plan.indexOf('[')), 1, Integer::sum);
    }

    /**
     * A quorum acknowledged the leader's history: all of it is decided. The leader may learn it late, when another has
     * gone on from there; then it is only a part of what was decided since.
     */
    void established(Node leader, long epoch) {
        ServerId before = leaderOf.putIfAbsent(epoch, leader.id());
        Broken.unless(
                before == null || before.equals(leader.id()),
                "Z7",
                "epoch " + epoch + " has two leaders, " + before + " and " + leader.id());
        List<Proposal> initial = leader.logged();
        int common = Math.min(initial.size(), committed.size());
        boolean late = leaderOf.lastKey() > epoch;
        Broken.unless(
                (late ? initial.size() <= committed.size() : initial.size() >= committed.size())
                        && initial.subList(0, common).equals(committed.subList(0, common)),
                "Z9",
                "the leader " + leader.id() + " of epoch " + epoch + " has " + initial + ", decided was " + committed);
        for (Proposal each : initial.subList(common, initial.size())) {
            decided(each, epoch);
        }
    }

    private void decided(Proposal proposal, long epoch) {
        Broken.unless(isHeld(proposal), "Z10", proposal + " is decided in epoch " + epoch + " but no quorum holds it");
        committed.add(proposal);
        isCommitted.add(proposal);
    }

    private boolean isHeld(Proposal proposal) {
        return world.ensemble().quorum().isReachedBy(id -> world.node(id).disk().held(proposal));
    }

    /**
     * A member's history was cut or replaced: what was decided is still held by a quorum. It may have been outstanding
     * when the leader told the member to cut it and propose it anew, and decided by others before that was done.
     */
    void replaced(Node node, List<Proposal> before) {
        Set<Proposal> after = new HashSet<>(node.disk().history());
        for (Proposal each : before) {
            Broken.unless(
                    after.contains(each) || !isCommitted.contains(each) || isHeld(each),
                    "Z12",
                    "server " + node.id() + " gives up " + each + ", which is decided");
        }
    }

    /** A leader has found that a quorum holds the next txn. */
    void decides(Proposal proposal, int index) {
        if (index == committed.size()) {
            decided(proposal, Zxid.epoch(proposal.zxid()));
        }
    }

    /** A member applies a txn. */
    void delivered(Node node, Proposal proposal, int index) {
        Broken.unless(
                index < committed.size() && committed.get(index).equals(proposal),
                "Z2",
                "server " + node.id() + " applies " + proposal + " at " + index + " of " + committed);
    }

    /** A member begins to serve: what it has applied must be what was decided. */
    void serves(Node node) {
        List<Proposal> applied = node.applied();
        Broken.unless(
                applied.size() <= committed.size()
                        && committed.subList(0, applied.size()).equals(applied),
                "Z3",
                "server " + node.id() + " serves " + applied + ", decided was " + committed);
    }

    /** A member is about to say something: what it claims must be on its disk. */
    void said(Node node, Effect effect) {
        switch (effect) {
            case Effect.Send(var _, ZabMessage message) -> promised(node, message);
            case Effect.Tell(var _, Notification(State state, var _, int _, String _))
            when state == State.LOOKING -> looks(node);
            default -> {}
        }
    }

    /** Whoever looks for a leader puts forward what it believes to have. */
    private static void looks(Node node) {
        SimDisk disk = node.disk();
        long held = disk.isTrusted() ? disk.lastZxid() : Zxid.UNKNOWN;
        long claimed = node.zab().lastLogged();
        Broken.unless(
                claimed == held || claimed == Zxid.UNKNOWN,
                "Z11",
                "server " + node.id() + " looks with " + Zxid.text(claimed) + ", its disk ends with "
                        + Zxid.text(held));
        Broken.unless(
                node.zab().currentEpoch() == disk.currentEpoch(),
                "Z11",
                "server " + node.id() + " looks with epoch " + node.zab().currentEpoch() + ", its disk says "
                        + disk.currentEpoch());
    }

    private static void promised(Node node, ZabMessage message) {
        SimDisk disk = node.disk();
        if (message instanceof AckEpoch) {
            Broken.unless(
                    disk.acceptedEpoch() == node.zab().acceptedEpoch(),
                    "Z11",
                    "server " + node.id() + " promises epoch " + node.zab().acceptedEpoch() + ", its disk says "
                            + disk.acceptedEpoch());
        } else if (message instanceof Ack(long zxid) && Zxid.namesTxn(zxid)) {
            Broken.unless(
                    disk.lastZxid() >= zxid,
                    "Z11",
                    "server " + node.id() + " acknowledges " + Zxid.text(zxid) + ", its disk ends with "
                            + Zxid.text(disk.lastZxid()));
        } else if (message instanceof Ack(long zxid)) {
            Broken.unless(
                    disk.currentEpoch() == Zxid.epoch(zxid),
                    "Z11",
                    "server " + node.id() + " acknowledges epoch " + Zxid.epoch(zxid) + ", its disk says "
                            + disk.currentEpoch());
        }
        Broken.unless(
                disk.currentEpoch() <= disk.acceptedEpoch(),
                "Z8",
                "server " + node.id() + " has current epoch " + disk.currentEpoch() + ", accepted "
                        + disk.acceptedEpoch());
    }

    void barrierRaised(long token) {
        barriers.put(token, committed.size());
    }

    void barrierPassed(Node leader, long token) {
        int before = barriers.getOrDefault(token, Integer.MAX_VALUE);
        barriersPassed++;
        Broken.unless(
                leader.applied().size() >= before,
                "C6",
                "server " + leader.id() + " lets a sync pass at "
                        + leader.applied().size() + " txns, " + before + " were decided when it was asked");
    }
}
