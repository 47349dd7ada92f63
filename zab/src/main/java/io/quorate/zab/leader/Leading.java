package io.quorate.zab.leader;

import io.quorate.zab.Effect;
import io.quorate.zab.Input;
import io.quorate.zab.LearnerState;
import io.quorate.zab.Link;
import io.quorate.zab.Role;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.ZabMessage.Ack;
import io.quorate.zab.ZabMessage.AckEpoch;
import io.quorate.zab.ZabMessage.FollowerInfo;
import io.quorate.zab.ZabMessage.ObserverInfo;
import io.quorate.zab.ZabMessage.Pong;
import io.quorate.zab.ZabMessage.Relayed;
import io.quorate.zab.ZabMessage.Request;
import io.quorate.zab.ZabMessage.Revalidate;
import io.quorate.zab.Zxid;
import io.quorate.zab.history.Durable;
import io.quorate.zab.leader.Learner.Stage;
import io.quorate.zab.part.Part;
import io.quorate.zab.part.Turn;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A member that was elected. Keeps the learners' links, refuses what is not legal at a learner's stage (faults Z20),
 * and leaves everything else to its phase.
 */
public final class Leading implements Part {
    /** How many times as long as a learner reaches for its leader. */
    private static final int PATIENCE = 4;

    private final Reign reign;
    private final Learners learners = new Learners();
    private final long electedInRound;
    private final long electedAtMs;
    /** Voters that look for a leader again, after they helped to elect this one. */
    private final Set<ServerId> disloyal = new TreeSet<>();

    private LeaderPhase phase;
    private long wakeAtMs;

    /** @param electedInRound the round of the election that was won */
    public Leading(ZabConfig config, Durable durable, long electedInRound, Turn turn) {
        reign = new Reign(config, durable, learners);
        this.electedInRound = electedInRound;
        electedAtMs = turn.nowMs();
        phase = new Discovery(reign, turn);
        wakeAtMs = turn.nowMs();
    }

    @Override
    public Role role() {
        return new Role.Leading(phase.epoch(), phase.phase());
    }

    @Override
    public void linkUp(Link link, Turn turn) {
        if (learners.isFull() || link.dialled()) {
            String reason = link.dialled() ? "this member leads" : "more than " + Learners.MOST + " links";
            turn.emit(new Effect.CloseLink(link, reason));
        } else {
            learners.add(new Learner(link, turn.nowMs()));
        }
    }

    @Override
    public void linkDown(Link link, Turn turn) {
        if (learners.has(link)) {
            reign.dismiss(learners.at(link), "the link ended", turn);
            settle(turn);
        }
    }

    @Override
    public void received(Link link, ZabMessage message, Turn turn) {
        if (!learners.has(link)) {
            return;
        }
        Learner learner = learners.at(link);
        learner.heard(turn.nowMs());
        switch (message) {
            case FollowerInfo(long accepted, ServerId id, long version) ->
                introduce(learner, id, false, accepted, version, turn);
            case ObserverInfo(long accepted, ServerId id, long version) ->
                introduce(learner, id, true, accepted, version, turn);
            case AckEpoch promise -> {
                if (legal(learner, learner.stage() == Stage.INFORMED, message, turn)) {
                    phase.promised(learner, promise, turn);
                }
            }
            case Ack(long zxid) -> {
                if (legal(learner, learner.isAtLeast(Stage.SYNCHRONIZING), message, turn)) {
                    acked(learner, zxid, turn);
                }
            }
            case Pong _, Request _, Revalidate _ -> {
                if (legal(learner, learner.stage() == Stage.SERVING, message, turn)) {
                    relay(learner, message, turn);
                }
            }
            case ZabMessage.Unknown _ -> {}
            case ZabMessage.LeaderInfo _,
                    ZabMessage.Diff _,
                    ZabMessage.Trunc _,
                    ZabMessage.Snap _,
                    ZabMessage.NewLeader _,
                    ZabMessage.UpToDate _,
                    ZabMessage.Propose _,
                    ZabMessage.Commit _,
                    ZabMessage.Inform _,
                    ZabMessage.CommitAndActivate _,
                    ZabMessage.InformAndActivate _,
                    ZabMessage.Ping _,
                    ZabMessage.Sync _ -> legal(learner, false, message, turn);
        }
        settle(turn);
    }

    private boolean legal(Learner learner, boolean is, ZabMessage message, Turn turn) {
        if (!is) {
            String what = message.getClass().getSimpleName();
            reign.dismiss(learner, what + " is not legal while the learner is " + learner.stage(), turn);
        }
        return is;
    }

    private void introduce(
            Learner learner, ServerId id, boolean observes, long acceptedEpoch, long version, Turn turn) {
        boolean first = learner.stage() == Stage.CONNECTED && !id.equals(reign.self());
        if (!first || version > reign.config().ensemble().version()) {
            reign.dismiss(learner, first ? "its configuration is newer" : "introduced twice, or with our id", turn);
            return;
        }
        if (learners.has(id)) {
            reign.dismiss(learners.of(id), "it has a newer link", turn);
        }
        learner.introduce(id, observes, acceptedEpoch);
        learners.named(learner);
        disloyal.remove(id);
        phase.introduced(learner, turn);
        makeWayFor(learner, acceptedEpoch);
    }

