package io.quorate.simulator.scenario;

import static io.quorate.simulator.scenario.Caller.ephemeral;
import static io.quorate.simulator.scenario.Caller.exists;
import static io.quorate.simulator.scenario.Caller.newZnode;
import static io.quorate.simulator.scenario.Caller.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.message.SessionRequest;
import io.quorate.message.WriteRequest;
import io.quorate.storage.disk.sim.Survival;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults 5.4: sessions and what belongs to them. */
final class SessionsTest {
    private static final Shape THREE = Shape.of(3);
    private static final SessionRequest CLOSE = new SessionRequest.CloseSession();

    /** S53: a member that lost its connection over the closing of a session hears of it all the same. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 6, 9})
    void anEphemeralGoesEverywhereWithItsSession(int afterMs) {
        Stage stage = Stage.serving(THREE);
        int away = stage.follower();
        Caller owner = stage.caller(stage.leader());
        owner.well(ephemeral("/e"));
        owner.ask(CLOSE);
        stage.pass(afterMs).apart(stage.leader(), away).pass(800).heal().serve();
        assertThat(stage.caller(away).sees("/e")).isFalse();
        stage.curtain();
    }

    /** S54, S60: whatever comes behind the end of a session has no effect. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 8})
    void nothingIsCreatedForASessionThatHasEnded(int afterMs) {
        Stage stage = Stage.serving(THREE);
        Caller owner = stage.caller(stage.follower());
        owner.well(newZnode("/a"));
        owner.ask(CLOSE);
        stage.pass(afterMs);
        owner.ask(ephemeral("/e"));
        owner.ask(new WriteRequest.Multi(List.of(ephemeral("/f"), set("/a", "x"))));
        stage.pass(500);
        Caller after = stage.caller(stage.other());
        assertThat(after.sees("/e")).isFalse();
        assertThat(after.sees("/f")).isFalse();
        stage.curtain();
    }

    /** S56: the first ephemeral of a session, in a multi too, races with its end; there are no local sessions here. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 8})
    void theFirstEphemeralOfASessionThatEndsDoesNotStay(int afterMs) {
        Stage stage = Stage.serving(THREE);
        Caller owner = stage.caller(stage.follower());
        owner.ask(ephemeral("/e"));
        owner.ask(new WriteRequest.Multi(List.of(ephemeral("/f"), newZnode("/g"))));
        stage.pass(afterMs);
        owner.ask(CLOSE);
        owner.ask(ephemeral("/h"));
        stage.pass(500);
        Caller after = stage.caller(stage.other());
        assertThat(after.sees("/e") || after.sees("/f") || after.sees("/h")).isFalse();
        assertThat(after.sees("/g")).as("it was no ephemeral").isTrue();
        stage.curtain();
    }

    /** S54: it expires while a create of its own is on its way from another member. */
    @Test
    void aSessionThatExpiresTakesAlongWhatIsOnItsWay() {
        Stage stage = Stage.serving(THREE);
        int far = stage.follower();
        Caller owner = stage.caller(far).fallSilent();
        owner.well(ephemeral("/e"));
        stage.block(far, stage.leader());
        owner.ask(ephemeral("/f"));
        stage.pass(3_000).heal().serve();
        stage.pass(1_500);
        Caller after = stage.caller(stage.leader());
        assertThat(after.sees("/e")).isFalse();
        assertThat(after.sees("/f")).isFalse();
        stage.curtain();
    }

    /** S55: its creation was never decided. */
    @Test
    void aSessionThatWasNeverDecidedIsNone() {
        Stage stage = Stage.serving(THREE);
        int leader = stage.leader();
        int far = stage.follower();
        stage.hands(1).hold();
        stage.hands(2).hold();
        stage.hands(3).hold();
        Caller caller = stage.caller().call(far);
        stage.pass(30);
        assertThat(caller.isAttached()).isFalse();
        stage.powerCut(Survival.NOTHING, 1, 2, 3);
        for (int id = 1; id <= 3; id++) {
            stage.hands(id).letGo();
        }
        stage.up(1, 2, 3).serve();
        assertThat(leader).isPositive();
        stage.caller(far).well(ephemeral("/e"));
        stage.curtain();
    }

    /** S57: to and fro faster than anybody hears of it. */
    @Test
    void aSessionThatMovesToAndFroSpeaksWhereItIs() {
        Stage stage = Stage.serving(THREE);
        Caller caller = stage.caller(1);
        caller.well(newZnode("/a"));
        for (int i = 0; i < 12; i++) {
            int asked = caller.ask(set("/a", "left behind " + i));
            assertThat(asked).isPositive();
            caller.at(1 + i % 3);
            assertThat(caller.isAttached()).isTrue();
            caller.well(set("/a", "here " + i));
            caller.well(new WriteRequest.Multi(List.of(set("/a", "and here " + i))));
        }
        stage.curtain();
    }

    /** S59: the leader never hears of it directly. */
    @Test
    void aClientThatOnlyReadsFromAFollowerKeepsItsSession() {
        Stage stage = Stage.serving(THREE.observedBy(1));
        Caller idle = stage.caller(stage.follower());
        Caller observed = stage.caller(4);
        idle.well(ephemeral("/e"));
        observed.well(ephemeral("/f"));
        stage.pass(8_000);
        assertThat(idle.isAttached() && observed.isAttached()).isTrue();
        assertThat(idle.does(exists("/f")).error()).isZero();
        stage.curtain();
    }

    /** S58, L7: it outlives every leader as long as it can be heard. */
    @Test
    void aSessionOutlivesTheLeadersOfItsTime() {
        Stage stage = Stage.serving(Shape.of(5));
        Caller caller = stage.caller(1);
        caller.well(ephemeral("/e"));
        for (int i = 0; i < 4; i++) {
            int leader = stage.leader();
            stage.kill(leader).serve().up(leader).serve();
            while (!caller.isAttached()) {
                caller.at(1 + i);
                assertThat(caller.isRefused()).isFalse();
            }
        }
        assertThat(caller.sees("/e")).isTrue();
        stage.curtain();
    }

    /** S61. */
    @Test
    void noSessionIdComesTwiceWhateverTheClocksDo() {
        Stage stage = Stage.serving(THREE);
        Set<Long> given = new HashSet<>();
        for (int life = 0; life < 5; life++) {
            for (int i = 0; i < 20; i++) {
                Caller caller = stage.caller(1 + i % 3);
                assertThat(given.add(caller.session())).isTrue();
                if (i % 5 != 0) {
                    caller.ask(CLOSE);
                }
            }
            stage.pass(50).powerCut(Survival.NOTHING, 1, 2, 3);
            for (int id = 1; id <= 3; id++) {
                stage.member(id).clock().jump(-stage.world().now() / 1_000_000);
            }
            stage.up(1, 2, 3).serve();
        }
        stage.curtain();
    }
}
