package io.quorate.simulator;

import io.quorate.simulator.checker.Findings;
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.checker.Reached;
import io.quorate.simulator.plan.Scenario;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one run.
 *
 * @param scenario what was run
 * @param findings what the checkers say
 * @param reached the situations it got into, and how often
 * @param events how many events there were
 * @param traceHash hash of all of them: the same scenario has the same, always and everywhere
 * @param txns how many txns were in the log in the end
 * @param boots how often members were started
 * @param effects how many effects the first member had
 * @param operations how many disk operations there were in the last life of the first member
 */
public record Verdict(
        Scenario scenario,
        Findings findings,
        Map<Reached, Long> reached,
        long events,
        long traceHash,
        int txns,
        int boots,
        long effects,
        long operations) {

    /** Whether all promises were kept. */
    public boolean isGood() {
        return findings.violations().isEmpty();
    }

    /** The promise that was broken first, or null. */
    public @Nullable Promise broken() {
        return isGood() ? null : findings.violations().getFirst().promise();
    }

    /** One line: either what is wrong first and how to see it again, or that all is well. */
    public String line() {
        String name = "seed=0x" + Long.toHexString(scenario.seed());
        if (isGood()) {
            return String.format(
                    Locale.ROOT,
                    "ok   %s events=%d txns=%d boots=%d trace=%016x",
                    name,
                    events,
                    txns,
                    boots,
                    traceHash);
        }
        Findings.Violation first = findings.violations().getFirst();
        return String.format(
                Locale.ROOT,
                "FAIL %s %s vt=%dms events=%d: %s. To see it again: bin/quorate simulate %s",
                first.promise(),
                name,
                first.at() / 1_000_000,
                events,
                first.what(),
                scenario.arguments());
    }
}
