package io.quorate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.sim.CrashedException;
import io.quorate.storage.disk.sim.Personality;
import io.quorate.storage.disk.sim.SimulatedDisk;
import io.quorate.storage.disk.sim.Survival;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs a member's life and breaks the disk at every single operation of it (faults 4.4). Whatever the crash leaves, the
 * member starts again with all it had acknowledged, in order, and with nothing it had never written; and what it then
 * tells its clients stays true through the next power cut.
 */
class CrashPointTest {
    private static final int DICE_PER_POINT = 4;
    private static final String IO_ERROR = "Input/output error";

    @ParameterizedTest
    @EnumSource(Personality.class)
    void everyPowerCutLeavesAllThatWasAcknowledged(Personality personality) {
        long operations = operationsOfALife(personality);
        for (long at = 1; at <= operations; at++) {
            for (int dice = 0; dice < DICE_PER_POINT + 2; dice++) {
                Survival survival = dice == 0 ? Survival.NOTHING : dice == 1 ? Survival.EVERYTHING : Survival.SOME;
                breakAndRecover(personality, at, dice, false, crashAt(at), survival);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Personality.class)
    void everyPowerCutThatLeavesOldSectorsInFilesLosesNothingButMayBeRefused(Personality personality) {
        long operations = operationsOfALife(personality);
        int refused = 0;
        int runs = 0;
        for (long at = 1; at <= operations; at++) {
            for (int dice = 0; dice < DICE_PER_POINT; dice++) {
                runs++;
                try {
                    breakAndRecover(personality, at, dice, true, crashAt(at), Survival.SOME);
                } catch (StorageException refusal) {
                    assertThat(refusal.kind()).isEqualTo(StorageException.Kind.DAMAGED);
                    refused++;
                }
            }
        }
        assertThat(refused).as("refused of %d", runs).isLessThan(runs / 20);
    }

    @ParameterizedTest
    @EnumSource(Personality.class)
    void everyKilledProcessRecoversAndWhatItTellsThenSurvivesAPowerCut(Personality personality) {
        long operations = operationsOfALife(personality);
        for (long at = 1; at <= operations; at++) {
            breakAndRecover(personality, at, 0, false, crashAt(at), null);
        }
    }

    @ParameterizedTest
    @EnumSource(Personality.class)
    void everyFailedOperationIsFatalOrHarmlessAndNothingIsLost(Personality personality) {
        long operations = operationsOfALife(personality);
        for (long at = 1; at <= operations; at++) {
            long failing = at;
            for (Survival survival : Survival.values()) {
                breakAndRecover(personality, at, 7, false, disk -> disk.faults().failAt(failing, IO_ERROR), survival);
            }
            breakAndRecover(personality, at, 7, false, disk -> disk.faults().failAt(failing, IO_ERROR), null);
            breakAndRecover(
                    personality,
                    at,
                    7,
                    false,
                    disk -> disk.faults().failFrom(failing, "No space left on device"),
                    Survival.SOME);
        }
    }

    @ParameterizedTest
    @EnumSource(Personality.class)
    void everyShortWriteIsCompleted(Personality personality) {
        long operations = operationsOfALife(personality);
        for (long at = 1; at <= operations; at++) {
            long shortened = at;
            breakAndRecover(
                    personality, at, 3, false, disk -> disk.faults().shortWriteAt(shortened, 1), Survival.NOTHING);
        }
    }

    private static Consumer<SimulatedDisk> crashAt(long operation) {
        return disk -> disk.faults().crashAt(operation);
    }

    /** Null survival: the process is killed, the machine goes on. */
    private static void breakAndRecover(
            Personality personality,
            long at,
            int dice,
            boolean stale,
            Consumer<SimulatedDisk> fault,
            @Nullable Survival survival) {
        String what = "%s, operation %d, dice %d, %s".formatted(personality, at, dice, survival);
        Member member = member(personality, at * 1000 + dice);
        member.disk().leaveStaleSectors(stale);
        fault.accept(member.disk());
        try {
            live(member);
        } catch (CrashedException | StorageException _) {
            // what the fault is for; the life ends here
        }
        try {
            if (survival == null) {
                member.disk().killProcess();
            } else {
                member.disk().powerCut(survival);
            }
            member.start();
            member.disk().powerCut(Survival.NOTHING);
            member.start();
            member.append(333);
            member.append(55);
            member.sync();
            member.append(600);
            member.disk().powerCut(Survival.SOME);
            member.start();
            member.stop();
            assertThat(String.join("\n", member.heard().warnings())).doesNotContain("set aside", "repeats", "ignored");
        } catch (StorageException refusal) {
            if (stale) {
                throw refusal;
            }
            throw new AssertionError(what, refusal);
        } catch (AssertionError wrong) {
            throw new AssertionError(what, wrong);
        }
    }

    private static long operationsOfALife(Personality personality) {
        Member member = member(personality, 0);
        live(member);
        assertThat(member.heard().warnings()).isEmpty();
        return member.disk().faults().operations();
    }

    private static Member member(Personality personality, long seed) {
        return new Member(
                new SimulatedDisk(personality, new SplittableRandom(seed)), Member.config("/data", "/logs", 4096));
    }

    private static void live(Member member) {
        member.start();
        member.snapshot();
        batch(member, 40, 100, 700);
        batch(member, 2000);
        batch(member, 33, 44, 55, 66);
        member.snapshot();
        member.roll();
        batch(member, 300, 1500);
        member.append(70);
        member.roll();
        batch(member, 80, 512, 499);
        member.stop();
        member.start();
        batch(member, 5000, 60, 61);
        member.snapshot();
        member.roll();
        batch(member, 90);
        member.snapshot();
        member.roll();
        batch(member, 1000, 1000, 1000);
        member.purge();
        batch(member, 64);
        member.stop();
    }

    private static void batch(Member member, int... lengths) {
        for (int length : lengths) {
            member.append(length);
        }
        member.sync();
    }
}
