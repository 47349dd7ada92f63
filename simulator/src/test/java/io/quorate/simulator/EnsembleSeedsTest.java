package io.quorate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.checker.Reached;
import io.quorate.simulator.member.Tampering;
import io.quorate.simulator.plan.Scenario;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ensembles of three to seven voters and some observers, each run from its seed. {@code -Dsimulator.ensembles=N} makes
 * it more or fewer, {@code -Dsimulator.from=N} other ones.
 */
final class EnsembleSeedsTest {
    private static final int RUNS = Integer.getInteger("simulator.ensembles", 500);
    private static final long FROM = Long.getLong("simulator.from", 1_000_000);

    private static final int MOST_SHOWN = 10;

    @Test
    void everySeedKeepsEveryPromise() {
        List<String> failures = new ArrayList<>();
        Map<Promise, Long> checked = new EnumMap<>(Promise.class);
        Set<Reached> reached = EnumSet.noneOf(Reached.class);
        for (long seed = FROM; seed < FROM + RUNS && failures.size() < MOST_SHOWN; seed++) {
            Verdict verdict = Simulation.run(Scenario.ensemble(seed), Tampering.NONE, null);
            verdict.findings().checked().forEach((promise, times) -> checked.merge(promise, times, Long::sum));
            reached.addAll(verdict.reached().keySet());
            if (!verdict.isGood()) {
                System.out.println(verdict.line());
                failures.add(verdict.line());
            }
        }
        assertThat(failures).isEmpty();
        assertThat(checked.keySet()).containsAll(Promise.amongPeers());
        assertThat(reached).containsAll(Reached.amongPeers());
    }

    /** Each of these has found something once; what it was is said beside it. */
    @ParameterizedTest
    @CsvSource({
        // A write that was asked behind a sync was decided before it: the leader died of it, a learner never answered.
        "0x2, 3, 0",
        "0x2, 5, 0",
        // What was asked while a leader was sought was left out, and what came after it was done.
        "0x1a, 3, 0",
        "0xb, 5, 0",
        // An id was given out again whose session others had decided before its member's own log had it.
        "0xc, 3, 0",
        // An epoch was read back after a start that was not durable, and was gone after the next.
        "0x3ef, 3, 0",
    })
    void aSeedThatHasFailedStaysGood(String seed, int voters, int observers) {
        Verdict verdict = Simulation.run(Scenario.ensemble(Long.decode(seed), voters, observers), Tampering.NONE, null);

        assertThat(verdict.findings().violations()).as(verdict.line()).isEmpty();
    }
}
