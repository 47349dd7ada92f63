package io.quorate.simulator.checker;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What the checkers found in one run: how often each promise was tested, and which were broken. */
public final class Findings {
    /** Of each promise so many violations are kept, so that the loudest does not hide the others. */
    private static final int MOST_KEPT_EACH = 8;

    private final Map<Promise, Integer> kept = new EnumMap<>(Promise.class);
    private final List<Violation> violations = new ArrayList<>();
    private final Map<Promise, Long> checked = new EnumMap<>(Promise.class);

    /**
     * A broken promise.
     *
     * @param at virtual nanoseconds
     */
    public record Violation(Promise promise, long at, String what) {}

    /** A promise was put to the test. */
    void checked(Promise promise) {
        checked.merge(promise, 1L, Long::sum);
    }

    /** A promise was put to the test so many times. */
    void checked(Promise promise, long times) {
        checked.merge(promise, times, Long::sum);
    }

    /** A promise was put to the test, and broken unless {@code holds}. */
    void require(boolean holds, Promise promise, long at, Supplier<String> what) {
        checked(promise);
        if (!holds) {
            violated(promise, at, what.get());
        }
    }

    /** A promise was broken. */
    void violated(Promise promise, long at, String what) {
        if (kept.merge(promise, 1, Integer::sum) <= MOST_KEPT_EACH) {
            violations.add(new Violation(promise, at, what));
        }
    }

    /** A promise that was to be tested was not. */
    public void missed(Promise promise, long at) {
        violated(promise, at, "the run was meant to put this to the test and did not");
    }

    /** The broken promises, at most {@value #MOST_KEPT_EACH} of each. */
    public List<Violation> violations() {
        return violations;
    }

    /** How often each promise was tested. */
    public Map<Promise, Long> checked() {
        return checked;
    }

    /** How often a promise was tested. */
    public long timesChecked(Promise promise) {
        return checked.getOrDefault(promise, 0L);
    }
}
