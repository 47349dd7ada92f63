package io.quorate.zab.leader;

import io.quorate.zab.Fact;
import io.quorate.zab.Invariant;
import io.quorate.zab.Payload;
import io.quorate.zab.Phase;
import io.quorate.zab.Proposal;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.ZabMessage.AckEpoch;
import io.quorate.zab.ZabMessage.Commit;
import io.quorate.zab.ZabMessage.Inform;
import io.quorate.zab.ZabMessage.LeaderInfo;
import io.quorate.zab.ZabMessage.Ping;
import io.quorate.zab.ZabMessage.Propose;
import io.quorate.zab.ZabMessage.UpToDate;
import io.quorate.zab.Zxid;
import io.quorate.zab.history.History;
import io.quorate.zab.part.Turn;

/**
 * Orders txns: each gets the next zxid, goes to every disk, and is decided once a quorum has it and all before it
 * (quorum protocol 5.3). The leader's own disk is one of them and nothing more.
 */
final class Broadcast implements LeaderPhase {
    private final Reign reign;
    private final ZabConfig.Limits limits;
    private final History history;
    private final long epoch;
    private final Confirmations confirmations;
    private long pingAtMs;
    /** Up to where the leader's own disk had come when it last came further, and when that was. */
    private long ownPersisted;

    private long ownProgressMs;
    private long departuresCounted = -1;
    private boolean followed;
    /** Why no txn is taken any more; empty while they are. */
    private String ending = "";

    /** A quorum has the whole history, so all of it is decided. */
    Broadcast(Reign reign, long epoch, Turn turn) {
        this.reign = reign;
        this.epoch = epoch;
        limits = reign.config().limits();
        history = reign.durable().history();
        confirmations = new Confirmations(reign);
        pingAtMs = turn.nowMs();
        ownProgressMs = turn.nowMs();
        turn.tell(new Fact.Established(epoch));
        history.deliverThrough(history.last(), turn);
        for (Learner learner : reign.learners().all()) {
            if (learner.stage() == Learner.Stage.SYNCHRONIZED) {
                serve(learner, turn);
            }
        }
    }

    private static void serve(Learner learner, Turn turn) {
        learner.serve(turn.nowMs());
        turn.send(learner.link(), new UpToDate());
    }

    static void ping(Learner learner, long lastProposed, Turn turn) {
        learner.pinged();
        turn.send(learner.link(), new Ping(lastProposed));
    }

    @Override
    public Phase phase() {
        return Phase.BROADCAST;
    }

    @Override
    public long epoch() {
        return epoch;
    }

    /** How many more txns may be proposed now. */
    int room() {
        return ending.isEmpty() ? Math.max(0, limits.outstanding() - history.undelivered()) : 0;
    }

    /** The zxid of the next txn. */
    long nextZxid() {
        return Zxid.epoch(history.last()) == epoch ? history.last() + 1 : Zxid.of(epoch, 1);
    }

    void propose(long zxid, Payload payload, Turn turn) {
        Invariant.check(room() > 0, "proposed without room", zxid, history.undelivered());
        Invariant.check(zxid == nextZxid(), "proposed out of order", zxid, nextZxid());
        Proposal proposal = new Proposal(zxid, payload);
        history.append(proposal, turn);
        ZabMessage message = new Propose(proposal);
        for (Learner learner : reign.learners().all()) {
            if (!learner.observes() && learner.isAtLeast(Learner.Stage.SYNCHRONIZING)) {
                turn.send(learner.link(), message);
                learner.proposed(zxid, turn.nowMs());
            }
        }
        if (Zxid.counter(zxid) >= limits.lastCounter()) {
            end("the counter of epoch " + epoch + " is used up");
        }
    }

    /** Takes no further txn, and leaves once the last one is decided: nothing that was proposed is lost. */
    void end(String reason) {
        ending = ending.isEmpty() ? reason : ending;
    }

