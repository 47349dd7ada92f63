package io.quorate.simulator;

import io.quorate.simulator.checker.Findings;
import io.quorate.simulator.checker.Reached;
import java.util.Locale;
import java.util.Map;

/**
 * What became of one run.
 *
 * @param findings what the checkers say
 * @param reached the situations it got into, and how often
 * @param events how many events there were
 * @param traceHash hash of all of them: the same seed has the same, always and everywhere
 * @param txns how many txns were in the log in the end
 * @param boots how often the member was started
 */
public record Verdict(
        long seed, Findings findings, Map<Reached, Long> reached, long events, long traceHash, int txns, int boots) {

    /** Whether all promises were kept. */
    public boolean isGood() {
        return findings.violations().isEmpty();
    }

    /** One line: either what is wrong first and how to see it again, or that all is well. */
    public String line() {
        String name = "seed=0x" + Long.toHexString(seed);
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
                "FAIL %s %s vt=%dms events=%d: %s. To see it again: bin/quorate simulate --seed 0x%x",
                first.promise(),
                name,
                first.at() / 1_000_000,
                events,
                first.what(),
                seed);
    }
}
