package io.quorate.zab.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random worlds: nothing that Zab promises is ever broken, and when the faults end the ensemble goes on. */
final class SimulationTest {
    /** More by {@code -Dzab.seeds=100000}; others by {@code -Dzab.first=...}. */
    private static final int SEEDS = Integer.getInteger("zab.seeds", 150);

    private static final long FIRST = Long.getLong("zab.first", 0);

    @Test
    void noSeedBreaksAPromise() {
        TreeMap<String, Integer> plans = new TreeMap<>();
        long txns = 0;
        long epochs = 0;
        long barriers = 0;
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            World world = Worlds.run(seed, Bug.NONE);
            txns += world.decided().size();
            epochs += world.ghost().epochs();
            barriers += world.ghost().barriersPassed();
            world.ghost().plans().forEach((plan, count) -> plans.merge(plan, count, Integer::sum));
        }
        assertThat(txns).as("txns decided").isGreaterThan(20L * SEEDS);
        assertThat(epochs).as("epochs established").isGreaterThan(2L * SEEDS);
        assertThat(barriers).as("syncs passed").isGreaterThan(5L * SEEDS);
        assertThat(plans).as("every kind of synchronization happened").containsKeys("Diff", "Trunc", "Snap");
    }
}