    void acked(Learner learner, long zxid, Turn turn) {
        if (Zxid.namesTxn(zxid)) {
            learner.ack(zxid, turn.nowMs());
            if (zxid > history.delivered()) {
                decide(turn);
            }
        }
    }

    @Override
    public void diskAdvanced(Turn turn) {
        decide(turn);
    }

    /** One after the other, and none before its predecessor. */
    private void decide(Turn turn) {
        while (history.undelivered() > 0
                && isHeldByQuorum(history.nextToDeliver().zxid())) {
            Proposal proposal = history.nextToDeliver();
            ZabMessage commit = new Commit(proposal.zxid());
            ZabMessage inform = new Inform(proposal);
            for (Learner learner : reign.learners().all()) {
                if (learner.isAtLeast(Learner.Stage.SYNCHRONIZING)) {
                    turn.send(learner.link(), learner.observes() ? inform : commit);
                }
            }
            history.deliverThrough(proposal.zxid(), turn);
        }
        confirmations.pass(turn);
    }

    private boolean isHeldByQuorum(long zxid) {
        return reign.config().ensemble().quorum().isReachedBy(id -> {
            if (id.equals(reign.self())) {
                return history.persisted() >= zxid;
            }
            return reign.learners().has(id) && reign.learners().of(id).holds(zxid);
        });
    }

    void ponged(Learner learner, Turn turn) {
        learner.ponged();
        confirmations.pass(turn);
    }

    void barrier(long token) {
        confirmations.raise(token);
    }

    void endBatch(Turn turn) {
        confirmations.ask(history.last(), turn);
    }

    @Override
    public void introduced(Learner learner, Turn turn) {
        learner.inform();
        turn.send(learner.link(), new LeaderInfo(epoch));
    }

    @Override
    public void promised(Learner learner, AckEpoch promise, Turn turn) {
        learner.promise(promise.lastZxid());
        long decided = history.delivered();
        long at = Zxid.epoch(decided) == epoch ? decided : Zxid.beginning(epoch);
        CatchUp.begin(reign, learner, epoch, at, decided, turn);
    }

    @Override
    public void synchronizedHistory(Learner learner, Turn turn) {
        serve(learner, turn);
        decide(turn);
    }

    @Override
    public void tick(Turn turn) {
        boolean pings = turn.nowMs() >= pingAtMs;
        if (pings) {
            pingAtMs = turn.nowMs() + reign.config().timing().pingMs();
        }
        long syncMs = reign.config().timing().syncMs();
        watchOwnDisk(turn, syncMs);
        for (Learner learner : reign.learners().snapshot()) {
            if (learner.isStuck(turn.nowMs(), syncMs)) {
                reign.dismiss(learner, "a proposal was not acknowledged within syncLimit", turn);
            } else if (pings && learner.stage() == Learner.Stage.SERVING) {
                ping(learner, history.last(), turn);
                confirmations.pinged(learner);
            }
        }
    }

    /** A leader whose disk has stopped must not go on as if nothing were: others have a better one (ZOOKEEPER-2247). */
    private void watchOwnDisk(Turn turn, long syncMs) {
        if (history.persisted() != ownPersisted || history.persisted() == history.last()) {
            ownPersisted = history.persisted();
            ownProgressMs = turn.nowMs();
        } else if (turn.nowMs() - ownProgressMs > syncMs) {
            turn.leave("its own disk has confirmed nothing for " + syncMs + " ms");
        }
    }

    @Override
    public LeaderPhase advance(Turn turn) {
        if (!ending.isEmpty() && history.undelivered() == 0) {
            turn.leave(ending);
        } else if (!isFollowed()) {
            turn.leave("no quorum follows any more");
        }
        return this;
    }

    /** Counted only when somebody has gone since it was counted last. */
    private boolean isFollowed() {
        if (reign.learners().departures() != departuresCounted) {
            departuresCounted = reign.learners().departures();
            followed = reign.isQuorum(
                    id -> reign.learners().has(id) && reign.learners().of(id).isAtLeast(Learner.Stage.INTRODUCED));
        }
        return followed;
    }
}
