package io.quorate.simulator;

import io.quorate.simulator.checker.Findings;
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.plan.FaultKind;
import io.quorate.simulator.plan.FaultPlan;
import io.quorate.simulator.plan.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a failing run smaller (faults 4.10): ends it earlier, takes away clients, kinds of faults, single faults and
 * requests, and keeps whatever still breaks the same promise. Goes on until nothing more can be taken away, or until
 * {@link #MOST_RUNS} runs have been spent.
 */
final class Shrinker {
    /** More runs than this are not spent on one failure. */
    static final int MOST_RUNS = 400;

    private static final long NANOS_PER_MS = 1_000_000;

    private final Function<Scenario, Verdict> runner;
    private final Consumer<String> progress;
    private int runs;

    /** Runs scenarios with {@code runner} and tells of each that is smaller and still fails. */
    Shrinker(Function<Scenario, Verdict> runner, Consumer<String> progress) {
        this.runner = runner;
        this.progress = progress;
    }

    /** The smallest scenario found that breaks the promise that this failing one breaks first. */
    Verdict shrink(Verdict failing) {
        Promise promise = failing.broken();
        if (promise == null) {
            throw new IllegalArgumentException("nothing is broken: " + failing.line());
        }
        Verdict best = failing;
        boolean smaller = true;
        while (smaller && runs < MOST_RUNS) {
            smaller = false;
            for (Scenario candidate : candidates(best)) {
                Verdict tried = runs < MOST_RUNS ? attempt(candidate, promise) : null;
                if (tried != null) {
                    best = tried;
                    smaller = true;
                    break;
                }
            }
        }
        return best;
    }

    private @Nullable Verdict attempt(Scenario candidate, Promise promise) {
        runs++;
        Verdict verdict = runner.apply(candidate);
        boolean same = verdict.findings().violations().stream()
                .map(Findings.Violation::promise)
                .anyMatch(promise::equals);
        if (same) {
            progress.accept("# still " + promise + " with " + verdict.events() + " events: " + candidate.arguments());
        }
        return same ? verdict : null;
    }

    /** What could be taken away next, the largest pieces first. */
    private static List<Scenario> candidates(Verdict best) {
        Scenario now = best.scenario();
        List<Scenario> candidates = new ArrayList<>();
        long failedAt = best.findings().violations().getFirst().at() / NANOS_PER_MS + 1;
        if (failedAt < now.untilMs()) {
            candidates.add(now.until(failedAt));
        }
        int clients = Simulation.clientsOf(now);
        for (int i = 0; i < clients; i++) {
            if (!now.absentClients().contains(i) && now.absentClients().size() < clients - 1) {
                candidates.add(now.withoutClient(i));
            }
        }
        for (FaultKind kind : FaultKind.values()) {
            if (!now.without().contains(kind) && FaultPlan.draw(now).has(kind)) {
                candidates.add(now.without(kind));
            }
        }
        fewer(candidates, now);
        return candidates;
    }

    private static void fewer(List<Scenario> candidates, Scenario now) {
        int faults = Math.min(now.mostFaults(), 1 << 10);
        for (int less : new int[] {0, faults / 2, faults * 3 / 4, faults - 1}) {
            if (less >= 0 && less < faults) {
                candidates.add(now.withFaults(less));
            }
        }
        int percent = now.requestsPercent();
        for (int less : new int[] {percent / 4, percent / 2, percent * 3 / 4, percent - 5}) {
            if (less > 0 && less < percent) {
                candidates.add(now.asking(less));
            }
        }
        long ms = now.untilMs();
        for (long less : new long[] {ms / 2, ms * 3 / 4, ms * 9 / 10}) {
            if (less > 0 && less < ms) {
                candidates.add(now.until(less));
            }
        }
    }
}
