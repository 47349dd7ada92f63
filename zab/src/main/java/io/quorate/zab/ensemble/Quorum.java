package io.quorate.zab.ensemble;

import io.quorate.zab.ServerId;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which sets of voters are large enough to decide (quorum protocol 2.6). Whatever the rule, any two such sets have a
 * member in common; all of Zab rests on that.
 */
public sealed interface Quorum permits Majority, Groups, Joint {

    /** Whether those voters for whom {@code has} holds are enough. Asked of voters only, in ascending order. */
    boolean isReachedBy(Predicate<ServerId> has);

    /** Those whose voice counts, ascending. */
    List<ServerId> voters();

    /** What a voter weighs; nothing for everybody else. A candidate that weighs nothing is never elected. */
    long weightOf(ServerId id);

    /** Whether {@code id} has a voice. */
    default boolean counts(ServerId id) {
        return voters().contains(id);
    }
}
