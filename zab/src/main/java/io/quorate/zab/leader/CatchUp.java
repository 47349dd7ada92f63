package io.quorate.zab.leader;

import io.quorate.zab.Effect;
import io.quorate.zab.Fact;
import io.quorate.zab.Invariant;
import io.quorate.zab.Proposal;
import io.quorate.zab.ZabMessage.Commit;
import io.quorate.zab.ZabMessage.Diff;
import io.quorate.zab.ZabMessage.NewLeader;
import io.quorate.zab.ZabMessage.Propose;
import io.quorate.zab.ZabMessage.Trunc;
import io.quorate.zab.history.History;
import io.quorate.zab.history.SyncPlan;
import io.quorate.zab.part.Turn;

/**
 * Brings a learner up to date (quorum protocol 4.5). All of it happens in one step, so nothing can be decided between
 * the history that is sent here and the live traffic that follows it on the same link (ZOOKEEPER-962).
 */
final class CatchUp {
    private CatchUp() {}

    /**
     * Sends what the learner lacks, then {@link NewLeader}.
     *
     * @param at where the leader is
     * @param decided the end of what is sent as decided; what was proposed after it is sent as proposed
     */
    static void begin(Reign reign, Learner learner, long epoch, long at, long decided, Turn turn) {
        History history = reign.durable().history();
        SyncPlan plan = history.plan(learner.lastZxid(), at, decided);
        turn.tell(new Fact.Synchronizing(learner.id(), plan.toString()));
        switch (plan) {
            case SyncPlan.Diff(long through, long after) -> {
                turn.send(learner.link(), new Diff(through));
                sendDecided(learner, history, after, decided, turn);
            }
            case SyncPlan.Trunc(long to) -> {
                turn.send(learner.link(), new Trunc(to));
                sendDecided(learner, history, to, decided, turn);
            }
            case SyncPlan.Snap _ -> {
                long state = history.delivered();
                Invariant.check(state == decided, "a snapshot must hold all that is decided", state, decided);
                turn.emit(new Effect.SendSnapshot(learner.link(), state));
            }
        }
        learner.synchronize(decided);
        if (!learner.observes()) {
            history.each(decided, history.last(), proposal -> {
                turn.send(learner.link(), new Propose(proposal));
                learner.proposed(proposal.zxid(), turn.nowMs());
            });
        }
        turn.send(learner.link(), new NewLeader(epoch, reign.config().ensemble().text()));
    }

    private static void sendDecided(Learner learner, History history, long after, long decided, Turn turn) {
        long fromLog = history.logThrough(after, decided);
        if (fromLog > after) {
            turn.emit(new Effect.SendHistory(learner.link(), after, fromLog));
        }
        history.each(Math.max(after, fromLog), decided, (Proposal proposal) -> {
            turn.send(learner.link(), new Propose(proposal));
            turn.send(learner.link(), new Commit(proposal.zxid()));
        });
    }
}
