package io.quorate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.simulator.checker.Findings;
import io.quorate.simulator.checker.History;
import io.quorate.simulator.checker.Judge;
import io.quorate.simulator.plan.Scenario;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A checker that lets a false history pass is worth nothing: each way to falsify one must be found out. */
final class CheckersTest {
    private static final long FROM = 20_000;
    private static final int MOST_SEEDS = 60;

    static List<Lie> lies() {
        return Lie.all();
    }

    static List<Lie> liesAmongPeers() {
        return EnsembleLies.all();
    }

    @ParameterizedTest
    @MethodSource("lies")
    void aFalseHistoryIsFoundOut(Lie lie) {
        isFoundOut(lie, Scenario::of);
    }

    @ParameterizedTest
    @MethodSource("liesAmongPeers")
    void aFalseHistoryOfAnEnsembleIsFoundOut(Lie lie) {
        isFoundOut(lie, Scenario::ensemble);
    }

    private static void isFoundOut(Lie lie, LongFunction<Scenario> scenarios) {
        for (long seed = FROM; seed < FROM + MOST_SEEDS; seed++) {
            Simulation simulation = Simulation.finished(scenarios.apply(seed));
            History history = simulation.history();
            if (lie.forgery().test(history)) {
                Findings findings = Judge.judge(history, simulation.settings().expectations());

                assertThat(findings.violations())
                        .as("seed 0x%x", seed)
                        .anySatisfy(violation -> assertThat(violation.promise()).isEqualTo(lie.broken()));
                return;
            }
        }
        assertThat(lie)
                .as("a lie for which %d histories gave no occasion", MOST_SEEDS)
                .isNull();
    }
}
