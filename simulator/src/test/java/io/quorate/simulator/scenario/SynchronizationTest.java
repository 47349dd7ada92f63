package io.quorate.simulator.scenario;

import static io.quorate.simulator.scenario.Caller.newZnode;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.simulator.checker.Reached;
import io.quorate.storage.disk.sim.Survival;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults 5.1: how a leader and its learners come to have the same history. */
final class SynchronizationTest {
    private static final Shape THREE = Shape.of(3);

    /** S01, S02. */
    @Test
    void theHistoryIsNotAcknowledgedBeforeItIsDurable() {
        Stage stage = withATxnThatOnlyTheLeaderHas();
        int first = stage.leader();
        int learner = first == 1 ? 2 : 1;
        int third = 6 - first - learner;
        stage.kill(1, 2, 3).hands(third).letGo();
        stage.up(first, learner);
        stage.pass(300);
        assertThat(stage.ghost().lastEpoch())
                .as("its disk has promised nothing")
                .isEqualTo(1);
        stage.powerCut(Survival.NOTHING, first, learner).hands(learner).letGo();
        stage.up(learner, third).serve();
        stage.curtain();
    }

    /** S03, S21b: the history first, then the epoch; and a history that is ahead of the epoch is no reason to stop. */
    @Test
    void whoDiesBetweenTheHistoryAndItsEpochNeitherWinsNorStaysAway() {
        EveryCrash.of(THREE, Survival.NOTHING, stage -> {
                    stage.kill(3);
                    stage.caller(stage.leader()).writes("/a", 3);
                    stage.up(3).pass(150);
                })
                .of(3);
    }

    /** S04, S05. */
    @Test
    void proposalsAndCommitsThatComeWhileALearnerSynchronizesDoNotDisturbIt() {
        Stage stage = Stage.serving(THREE);
        int learner = stage.other();
        stage.kill(learner);
        Caller caller = stage.caller(stage.leader()).writes("/a", 3);
        stage.hands(learner).hold();
        stage.up(learner).pass(60);
        long epoch = stage.ghost().lastEpoch();
        caller.writes("/b", 5);
        stage.hands(learner).letGo();
        caller.writes("/c", 5);
        stage.serve();
        assertThat(stage.ghost().lastEpoch()).isEqualTo(epoch);
        stage.curtain();
    }

    /** S06: what a learner was brought up to date with is in what it can pass on. */
    @Test
    void whoHasCaughtUpPassesOnWithoutAHole() {
        Stage stage = Stage.serving(THREE);
        int last = stage.leader();
        int middle = stage.follower();
        int late = stage.other();
        Caller caller = stage.caller(last);
        stage.kill(late);
        caller.writes("/a", 10);
        stage.kill(middle).up(middle).serve();
        caller.at(stage.leader()).writes("/b", 3);
        stage.kill(last).up(late).serve();
        assertThat(stage.caller(late).sees("/a9")).isTrue();
        stage.curtain();
    }

    /** S07, S24: only a snapshot that is installed counts. */
    @ParameterizedTest
    @EnumSource(Survival.class)
    void whoDiesWhileASnapshotComesClaimsNothingOfIt(Survival survival) {
        EveryCrash.of(THREE.givenToSnapshots(), survival, stage -> {
                    stage.kill(3);
                    stage.caller(stage.leader()).triesToWrite("/a", 9);
                    stage.up(3).pass(200);
                })
                .of(3);
    }

    /** S07: the leader dies half way through. */
    @Test
    void aLeaderThatDiesWhileItSendsASnapshotLeavesTheLearnerAsItWas() {
        EveryCrash.of(THREE.givenToSnapshots(), Survival.EVERYTHING, stage -> {
                    int learner = stage.follower();
                    stage.kill(learner);
                    stage.caller(stage.leader()).triesToWrite("/a", 9);
                    stage.up(learner).pass(200);
                })
                .ofTheLeader();
    }

