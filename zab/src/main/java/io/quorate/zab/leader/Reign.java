package io.quorate.zab.leader;

import io.quorate.zab.Effect;
import io.quorate.zab.Fact;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.history.Durable;
import io.quorate.zab.part.Turn;
import java.util.function.Predicate;

/** What a leader has at hand in all its phases. */
record Reign(ZabConfig config, Durable durable, Learners learners) {

    ServerId self() {
        return config.self();
    }

    /** Whether voters for whom {@code has} holds are enough, this member among them. */
    boolean isQuorum(Predicate<ServerId> has) {
        return config.ensemble().quorum().isReachedBy(id -> id.equals(self()) || has.test(id));
    }

    boolean isVoter(Learner learner) {
        return !learner.observes() && config.ensemble().isVoter(learner.id());
    }

    /** Ends a learner's link; it may come back. */
    void dismiss(Learner learner, String reason, Turn turn) {
        learners.remove(learner);
        turn.emit(new Effect.CloseLink(learner.link(), reason));
        turn.tell(new Fact.LearnerLost(learner.id(), reason));
    }
}
