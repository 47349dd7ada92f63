package io.quorate.conformance;

import io.quorate.conformance.raw.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Takes out of a sequence what does not matter to its failing: steps in ever smaller portions, then requests out of
 * steps (delta debugging). Bounded by how often the sequence may be tried.
 */
final class Shortening {
    private final Predicate<List<Step>> fails;
    private int triesLeft;

    Shortening(Predicate<List<Step>> fails, int mostTries) {
        this.fails = fails;
        this.triesLeft = mostTries;
    }

    /** A sequence that still fails, as short as could be found. */
    List<Step> of(List<Step> failing) {
        List<Step> steps = shorter(failing, this::tryOnce);
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof Step.Say say && say.requests().size() > 1) {
                List<Step> around = steps;
                int at = i;
                List<Request> fewer =
                        shorter(say.requests(), requests -> tryOnce(replaced(around, at, say.with(requests))));
                steps = replaced(steps, i, say.with(fewer));
            }
        }
        return steps;
    }

    private static <T> List<T> shorter(List<T> failing, Predicate<List<T>> fails) {
        List<T> rest = failing;
        for (int portion = Math.max(1, rest.size() / 2); portion > 0; portion /= 2) {
            int from = 0;
            while (from < rest.size()) {
                List<T> without = new ArrayList<>(rest.subList(0, from));
                without.addAll(rest.subList(Math.min(rest.size(), from + portion), rest.size()));
                if (fails.test(without)) {
                    rest = without;
                } else {
                    from += portion;
                }
            }
        }
        return rest;
    }

    private boolean tryOnce(List<Step> steps) {
        return triesLeft-- > 0 && fails.test(steps);
    }

    private static List<Step> replaced(List<Step> steps, int at, Step other) {
        List<Step> copy = new ArrayList<>(steps);
        copy.set(at, other);
        return copy;
    }
}
