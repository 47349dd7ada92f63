package io.quorate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.storage.disk.sim.Survival;
import org.jspecify.annotations.Nullable;

/** Crashes a change at its first step, then at its second, until it is complete before the crash comes. */
final class EveryCrash {
    private EveryCrash() {}

    /**
     * How one attempt ended.
     *
     * @param crashed whether the crash came before the change was complete
     * @param changed whether the change was found afterwards
     */
    record Outcome(boolean crashed, boolean changed) {}

    /** One attempt from the beginning, crashed at a step, and what is found then. */
    @FunctionalInterface
    interface Attempt {
        /**
         * Makes the change and looks at what is left of it.
         *
         * @param survival what a power cut leaves; null if only the process dies
         */
        Outcome at(int step, @Nullable Survival survival) throws Exception;
    }

    /** Asserts that there were more steps than {@code fewest}, and that both outcomes were seen. */
    static void of(int fewest, @Nullable Survival survival, Attempt attempt) throws Exception {
        boolean seenOld = false;
        boolean seenNew = false;
        int step = 0;
        Outcome outcome;
        do {
            step++;
            outcome = attempt.at(step, survival);
            seenNew |= outcome.changed();
            seenOld |= !outcome.changed();
        } while (outcome.crashed());
        assertThat(step).isGreaterThan(fewest);
        assertThat(seenOld && seenNew)
                .as("both outcomes were seen in %d crashes", step)
                .isTrue();
    }

    /** The end of a life at that site. */
    static void strike(Site site, @Nullable Survival survival) {
        if (survival == null) {
            site.disk().killProcess();
        } else {
            site.disk().powerCut(survival);
        }
    }
}
