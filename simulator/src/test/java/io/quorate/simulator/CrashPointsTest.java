package io.quorate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.simulator.checker.Reached;
import io.quorate.simulator.member.Tampering;
import io.quorate.simulator.plan.CrashPoint;
import io.quorate.simulator.plan.CrashPoint.Kind;
import io.quorate.simulator.plan.Scenario;
import io.quorate.storage.disk.sim.Survival;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A whole member and its clients, a short workload, and the power failing at every single point of it (faults 4.4): in
 * the middle of each disk operation, before each effect, and once more while it starts after that. Each run goes
 * through all checkers. {@code -Dsimulator.workloads=N} makes it more or fewer workloads, {@code -Dsimulator.stride=1}
 * takes every effect instead of one in a few.
 */
final class CrashPointsTest {
    private static final int WORKLOADS = Integer.getInteger("simulator.workloads", 3);
    private static final int STRIDE = Integer.getInteger("simulator.stride", 4);
    private static final long FROM = 0x300;
    private static final int OPERATIONS_OF_A_START = 14;

    @Test
    void whereverThePowerFailsAllThatWasAcknowledgedIsThereAfterwards() {
        List<String> failures = new ArrayList<>();
        Map<Reached, Long> reached = new EnumMap<>(Reached.class);
        int points = 0;
        for (long seed = FROM; seed < FROM + WORKLOADS; seed++) {
            for (CrashPoint point : points(seed)) {
                Verdict verdict = run(seed, point, Tampering.NONE);
                verdict.reached().forEach((what, times) -> reached.merge(what, times, Long::sum));
                points++;
                if (!verdict.isGood()) {
                    failures.add(verdict.line());
                }
            }
        }
        System.out.println(points + " crash points of " + WORKLOADS + " workloads");
        assertThat(failures).isEmpty();
        assertThat(reached)
                .containsKeys(
                        Reached.POWER_CUT_IN_A_DISK_OPERATION,
                        Reached.POWER_CUT_BETWEEN_EFFECTS,
                        Reached.RECOVERED_BY_REPLAY,
                        Reached.RECOVERED_FROM_A_LATER_SNAPSHOT,
                        Reached.SESSION_RESUMED,
                        Reached.WRITE_DONE_WITHOUT_ITS_CLIENT_KNOWING,
                        Reached.WRITE_LOST_WITHOUT_ITS_CLIENT_KNOWING);
        assertThat(points).isGreaterThan(WORKLOADS * 200);
    }

    @Test
    void aDirectorySyncLeftOutIsNoticedAtSomePoint() {
        assertThat(brokenAtSomePoint(Mutant.A_DISK_THAT_FORGETS_NAMES)).isTrue();
    }

    @Test
    void anAnswerBeforeTheSyncIsNoticedAtSomePoint() {
        assertThat(brokenAtSomePoint(Mutant.A_JOURNAL_THAT_IS_HASTY_ONCE_IN_A_WHILE))
                .isTrue();
    }

    private static boolean brokenAtSomePoint(Mutant mutant) {
        for (long seed = FROM; seed < FROM + WORKLOADS; seed++) {
            for (CrashPoint point : points(seed)) {
                if (!run(seed, point, mutant.tampering()).isGood()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Every disk operation with every outcome, and effects with one of them each. */
    private static List<CrashPoint> points(long seed) {
        Verdict whole = run(seed, null, Tampering.NONE);
        assertThat(whole.findings().violations()).as(whole.line()).isEmpty();
        List<CrashPoint> points = new ArrayList<>();
        for (long at = 1; at <= whole.operations(); at++) {
            for (Survival survival : Survival.values()) {
                long again = at % 2 == 0 ? 0 : 1 + (at + survival.ordinal()) % OPERATIONS_OF_A_START;
                points.add(new CrashPoint(Kind.OPERATION, at, again, survival));
            }
        }
        for (long at = 1 + seed % STRIDE; at <= whole.effects(); at += STRIDE) {
            Survival survival = Survival.values()[(int) (at / STRIDE % Survival.values().length)];
            points.add(new CrashPoint(Kind.EFFECT, at, 0, survival));
        }
        return points;
    }

    private static Verdict run(long seed, @Nullable CrashPoint point, Tampering tampering) {
        return Simulation.run(Scenario.shortOf(seed, point), tampering, null);
    }
}
