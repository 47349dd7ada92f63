package io.quorate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.simulator.checker.Findings.Violation;
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.member.Tampering;
import io.quorate.simulator.plan.Scenario;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A simulator that finds nothing proves nothing: each mistake put in on purpose must be found within a few seeds. */
final class MutantsTest {
    private static final long FROM = 50_000;

    @ParameterizedTest
    @EnumSource(Mutant.class)
    void aMistakeIsNoticed(Mutant mutant) {
        isNoticed(mutant, mutant.tampering(), mutant.broken(), mutant.mostSeeds(), FROM, Scenario::of);
    }

    @ParameterizedTest
    @EnumSource(EnsembleMutant.class)
    void aMistakeOfAnEnsembleIsNoticed(EnsembleMutant mutant) {
        isNoticed(mutant, mutant.tampering(), mutant.broken(), mutant.mostSeeds(), FROM, Scenario::ensemble);
    }

    private static void isNoticed(
            Enum<?> mutant,
            Tampering tampering,
            List<Promise> broken,
            int mostSeeds,
            long from,
            LongFunction<Scenario> scenarios) {
        for (int seeds = 1; seeds <= mostSeeds; seeds++) {
            Verdict verdict = Simulation.run(scenarios.apply(from + seeds), tampering, null);
            for (Violation violation : verdict.findings().violations()) {
                if (broken.contains(violation.promise())) {
                    System.out.printf(
                            Locale.ROOT, "%-45s noticed after %d seeds: %s%n", mutant, seeds, violation.promise());
                    return;
                }
            }
        }
        assertThat(mutant).as("noticed within %d seeds", mostSeeds).isNull();
    }
}
