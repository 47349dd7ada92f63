package io.quorate.simulator.application.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.simulator.application.Performance;
import io.quorate.simulator.checker.Findings.Violation;
import io.quorate.simulator.member.Tampering;
import io.quorate.simulator.plan.Scenario;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each mistake that is put into a recipe on purpose must be found within a few seeds. */
final class ProgramMutantsTest {
    private static final long FROM = 50_000;

    @ParameterizedTest
    @EnumSource(ProgramMutant.class)
    void aMistakeOfARecipeIsNoticed(ProgramMutant mutant) {
        for (int seeds = 1; seeds <= mutant.mostSeeds(); seeds++) {
            Scenario scenario = Scenario.ensemble(FROM + seeds).playing(mutant.program());
            Performance.Result result = Performance.run(scenario, Tampering.NONE, mutant.staging(), null);
            for (Violation violation : result.findings().violations()) {
                if (mutant.broken().contains(violation.promise())) {
                    System.out.printf(
                            Locale.ROOT, "%-50s noticed after %d seeds: %s%n", mutant, seeds, violation.promise());
                    return;
                }
            }
        }
        assertThat(mutant).as("noticed within %d seeds", mutant.mostSeeds()).isNull();
    }
}
