package io.quorate.storage;

import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.sim.CrashedException;
import io.quorate.storage.disk.sim.Personality;
import io.quorate.storage.disk.sim.SimulatedDisk;
import io.quorate.storage.disk.sim.Survival;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Many short lives of one member, each ended by a power cut, a kill, a fault or a clean stop at a random moment,
 * recovery included. The member checks at every start that it has all it acknowledged, and nothing it never wrote.
 */
class RandomLivesTest {
    private static final int SEEDS = 150;
    private static final int LIVES = 10;
    private static final int MAX_STEPS = 40;
    private static final int MAX_OPERATIONS = 120;

    @Test
    void aMemberSurvivesManyDeaths() {
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                manyLives(seed);
            } catch (AssertionError | StorageException wrong) {
                throw new AssertionError("seed " + seed, wrong);
            }
        }
    }

    private static void manyLives(long seed) {
        SplittableRandom dice = new SplittableRandom(seed);
        Personality personality = Personality.values()[dice.nextInt(Personality.values().length)];
        String logs = dice.nextBoolean() ? "/data" : "/logs";
        long prealloc = new long[] {0, 1000, 4096, 100_000}[dice.nextInt(4)];
        Member member =
                new Member(new SimulatedDisk(personality, dice.split()), Member.config("/data", logs, prealloc));
        for (int life = 0; life < LIVES; life++) {
            boolean faulty = dice.nextInt(4) == 0;
            plan(member.disk(), faulty, 1 + dice.nextInt(MAX_OPERATIONS));
            try {
                live(member, dice);
            } catch (CrashedException _) {
                // the death this life was given
            } catch (StorageException failed) {
                if (!faulty) {
                    throw failed;
                }
            }
            if (dice.nextBoolean()) {
                member.disk().powerCut(Survival.values()[dice.nextInt(Survival.values().length)]);
            } else {
                member.disk().killProcess();
            }
        }
        member.disk().powerCut(Survival.NOTHING);
        member.start();
        member.stop();
    }

    private static void plan(SimulatedDisk disk, boolean faulty, long operation) {
        if (faulty) {
            disk.faults().failAt(operation, "Input/output error");
        } else {
            disk.faults().crashAt(operation);
        }
    }

    private static void live(Member member, SplittableRandom dice) {
        member.start();
        int steps = dice.nextInt(MAX_STEPS);
        for (int i = 0; i < steps; i++) {
            switch (dice.nextInt(12)) {
                case 0 -> member.snapshot();
                case 1 -> member.roll();
                case 2 -> member.purge();
                case 3, 4, 5 -> member.sync();
                default -> member.append(32 + dice.nextInt(dice.nextInt(4) == 0 ? 5000 : 300));
            }
        }
        member.stop();
    }
}
