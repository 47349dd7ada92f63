package io.quorate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.member.Tampering;
import io.quorate.simulator.plan.CrashPoint;
import io.quorate.simulator.plan.FaultKind;
import io.quorate.simulator.plan.FaultPlan;
import io.quorate.simulator.plan.Scenario;
import io.quorate.storage.disk.sim.Survival;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ShrinkerTest {
    private static final long FROM = 61_000;
    private static final int MOST_SEEDS = 200;

    @Test
    void aFailingRunBecomesMuchSmallerAndFailsTheSameWay() {
        Tampering tampering = Mutant.A_LINK_THAT_LOSES_EVENTS.tampering();
        Verdict failing = failing(tampering, 3);
        List<String> told = new ArrayList<>();

        Verdict small = new Shrinker(scenario -> Simulation.run(scenario, tampering, null), told::add).shrink(failing);

        assertThat(small.findings().violations())
                .anyMatch(violation -> violation.promise().equals(failing.broken()));
        assertThat(small.events()).isLessThan(failing.events() / 2);
        assertThat(told)
                .isNotEmpty()
                .last()
                .asString()
                .contains(small.scenario().arguments());
        assertThat(FaultPlan.draw(small.scenario()).kinds())
                .hasSizeLessThan(FaultPlan.draw(failing.scenario()).kinds().size());
    }

    @Test
    void thePrintedCommandRunsTheSmallerRunAgain() {
        Tampering tampering = Mutant.A_LINK_THAT_LOSES_EVENTS.tampering();
        Verdict small = new Shrinker(scenario -> Simulation.run(scenario, tampering, null), _ -> {})
                .shrink(failing(tampering, 2));

        Options parsed = Options.parse(small.scenario().arguments().split(" ", -1));

        assertThat(parsed.scenario()).isEqualTo(small.scenario());
        assertThat(small.line())
                .endsWith("bin/quorate simulate " + small.scenario().arguments());
        assertThat(Simulation.run(small.scenario(), tampering, null).traceHash())
                .isEqualTo(small.traceHash());
    }

    @Test
    void everyPartOfAScenarioSurvivesTheCommandLine() {
        Scenario scenario = Scenario.of(0xabcL)
                .withoutClient(2)
                .withoutClient(0)
                .without(FaultKind.PAUSES)
                .without(FaultKind.CRASHES_IN_DISK_OPERATIONS)
                .asking(35)
                .withFaults(7)
                .until(1234);
        Scenario crash = Scenario.shortOf(-1, new CrashPoint(CrashPoint.Kind.OPERATION, 17, 3, Survival.SOME));

        assertThat(Options.parse(scenario.arguments().split(" ", -1)).scenario())
                .isEqualTo(scenario);
        assertThat(Options.parse(crash.arguments().split(" ", -1)).scenario()).isEqualTo(crash);
    }

    @Test
    void takingOneKindOfFaultAwayLeavesTheOthersAsTheyWere() {
        for (long seed = FROM; seed < FROM + MOST_SEEDS; seed++) {
            FaultPlan all = FaultPlan.draw(Scenario.of(seed));
            FaultPlan fewer = FaultPlan.draw(Scenario.of(seed).without(FaultKind.PAUSES));

            assertThat(fewer.has(FaultKind.PAUSES)).isFalse();
            assertThat(all.kinds()).containsAll(fewer.kinds());
            fewer.kinds().forEach(kind -> assertThat(fewer.level(kind)).isEqualTo(all.level(kind)));
        }
    }

    @Test
    void whatMakesNoSenseIsRefusedInWords() {
        assertThatThrownBy(() -> Options.parse(new String[] {"--seed"})).hasMessageContaining("--seed needs a value");
        assertThatThrownBy(() -> Options.parse(new String[] {"--sed", "1"})).hasMessageContaining("--sed");
        assertThatThrownBy(() -> Options.parse(new String[] {"--shrink"})).hasMessageContaining("neither");
        assertThatThrownBy(() -> CrashPoint.parse("3")).hasMessageContaining("3");
    }

    @Test
    void aGoodRunIsNotShrunk() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int code = Simulate.run(
                new String[] {"--seed", "5", "--shrink"}, new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("ok ").hasLineCount(1);
    }

    private static Verdict failing(Tampering tampering, int leastClients) {
        for (long seed = FROM; seed < FROM + MOST_SEEDS; seed++) {
            Verdict verdict = Simulation.run(Scenario.of(seed), tampering, null);
            if (verdict.broken() == Promise.W4 && Simulation.clientsOf(verdict.scenario()) >= leastClients) {
                return verdict;
            }
        }
        throw new AssertionError("no seed fails");
    }
}