    /**
     * A voter that has promised a later epoch, for which there never was a quorum, can follow nobody in this one. So
     * that it does not stay away for ever, this epoch ends once, and the next is later than that promise.
     */
    private void makeWayFor(Learner learner, long acceptedEpoch) {
        if (reign.isVoter(learner) && acceptedEpoch < Discovery.LAST_EPOCH) {
            reign.durable().heardOf(acceptedEpoch);
            if (phase instanceof Broadcast broadcast && acceptedEpoch > broadcast.epoch()) {
                broadcast.end("voter " + learner.id() + " has promised epoch " + acceptedEpoch
                        + " and can follow in no earlier one");
            }
        }
    }

    /**
     * The first ack that counts is that of the whole history; others before it are not ours to count (ZOOKEEPER-4685).
     */
    private void acked(Learner learner, long zxid, Turn turn) {
        if (learner.stage() == Stage.SYNCHRONIZING) {
            if (zxid == Zxid.beginning(phase.epoch())) {
                learner.synchronizedHistory(turn.nowMs());
                phase.synchronizedHistory(learner, turn);
            }
        } else if (phase instanceof Broadcast broadcast) {
            broadcast.acked(learner, zxid, turn);
        }
    }

    private void relay(Learner learner, ZabMessage message, Turn turn) {
        if (message instanceof Pong && phase instanceof Broadcast broadcast) {
            broadcast.ponged(learner, turn);
        }
        if (message instanceof Relayed relayed) {
            turn.emit(new Effect.FromLearner(learner.link(), learner.id(), relayed));
        }
    }

    /** For a learner that is there and serves. */
    public void toLearner(Link link, Relayed message, Turn turn) {
        if (learners.has(link) && learners.at(link).stage() == Stage.SERVING) {
            turn.send(link, message);
        }
    }

    /**
     * A voter was heard to look for a leader. If it began after it had elected this one, it will not come by itself;
     * once too few are left nothing is gained by waiting for initLimit to end (ZOOKEEPER-3109).
     */
    @Override
    public void looking(ServerId voter, long round, Turn turn) {
        boolean counts = reign.config().ensemble().isVoter(voter) && !learners.has(voter);
        if (counts && round > electedInRound) {
            disloyal.add(voter);
            boolean hopeless = !reign.isQuorum(id -> !disloyal.contains(id));
            if (hopeless && !(phase instanceof Broadcast)) {
                turn.leave("too few of those who elected this member are still loyal");
            }
        }
    }

    @Override
    public void diskAdvanced(Turn turn) {
        phase.diskAdvanced(turn);
        settle(turn);
    }

    @Override
    public void tick(Turn turn) {
        ZabConfig.Timing timing = reign.config().timing();
        for (Learner learner : learners.snapshot()) {
            long limit = learner.isAtLeast(Stage.SYNCHRONIZED) && phase instanceof Broadcast
                    ? timing.syncMs()
                    : timing.initMs();
            if (turn.nowMs() - learner.heardMs() > limit) {
                reign.dismiss(learner, "silent for " + limit + " ms", turn);
            }
        }
        giveUpOnTheAbsent(turn);
        phase.tick(turn);
        wakeAtMs = turn.nowMs() + timing.pingMs();
        settle(turn);
    }

    /**
     * Some of those who elected this member may have died, while others look for a leader and could follow. After a
     * multiple of the time in which a learner reaches its leader, they are worth more.
     */
    private void giveUpOnTheAbsent(Turn turn) {
        long patienceMs = PATIENCE * reign.config().timing().connectMs();
        boolean othersLook = !disloyal.isEmpty() && !(phase instanceof Broadcast);
        if (othersLook && turn.nowMs() - electedAtMs > patienceMs && !reign.isQuorum(learners::has)) {
            turn.leave("too few have come within " + patienceMs + " ms, and others look for a leader");
        }
    }

    @Override
    public long wakeAtMs() {
        return wakeAtMs;
    }

    /** Those who have introduced themselves, ascending by id. */
    public List<LearnerState> states() {
        return learners.introduced().stream().map(Learner::state).toList();
    }

    /** How many more txns may be proposed now. */
    public int room() {
        return phase instanceof Broadcast broadcast ? broadcast.room() : 0;
    }

    /** The zxid of the next txn. Only while there is room. */
    public long nextZxid() {
        return established().nextZxid();
    }

    public void propose(Input.Propose proposal, Turn turn) {
        established().propose(proposal.zxid(), proposal.payload(), turn);
        settle(turn);
    }

    private Broadcast established() {
        if (phase instanceof Broadcast broadcast) {
            return broadcast;
        }
        throw new IllegalStateException("epoch " + phase.epoch() + " is not established: ask for room first");
    }

    /** Waits for a confirmation that begins after this. Ignored before the epoch is established. */
    public void barrier(long token) {
        if (phase instanceof Broadcast broadcast) {
            broadcast.barrier(token);
        }
    }

    public void endBatch(Turn turn) {
        if (phase instanceof Broadcast broadcast) {
            broadcast.endBatch(turn);
        }
    }

    /** Goes as soon as nothing is outstanding. */
    public void retire(Turn turn) {
        if (phase instanceof Broadcast broadcast) {
            broadcast.end("this member retires");
            settle(turn);
        } else {
            turn.leave("this member retires");
        }
    }

    @Override
    public void end(String reason, Turn turn) {
        for (Learner learner : learners.snapshot()) {
            turn.emit(new Effect.CloseLink(learner.link(), reason));
        }
    }

    private void settle(Turn turn) {
        if (turn.left()) {
            return;
        }
        LeaderPhase next = phase.advance(turn);
        while (next != phase) {
            phase = next;
            turn.emit(new Effect.RoleChanged(role()));
            next = phase.advance(turn);
        }
    }
}
