package io.quorate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.storage.disk.sim.CrashedException;
import io.quorate.storage.disk.sim.Personality;
import io.quorate.storage.disk.sim.SimulatedDisk;
import io.quorate.storage.disk.sim.Survival;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random lives of a member that follows ever new leaders, with a crash somewhere in each: whatever it leaves, the next
 * start finds one history, the old or the new one, with all that was acknowledged of it.
 */
class RandomHistoriesTest {
    private static final int SEEDS = 150;
    private static final int LIVES = 6;
    private static final int DEEDS = 14;

    @ParameterizedTest
    @EnumSource(Personality.class)
    void everyStartFindsOneHistory(Personality personality) {
        int[] done = new int[2];
        for (int seed = 1; seed <= SEEDS; seed++) {
            try {
                live(personality, seed, done);
            } catch (AssertionError | RuntimeException wrong) {
                throw new AssertionError(personality + ", seed " + seed, wrong);
            }
        }
        assertThat(done[0]).as("histories cut").isGreaterThan(SEEDS);
        assertThat(done[1]).as("histories replaced").isGreaterThan(SEEDS);
    }

    private static void live(Personality personality, long seed, int[] done) {
        SplittableRandom dice = new SplittableRandom(seed);
        SimulatedDisk disk = new SimulatedDisk(personality, dice.split());
        String logs = dice.nextBoolean() ? "/data" : "/logs";
        Learner learner = new Learner(disk, Member.config("/data", logs, 4096));
        long epoch = 1;
        learner.start();
        for (int life = 0; life < LIVES; life++) {
            if (dice.nextInt(4) > 0) {
                disk.faults().crashAt(disk.faults().operations() + 1 + dice.nextInt(120));
            }
            try {
                for (int deed = 0; deed < DEEDS; deed++) {
                    epoch += dice.nextInt(3) == 0 ? 1 : 0;
                    act(learner, epoch, dice, done);
                }
                learner.stop();
            } catch (CrashedException _) {
                // what the fault is for; the life ends here
            }
            if (dice.nextBoolean()) {
                disk.powerCut(Survival.values()[dice.nextInt(Survival.values().length)]);
            } else {
                disk.killProcess();
            }
            learner.start();
            disk.powerCut(Survival.NOTHING);
            learner.start();
        }
        assertThat(String.join("\n", learner.heard().warnings())).doesNotContain("set aside", "repeats", "ignored");
    }

    private static void act(Learner learner, long epoch, SplittableRandom dice, int[] done) {
        learner.sync();
        List<Learner.Entry> history = learner.history();
        switch (dice.nextInt(8)) {
            case 0 -> learner.snapshot();
            case 1 -> learner.purge();
            case 2 -> {
                if (!history.isEmpty()) {
                    int cut = Math.max(0, history.size() - 1 - dice.nextInt(12));
                    done[0] += learner.truncate(history.get(cut).zxid()) ? 1 : 0;
                }
            }
            case 3 -> {
                long leaders = Math.max(epoch, learner.lastZxid() >>> 32) + 1;
                List<Learner.Entry> other = learner.branch(dice.nextInt(history.size() + 1), leaders, dice.nextInt(4));
                learner.install(other.isEmpty() ? epoch << 32 : other.getLast().zxid(), other);
                done[1]++;
            }
            case 4 -> {
                if (!history.isEmpty() && learner.lastZxid() > learner.reaches()) {
                    learner.readBack(learner.reaches(), learner.lastZxid());
                }
            }
            default -> append(learner, epoch, 1 + dice.nextInt(6));
        }
    }

    private static void append(Learner learner, long epoch, int count) {
        for (int i = 0; i < count; i++) {
            long last = learner.lastZxid();
            learner.append(last >>> 32 >= epoch ? last + 1 : (epoch << 32) + 1);
        }
    }
}
