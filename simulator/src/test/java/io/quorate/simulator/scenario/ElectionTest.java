package io.quorate.simulator.scenario;

import static io.quorate.simulator.scenario.Caller.newZnode;
import static io.quorate.simulator.scenario.Caller.set;
import static io.quorate.simulator.scenario.Caller.sync;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.simulator.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults 5.3: how a leader is found and kept, and what single members can do about it. */
final class ElectionTest {
    private static final Shape THREE = Shape.of(3);
    private static final Shape FIVE = Shape.of(5);
    private static final long SOON = 3_000 * World.MS;

    /** S42, S43: whenever the last one joins in, and whatever it says of itself, there is soon a leader. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 10, 15, 20, 25, 40, 80, 160})
    void whoJoinsAnElectionLateHoldsItUpByNoMoreThanARound(int afterMs) {
        Stage stage = Stage.serving(FIVE);
        stage.kill(1, 2, 3, 4, 5).up(1, 2).pass(afterMs).up(4).pass(afterMs).up(3, 5);
        long begun = stage.world().now();
        stage.serve();
        assertThat(stage.world().now() - begun).as("nanoseconds").isLessThan(SOON);
        stage.curtain();
    }

    /** S44: the others' votes date from different rounds. */
    @Test
    void whoComesBackJoinsAnEnsembleWhoseVotesDifferInEverythingButTheLeader() {
        Stage stage = Stage.serving(FIVE);
        for (int member : new int[] {1, 2, 1, 3, 2}) {
            if (member != stage.leader()) {
                stage.kill(member);
                stage.caller(stage.leader()).writes("/" + stage.world().now() + "-", 2);
                stage.up(member).serve();
            }
        }
        long epoch = stage.ghost().lastEpoch();
        stage.kill(1, 2).up(1).serve();
        stage.up(2).serve();
        assertThat(stage.ghost().lastEpoch()).isEqualTo(epoch);
        stage.curtain();
    }

    /** S45, L3: it hears nothing, and what it says changes nothing. */
    @Test
    void aDeafMemberDisturbsNobody() {
        Stage stage = Stage.serving(THREE);
        int deaf = stage.follower();
        int leader = stage.leader();
        for (int other = 1; other <= 3; other++) {
            if (other != deaf) {
                stage.block(other, deaf);
            }
        }
        long epoch = stage.ghost().lastEpoch();
        stage.pass(5_000);
        assertThat(stage.ghost().lastEpoch()).isEqualTo(epoch);
        stage.caller(leader).writes("/a", 3);
        stage.curtain();
    }

    /** S45, L3: it is heard by nobody. */
    @Test
    void aMuteMemberDisturbsNobody() {
        Stage stage = Stage.serving(THREE);
        int mute = stage.follower();
        for (int other = 1; other <= 3; other++) {
            if (other != mute) {
                stage.block(mute, other);
            }
        }
        long epoch = stage.ghost().lastEpoch();
        stage.pass(5_000);
        assertThat(stage.ghost().lastEpoch()).isEqualTo(epoch);
        stage.curtain();
    }

    /** L3: it comes and goes. */
    @Test
    void aMemberThatComesAndGoesDisturbsNobody() {
        Stage stage = Stage.serving(FIVE);
        long epoch = stage.ghost().lastEpoch();
        int restless = stage.follower();
        for (int i = 0; i < 20; i++) {
            stage.kill(restless).pass(30 + i).up(restless).pass(10L * i);
        }
        assertThat(stage.ghost().lastEpoch()).isEqualTo(epoch);
        stage.curtain();
    }

    /** S46: a learner whose disk stands still is left behind, and the others wait for nothing. */
    @Test
    void aLearnerThatIsStuckHoldsUpNobody() {
        Stage stage = Stage.serving(THREE.givenToSnapshots());
        int stuck = stage.follower();
        stage.kill(stuck);
        Caller caller = stage.caller(stage.leader()).writes("/a", 10);
        stage.hands(stuck).hold();
        stage.up(stuck).pass(30);
        long begun = stage.world().now();
        caller.writes("/b", 10);
        assertThat(stage.world().now() - begun).as("nanoseconds for ten writes").isLessThan(200 * World.MS);
        stage.curtain();
    }

    /** S47, L4: a snapshot takes long, and writes go on all the time. */
    @Test
    void aSlowLearnerIsBroughtUpToDateWhileWritesGoOn() {
        Stage stage = Stage.serving(THREE.givenToSnapshots());
        int slow = stage.follower();
        int leader = stage.leader();
        stage.kill(slow);
        Caller caller = stage.caller(leader).writes("/a", 60);
        stage.network()
                .speed(
                        new io.quorate.simulator.network.Route(
                                io.quorate.simulator.network.Endpoint.member(leader),
                                io.quorate.simulator.network.Endpoint.member(slow),
                                io.quorate.simulator.network.Port.QUORUM),
                        100);
        stage.up(slow);
        for (int i = 0; i < 200 && !stage.member(slow).serves(); i++) {
            caller.well(newZnode("/b" + i));
        }
        assertThat(stage.until(() -> stage.member(slow).serves())).isTrue();
        stage.curtain();
    }

    /** S51, S58, S65: it stood still while somebody else led, and acts on nothing that it had in hand. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLeaderThatStoodStillTellsNobodyAnythingOld(boolean clockStandsStill) {
        Stage stage = Stage.serving(THREE);
        int old = stage.leader();
        Caller stale = stage.caller(old);
        stale.well(newZnode("/a"));
        stage.member(old).pause(5_000 * World.MS, clockStandsStill);
        int synced = stale.ask(sync());
        int read = stale.ask(Caller.get("/a"));
        assertThat(stage.until(() -> !Integer.valueOf(old).equals(stage.ghost().lastLeader())
                        && stage.member(stage.follower()).isUp()))
                .isTrue();
        Caller fresh = stage.caller(stage.leader());
        long written = fresh.well(set("/a", "new")).zxid();
        stage.member(old).goOn();
        stage.pass(1_500);
        Caller.Answer answer = stale.answer(read);
        assertThat(answer == null || stale.answer(synced) == null || answer.zxid() >= written)
                .as("a read behind a sync is as new as what was answered before")
                .isTrue();
        stage.curtain();
    }

    /** S52, L9: much too much for a while, with a slow disk among them. */
    @Test
    void anEnsembleThatWasOverloadedIsSoonAsItWas() {
        Stage stage = Stage.serving(THREE);
        int leader = stage.leader();
        long epoch = stage.ghost().lastEpoch();
        stage.hands(stage.follower()).hold();
        for (int client = 0; client < 5; client++) {
            Caller caller = stage.caller(leader);
            for (int i = 0; i < 300; i++) {
                caller.ask(newZnode("/" + client + "-" + i));
            }
        }
        stage.pass(100);
        stage.hands(stage.follower()).letGo();
        stage.pass(2_500).serve();
        assertThat(stage.ghost().lastEpoch()).isEqualTo(epoch);
        long begun = stage.world().now();
        stage.caller(leader).writes("/after", 5);
        assertThat(stage.world().now() - begun).isLessThan(500 * World.MS);
        stage.curtain();
    }
}
