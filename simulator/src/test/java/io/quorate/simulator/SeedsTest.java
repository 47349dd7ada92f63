package io.quorate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.checker.Reached;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thousands of runs, each from its seed. {@code -Dsimulator.runs=N} makes it more or fewer, {@code -Dsimulator.from=N}
 * other ones.
 */
final class SeedsTest {
    private static final int RUNS = Integer.getInteger("simulator.runs", 3_000);
    private static final long FROM = Long.getLong("simulator.from", 1);
    /** Kept without a test of their own: it is broken only by somebody who says so. */
    private static final Set<Promise> ONLY_ALARMED = EnumSet.of(Promise.L10);

    private static final int MOST_SHOWN = 10;

    @Test
    void everySeedKeepsEveryPromise() {
        List<String> failures = new ArrayList<>();
        Map<Promise, Long> checked = new EnumMap<>(Promise.class);
        Set<Reached> reached = EnumSet.noneOf(Reached.class);
        for (long seed = FROM; seed < FROM + RUNS && failures.size() < MOST_SHOWN; seed++) {
            Verdict verdict = Simulation.run(seed);
            verdict.findings().checked().forEach((promise, times) -> checked.merge(promise, times, Long::sum));
            reached.addAll(verdict.reached().keySet());
            if (!verdict.isGood()) {
                System.out.println(verdict.line());
                failures.add(verdict.line());
            }
        }
        assertThat(failures).isEmpty();
        Set<Promise> untested = EnumSet.complementOf(EnumSet.copyOf(checked.keySet()));
        untested.removeAll(ONLY_ALARMED);
        untested.removeAll(Promise.amongPeers());
        untested.removeAll(Promise.ofPrograms());
        assertThat(untested).as("promises that no run put to the test").isEmpty();
        Set<Reached> missed = EnumSet.complementOf(EnumSet.copyOf(reached));
        missed.removeAll(Reached.amongPeers());
        assertThat(missed).as("situations that no run got into").isEmpty();
    }

    /** Each of these has found something once; what it was is said beside it. */
    @ParameterizedTest
    @ValueSource(
            longs = {
                // The wall clock went back before a restart, and the id of a closed session was given out again.
                0x29,
                0x5e,
                0x87,
                0x14a,
                // All that the only client asked was lost, and it slept until the end; or it had no write to ask.
                0xc95b2,
                0xc9be6
            })
    void aSeedThatHasFailedStaysGood(long seed) {
        Verdict verdict = Simulation.run(seed);

        assertThat(verdict.findings().violations()).as(verdict.line()).isEmpty();
    }
}
