package io.quorate.zab.leader;

import io.quorate.zab.Phase;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabMessage.AckEpoch;
import io.quorate.zab.ZabMessage.LeaderInfo;
import io.quorate.zab.part.Turn;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gives every learner this member's whole history; once a quorum has it durably, everything in it is decided and the
 * epoch is established (quorum protocol 4.3, steps 9 to 11).
 */
final class Synchronization implements LeaderPhase {
    private final Reign reign;
    private final long epoch;
    private final Set<ServerId> hold = new TreeSet<>();
    private final long deadlineMs;

    Synchronization(Reign reign, long epoch, Turn turn) {
        this.reign = reign;
        this.epoch = epoch;
        deadlineMs = turn.nowMs() + reign.config().timing().initMs();
        reign.durable().saveCurrent(epoch, turn);
        for (Learner learner : reign.learners().snapshot()) {
            if (learner.stage() == Learner.Stage.PROMISED) {
                synchronize(learner, turn);
            }
        }
    }

    private void synchronize(Learner learner, Turn turn) {
        long last = reign.durable().history().last();
        CatchUp.begin(reign, learner, epoch, last, last, turn);
    }

    @Override
    public Phase phase() {
        return Phase.SYNCHRONIZATION;
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public void introduced(Learner learner, Turn turn) {
        learner.inform();
        turn.send(learner.link(), new LeaderInfo(epoch));
    }

    @Override
    public void promised(Learner learner, AckEpoch promise, Turn turn) {
        learner.promise(promise.lastZxid());
        synchronize(learner, turn);
    }

    @Override
    public void synchronizedHistory(Learner learner, Turn turn) {
        if (reign.isVoter(learner)) {
            hold.add(learner.id());
        }
    }

    @Override
    public void diskAdvanced(Turn turn) {}

    @Override
    public void tick(Turn turn) {
        if (turn.nowMs() > deadlineMs) {
            turn.leave("no quorum has got the history within initLimit");
        }
    }

    @Override
    public LeaderPhase advance(Turn turn) {
        boolean own = reign.durable().currentEpoch() == epoch;
        return own && reign.isQuorum(hold::contains) ? new Broadcast(reign, epoch, turn) : this;
    }
}