    /** S08, S09, S13: what was cut off is gone from the disk, and the log goes on where it was cut. */
    @ParameterizedTest
    @EnumSource(Survival.class)
    void whoDiesWhileItsHistoryIsCutHasTheOldOneOrTheCutOne(Survival survival) {
        EveryCrash.of(THREE, survival, stage -> stage.up(3).pass(200))
                .after(SynchronizationTest::leaveATxnToTheOldLeader)
                .of(3);
    }

    /** S09, S12, S13. */
    @Test
    void anOldLeaderWithATxnOfItsOwnTakesItBack() {
        Stage stage = Stage.serving(THREE);
        cutTheOldLeader(stage);
        assertThat(stage.times(Reached.HISTORY_CUT)).isPositive();
        assertThat(stage.caller(3).sees("/undecided")).isFalse();
        stage.curtain();
    }

    /** S12: the others have gone on; what cannot be cut across epochs is replaced. */
    @Test
    void anOldLeaderWithATxnOfItsOwnIsReplacedOnceTheOthersHaveGoneOn() {
        Stage stage = Stage.serving(THREE);
        leaveATxnToTheOldLeader(stage);
        stage.caller(stage.leader()).writes("/b", 2);
        stage.up(3).serve();
        assertThat(stage.times(Reached.HISTORY_CUT) + stage.times(Reached.SNAPSHOT_INSTALLED))
                .isPositive();
        assertThat(stage.caller(3).sees("/undecided")).isFalse();
        stage.curtain();
    }

    /** S12: the last txn that both have is not in the leader's memory any more. */
    @Test
    void anOldLeaderIsCutAlsoWhereTheNewOneRemembersNothingOfThatTime() {
        Stage stage = Stage.serving(THREE.forgetful());
        cutTheOldLeader(stage);
        assertThat(stage.times(Reached.HISTORY_CUT)).isPositive();
        stage.curtain();
    }

    /** S14: a cut that fails ends the process, and is done again from the beginning. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aCutOnAFullDiskEndsTheMemberAndIsRepeated(int operation) {
        Stage stage = Stage.serving(THREE);
        leaveATxnToTheOldLeader(stage);
        stage.up(3).pass(2);
        stage.member(3)
                .disk()
                .faults()
                .failFrom(stage.member(3).disk().faults().operations() + operation, "No space left on device");
        assertThat(stage.until(() -> !stage.member(3).isUp())).isTrue();
        stage.member(3).disk().faults().reset();
        stage.up(3).serve();
        assertThat(stage.caller(3).sees("/undecided")).isFalse();
        stage.curtain();
    }

    /** S15: what the old epoch has still to write comes before the new one's history, or never. */
    @Test
    void whatWasOnItsWayToTheDiskWhenTheLeaderWasLostDoesNotComeLater() {
        Stage stage = Stage.serving(THREE);
        int slow = stage.follower();
        int first = stage.leader();
        stage.hands(slow).hold();
        Caller caller = stage.caller(first);
        caller.writes("/a", 3);
        stage.kill(first).pass(400);
        stage.hands(slow).letGo();
        stage.serve();
        stage.up(first).serve();
        stage.curtain();
    }

