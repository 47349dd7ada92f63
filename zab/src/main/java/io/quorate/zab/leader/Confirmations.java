package io.quorate.zab.leader;

import io.quorate.zab.Effect;
import io.quorate.zab.Invariant;
import io.quorate.zab.Link;
import io.quorate.zab.part.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Barriers that wait until a quorum has acknowledged this leadership after they were raised (faults C6). Those of one
 * batch share a round of pings; one that comes later begins a round of its own, so none waits longer than one round
 * trip, and none passes by a confirmation older than itself.
 */
final class Confirmations {
    /** Rounds under way at once; further barriers wait and share the next one. */
    private static final int MOST_ROUNDS = 64;

    /**
     * One round.
     *
     * @param through what must be decided before its barriers pass
     * @param pings which of its pings each learner must have answered
     */
    private record Round(List<Long> tokens, long through, Map<Link, Long> pings) {}

    private final Reign reign;
    private final ArrayDeque<Round> rounds = new ArrayDeque<>();
    private List<Long> raised = new ArrayList<>();

    Confirmations(Reign reign) {
        this.reign = reign;
    }

    void raise(long token) {
        raised.add(token);
    }

    /** The batch is over: whatever it raised asks the quorum now. */
    void ask(long lastProposed, Turn turn) {
        if (raised.isEmpty() || rounds.size() == MOST_ROUNDS) {
            return;
        }
        Round round = new Round(raised, lastProposed, new LinkedHashMap<>());
        raised = new ArrayList<>();
        for (Learner learner : reign.learners().all()) {
            if (learner.stage() == Learner.Stage.SERVING && reign.isVoter(learner)) {
                Broadcast.ping(learner, lastProposed, turn);
                round.pings().put(learner.link(), learner.pings());
            }
        }
        rounds.add(round);
        pass(turn);
    }

    /** A ping has just left for a learner that may be new to the rounds under way; its answer is as good. */
    void pinged(Learner learner) {
        for (Round round : rounds) {
            round.pings().putIfAbsent(learner.link(), learner.pings());
        }
    }

    /** Lets pass what a quorum has confirmed. */
    void pass(Turn turn) {
        while (!rounds.isEmpty() && isConfirmed(rounds.peek())) {
            for (long token : rounds.remove().tokens()) {
                turn.emit(new Effect.BarrierPassed(token));
            }
        }
    }

    private boolean isConfirmed(Round round) {
        Invariant.check(rounds.size() <= MOST_ROUNDS, "too many rounds", rounds.size(), MOST_ROUNDS);
        if (reign.durable().history().delivered() < round.through()) {
            return false;
        }
        return reign.isQuorum(id -> {
            if (!reign.learners().has(id)) {
                return false;
            }
            Learner learner = reign.learners().of(id);
            return reign.isVoter(learner)
                    && learner.pongs() >= round.pings().getOrDefault(learner.link(), Long.MAX_VALUE);
        });
    }
}
