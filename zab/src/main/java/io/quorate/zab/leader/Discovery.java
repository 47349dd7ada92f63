package io.quorate.zab.leader;

import io.quorate.zab.Fact;
import io.quorate.zab.Phase;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabMessage.AckEpoch;
import io.quorate.zab.ZabMessage.LeaderInfo;
import io.quorate.zab.Zxid;
import io.quorate.zab.part.Turn;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds an epoch greater than any that a quorum ever promised, and has a quorum promise it (quorum protocol 4.3, steps
 * 4 and 8). The leader promises it too, on its disk, before anybody hears of it (ZOOKEEPER-335).
 */
final class Discovery implements LeaderPhase {
    /** The order of zxids is signed, so half of the epochs is all there is. */
    static final long LAST_EPOCH = Integer.MAX_VALUE;

    private static final long UNDECIDED = -1;

    private final Reign reign;
    private final Set<ServerId> introduced = new TreeSet<>();
    private final Set<ServerId> promised = new TreeSet<>();
    private long highest;
    private long epoch = UNDECIDED;
    private boolean announced;
    private long deadlineMs;

    Discovery(Reign reign, Turn turn) {
        this.reign = reign;
        highest = reign.durable().newestHeardOf();
        deadlineMs = turn.nowMs() + reign.config().timing().initMs();
        proposeEpoch(turn);
    }

    @Override
    public Phase phase() {
        return Phase.DISCOVERY;
    }

    @Override
    public long epoch() {
        return epoch == UNDECIDED ? reign.durable().acceptedEpoch() : epoch;
    }

    @Override
    public void introduced(Learner learner, Turn turn) {
        if (announced) {
            inform(learner, turn);
        } else if (epoch == UNDECIDED) {
            if (reign.config().ensemble().members().containsKey(learner.id())) {
                highest = Math.max(highest, learner.acceptedEpoch());
            }
            if (reign.isVoter(learner)) {
                introduced.add(learner.id());
            }
            proposeEpoch(turn);
        }
    }

    private void proposeEpoch(Turn turn) {
        if (!reign.isQuorum(introduced::contains)) {
            return;
        }
        if (highest >= LAST_EPOCH) {
            turn.leave("epoch " + highest + " has no successor: the ensemble has used up its epochs");
            return;
        }
        epoch = highest + 1;
        deadlineMs = turn.nowMs() + reign.config().timing().initMs();
        turn.tell(new Fact.EpochProposed(epoch));
        reign.durable().saveAccepted(epoch, turn);
    }

    @Override
    public void diskAdvanced(Turn turn) {
        if (epoch != UNDECIDED && !announced && reign.durable().acceptedEpoch() == epoch) {
            announced = true;
            for (Learner learner : reign.learners().all()) {
                if (learner.stage() == Learner.Stage.INTRODUCED) {
                    inform(learner, turn);
                }
            }
        }
    }

    private void inform(Learner learner, Turn turn) {
        learner.inform();
        turn.send(learner.link(), new LeaderInfo(epoch));
    }

    @Override
    public void promised(Learner learner, AckEpoch promise, Turn turn) {
        if (promise.currentEpoch() != AckEpoch.NO_PROMISE) {
            if (isAhead(promise)) {
                reign.dismiss(learner, "its history is ahead of the leader's", turn);
                return;
            }
            if (promise.lastZxid() != Zxid.UNKNOWN && reign.isVoter(learner)) {
                promised.add(learner.id());
            }
        }
        learner.promise(promise.lastZxid());
    }

    private boolean isAhead(AckEpoch promise) {
        long current = reign.durable().currentEpoch();
        return promise.currentEpoch() > current
                || (promise.currentEpoch() == current
                        && promise.lastZxid() > reign.durable().history().last());
    }

    @Override
    public void synchronizedHistory(Learner learner, Turn turn) {}

    @Override
    public void tick(Turn turn) {
        if (turn.nowMs() > deadlineMs) {
            turn.leave("no quorum promised an epoch within initLimit");
        }
    }

    @Override
    public LeaderPhase advance(Turn turn) {
        return announced && reign.isQuorum(promised::contains) ? new Synchronization(reign, epoch, turn) : this;
    }
}