    /** S16: wherever a write falls while a learner is brought up to date, it gets it once and in order. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 8, 13, 21, 34, 55})
    void aWriteAtAnyMomentOfASynchronizationReachesTheLearner(int afterMs) {
        Stage stage = Stage.serving(THREE.observedBy(1));
        int learner = stage.other();
        Caller caller = stage.caller(stage.leader());
        stage.kill(learner, 4);
        caller.writes("/a", 4);
        stage.up(learner, 4).pass(afterMs);
        int one = caller.ask(newZnode("/b"));
        int other = caller.ask(newZnode("/c"));
        stage.until(() -> caller.answer(other) != null);
        assertThat(caller.answer(one)).isNotNull();
        stage.serve();
        stage.curtain();
    }

    /** S11: what is decided while a snapshot travels comes behind it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 8, 13, 21, 34, 55})
    void aWriteAtAnyMomentOfASnapshotsJourneyReachesTheLearner(int afterMs) {
        Stage stage = Stage.serving(THREE.givenToSnapshots());
        int learner = stage.other();
        Caller caller = stage.caller(stage.leader());
        stage.kill(learner);
        caller.writes("/a", 9);
        stage.up(learner).pass(afterMs);
        caller.writes("/b", 4);
        stage.serve();
        assertThat(stage.times(Reached.SNAPSHOT_INSTALLED)).isPositive();
        stage.powerCut(Survival.NOTHING, learner).up(learner).serve();
        stage.curtain();
    }

    /** S10: the log begins behind a snapshot that came from elsewhere. */
    @Test
    void aLogThatBeginsBehindASnapshotIsNotToldAsIfItWereWhole() {
        Stage stage = Stage.serving(THREE.tidy());
        int late = stage.other();
        int middle = stage.follower();
        Caller caller = stage.caller(stage.leader());
        stage.kill(late);
        caller.writes("/a", 60);
        stage.kill(middle).up(late).serve();
        assertThat(stage.times(Reached.SNAPSHOT_INSTALLED)).isPositive();
        caller.at(stage.leader()).writes("/b", 2);
        stage.kill(stage.leader()).up(middle).serve();
        stage.curtain();
    }

    /** S17, S18: an epoch that was only proposed gives nobody anything, and is not used twice. */
    @Test
    void aLeaderThatDiesWhileItProposesAnEpochLeavesNoTrace() {
        EveryCrash.of(THREE, Survival.NOTHING, stage -> {
                    stage.caller(stage.leader()).triesToWrite("/a", 2);
                    stage.kill(1, 2, 3).up(3, 2).pass(250);
                })
                .of(3);
    }

    /** S19: acknowledged out of order, and then the leader loses everybody. */
    @Test
    void whatIsInFlightWhenTheQuorumIsLostIsDecidedForAllOrForNobody() {
        Stage stage = Stage.serving(THREE);
        for (int round = 0; round < 6; round++) {
            int leader = stage.leader();
            int slow = stage.other();
            Caller caller = stage.caller(leader);
            stage.hands(slow).hold();
            for (int i = 0; i < 30; i++) {
                caller.ask(newZnode("/r" + round + "-" + i));
            }
            stage.pass(1 + round);
            stage.alone(leader).pass(round);
            stage.hands(slow).letGo();
            stage.pass(600).heal();
            stage.serve();
        }
        stage.curtain();
    }

    /** S20. */
    @Test
    void anObserverDecidesNothing() {
        Stage stage = Stage.serving(THREE.observedBy(2));
        Caller caller = stage.caller(stage.leader());
        stage.hands(stage.follower()).hold();
        stage.hands(stage.other()).hold();
        int asked = caller.ask(newZnode("/a"));
        stage.pass(60);
        assertThat(caller.answer(asked)).isNull();
        stage.hands(stage.follower()).letGo();
        stage.until(() -> caller.answer(asked) != null);
        assertThat(caller.answer(asked)).isNotNull();
        stage.curtain();
    }

    private static Stage withATxnThatOnlyTheLeaderHas() {
        Stage stage = Stage.serving(THREE);
        Caller caller = stage.caller(stage.leader()).writes("/a", 2);
        stage.hands(stage.follower()).hold();
        stage.hands(stage.other()).hold();
        caller.ask(newZnode("/undecided"));
        stage.pass(20);
        return stage;
    }

    /** Member 3 leads and logs what nobody else gets; the others go on without it. */
    private static void leaveATxnToTheOldLeader(Stage stage) {
        stage.kill(1, 2, 3).up(3, 2).serve();
        stage.up(1).serve();
        Caller caller = stage.caller(3).writes("/a", 5);
        stage.alone(3);
        caller.ask(newZnode("/undecided"));
        stage.pass(20);
        stage.powerCut(Survival.EVERYTHING, 3).pass(600).serve().heal();
    }

    private static void cutTheOldLeader(Stage stage) {
        leaveATxnToTheOldLeader(stage);
        stage.up(3).serve();
    }
}
