package io.quorate.simulator.scenario;

import static io.quorate.simulator.scenario.Caller.newZnode;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.simulator.checker.Reached;
import io.quorate.simulator.member.Member;
import io.quorate.storage.disk.sim.SimulatedDisk;
import io.quorate.storage.disk.sim.Survival;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults 5.2: what disks do to a member, and what becomes of the ensemble. */
final class StorageFaultsTest {
    private static final Shape THREE = Shape.of(3);

    /** S21. */
    @ParameterizedTest
    @EnumSource(Survival.class)
    void whoDiesWhileAnEpochBeginsStartsAgain(Survival survival) {
        EveryCrash.of(THREE, survival, stage -> {
                    stage.kill(1, 2, 3).up(1, 2, 3).pass(200);
                })
                .of(2);
    }

    /** S22. */
    @Test
    void aWipedMemberDoesNotVoteUntilItHasEverything() {
        Stage stage = Stage.serving(THREE);
        stage.kill(3);
        stage.caller(stage.leader()).writes("/a", 5);
        stage.kill(1, 2);
        stage.member(2).wipe();
        stage.up(2, 3).pass(1_500);
        assertThat(stage.member(2).serves() || stage.member(3).serves())
                .as("one has forgotten, one never knew")
                .isFalse();
        stage.up(1).serve();
        assertThat(stage.caller(2).sees("/a4")).isTrue();
        assertThat(stage.times(Reached.TRUSTED_AGAIN)).isPositive();
        stage.curtain();
    }

    /** S23, S39: either everything is there or the start is refused, and the others go on. */
    @ParameterizedTest
    @ValueSource(strings = {"snapshot.", "log."})
    void filesOfOneKindAreGone(String prefix) {
        Stage stage = Stage.serving(THREE.tidy());
        stage.caller(stage.leader()).writes("/a", 40);
        stage.kill(2);
        SimulatedDisk disk = stage.member(2).disk();
        files(stage.member(2), prefix).forEach(disk::remove);
        damaged(stage, "all " + prefix);
        stage.up(2).pass(500);
        assertThat(stage.member(2).refusesToStart() || stage.member(2).serves()).isTrue();
        stage.curtain();
    }

    /** S25. */
    @Test
    void whereTheNewestSnapshotIsDamagedAnOlderOneServes() {
        Stage stage = Stage.serving(THREE.tidy());
        stage.caller(stage.leader()).writes("/a", 40);
        stage.kill(2);
        Path newest = files(stage.member(2), "snapshot.").getLast();
        flip(stage, 2, newest, stage.member(2).disk().bytes(newest).length - 20);
        stage.up(2).pass(500);
        assertThat(stage.member(2).refusesToStart()).isFalse();
        stage.curtain();
    }

    /** S32: a damaged record is not the end of the log, wherever in it the damage is. */
    @ParameterizedTest
    @ValueSource(ints = {0, 8, 12, 20, 40})
    void aDamagedRecordIsNotTakenForTheEndOfTheLog(int offsetInRecord) {
        Stage stage = Stage.serving(THREE);
        stage.kill(3);
        stage.caller(stage.leader()).writes("/a", 30);
        stage.kill(1, 2);
        Path log = files(stage.member(2), "log.").getLast();
        flip(stage, 2, log, middleRecord(stage.member(2), log) + offsetInRecord);
        stage.up(2, 3).pass(1_500);
        assertThat(stage.member(2).serves() || stage.member(3).serves())
                .as("nobody has everything")
                .isFalse();
        stage.up(1).pass(1_500);
        assertThat(stage.member(1).serves() && stage.member(3).serves()).isTrue();
        assertThat(stage.caller(3).sees("/a29")).isTrue();
        stage.curtain();
    }

