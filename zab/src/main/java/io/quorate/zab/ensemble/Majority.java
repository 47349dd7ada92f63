package io.quorate.zab.ensemble;

import io.quorate.zab.ServerId;
import java.util.List;
import java.util.function.Predicate;

/**
 * More than half of the voters.
 *
 * @param voters ascending
 */
public record Majority(List<ServerId> voters) implements Quorum {

    /** At least one voter, in any order. */
    public Majority {
        if (voters.isEmpty()) {
            throw new IllegalArgumentException("an ensemble without a voter can decide nothing: list a participant");
        }
        voters = voters.stream().sorted().distinct().toList();
    }

    @Override
    public boolean isReachedBy(Predicate<ServerId> has) {
        int count = 0;
        for (ServerId voter : voters) {
            if (has.test(voter)) {
                count++;
            }
        }
        return count > voters.size() / 2;
    }

    @Override
    public long weightOf(ServerId id) {
        return counts(id) ? 1 : 0;
    }
}
