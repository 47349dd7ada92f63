package io.quorate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.simulator.checker.Findings.Violation;
import io.quorate.simulator.plan.Scenario;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A simulator that finds nothing proves nothing: each mistake put in on purpose must be found within a few seeds. */
final class MutantsTest {
    private static final long FROM = 50_000;

    @ParameterizedTest
    @EnumSource(Mutant.class)
    void aMistakeIsNoticed(Mutant mutant) {
        for (int seeds = 1; seeds <= mutant.mostSeeds(); seeds++) {
            Verdict verdict = Simulation.run(Scenario.of(FROM + seeds), mutant.tampering(), null);
            for (Violation violation : verdict.findings().violations()) {
                if (mutant.broken().contains(violation.promise())) {
                    System.out.printf(
                            Locale.ROOT, "%-45s noticed after %d seeds: %s%n", mutant, seeds, violation.promise());
                    return;
                }
            }
        }
        assertThat(mutant).as("noticed within %d seeds", mutant.mostSeeds()).isNull();
    }
}