    /** S35: whichever sync fails, the process ends, and its log ends before what was to be synced. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13, 21})
    void aDiskOperationThatFailsOnceEndsTheMemberAndNothingElse(int operation) {
        for (int member = 1; member <= 3; member++) {
            Stage stage = Stage.serving(THREE.tidy());
            SimulatedDisk disk = stage.member(member).disk();
            disk.faults().failAt(disk.faults().operations() + operation, "Input/output error");
            Caller caller = stage.caller(stage.leader()).triesToWrite("/a", 15);
            stage.pass(100).powerCut(Survival.NOTHING, member);
            stage.up(member).serve();
            caller.at(stage.leader()).triesToWrite("/b", 3);
            stage.curtain();
        }
    }

    /** S36. */
    @Test
    void whoseWritesFailForAWhileComesBackWithoutAHole() {
        Stage stage = Stage.serving(THREE);
        int victim = stage.follower();
        Caller caller = stage.caller(stage.leader()).writes("/a", 4);
        SimulatedDisk disk = stage.member(victim).disk();
        disk.faults().failFrom(disk.faults().operations() + 1, "Input/output error");
        caller.writes("/b", 5);
        assertThat(stage.until(() -> !stage.member(victim).isUp())).isTrue();
        disk.faults().reset();
        stage.up(victim);
        caller.writes("/c", 3);
        stage.serve();
        stage.curtain();
    }

    /** S37, L10. */
    @Test
    void aLeaderThatCannotWriteIsSoonNone() {
        Stage stage = Stage.serving(THREE);
        int first = stage.leader();
        SimulatedDisk disk = stage.member(first).disk();
        disk.faults().failFrom(disk.faults().operations() + 1, "No space left on device");
        Caller caller = stage.caller(first);
        caller.tries(newZnode("/a"));
        long lost = stage.world().now();
        int next = stage.leader();
        assertThat(next).isNotEqualTo(first);
        assertThat(stage.world().now() - lost)
                .as("nanoseconds without a leader")
                .isLessThan(1_000_000_000L);
        stage.caller(next).writes("/b", 3);
        stage.curtain();
    }

    /** S38, L8. */
    @Test
    void aDiskThatIsFullForAWhileHoldsUpOneMemberAndLeavesNothingBehind() {
        Stage stage = Stage.serving(THREE.givenToSnapshots());
        int victim = stage.follower();
        Caller caller = stage.caller(stage.leader());
        for (int operation = 1; operation < 40; operation += 3) {
            SimulatedDisk disk = stage.member(victim).disk();
            disk.faults().failFrom(disk.faults().operations() + operation, "No space left on device");
            caller.writes("/a" + operation + "-", 4);
            stage.pass(50);
            disk.faults().reset();
            stage.up(victim).serve();
        }
        caller.writes("/b", 14);
        assertThat(files(stage.member(victim), "snapshot."))
                .as("three that are kept, one being written, one left over until the next start")
                .hasSizeLessThan(6);
        stage.curtain();
    }

    /** S41. */
    @Test
    void anEpochEndsBeforeItsCounterDoesAndNothingIsLost() {
        Stage stage = Stage.serving(THREE.withEpochsOf(12));
        Caller caller = stage.caller(stage.leader());
        for (int i = 0; i < 60; i++) {
            while (!caller.isAttached()) {
                caller.at(stage.leader());
            }
            caller.tries(newZnode("/a" + i));
        }
        stage.serve();
        assertThat(stage.ghost().lastEpoch()).isGreaterThan(4);
        stage.curtain();
    }

    /** S83: also one member alone answers for nothing that is not durable. */
    @Test
    void thePowerOfAllFailsBehindAnAnswer() {
        Stage stage = Stage.serving(THREE);
        stage.caller(stage.leader()).writes("/a", 7);
        stage.powerCut(Survival.NOTHING, 1, 2, 3).up(1, 2, 3).serve();
        assertThat(stage.caller(1).sees("/a6")).isTrue();
        stage.curtain();
    }

    private static List<Path> files(Member member, String prefix) {
        return member.disk().files().stream()
                .filter(file -> String.valueOf(file.getFileName()).startsWith(prefix))
                .toList();
    }

    private static void flip(Stage stage, int member, Path file, int offset) {
        stage.member(member).disk().damage(file, offset, 1 << 3);
        damaged(stage, "a bit of " + file);
    }

    private static void damaged(Stage stage, String what) {
        stage.history()
                .add(new io.quorate.simulator.checker.Entry.Damaged(
                        stage.world().now(), 2, what));
    }

    /** Where about the middle of what was written begins. */
    private static int middleRecord(Member member, Path log) {
        byte[] bytes = member.disk().bytes(log);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return end / 2;
    }
}
