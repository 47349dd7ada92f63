package io.quorate.zab.ensemble;

import io.quorate.zab.ServerId;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A quorum of the committed configuration and one of the proposed: what everything needs that is ordered while a
 * reconfiguration is pending (faults Z19).
 */
public record Joint(Quorum committed, Quorum proposed) implements Quorum {

    @Override
    public boolean isReachedBy(Predicate<ServerId> has) {
        return committed.isReachedBy(has) && proposed.isReachedBy(has);
    }

    @Override
    public List<ServerId> voters() {
        return Stream.concat(committed.voters().stream(), proposed.voters().stream())
                .sorted()
                .distinct()
                .toList();
    }

    /** The weight in the committed configuration, for nothing counts before it is committed. */
    @Override
    public long weightOf(ServerId id) {
        return committed.weightOf(id);
    }
}
