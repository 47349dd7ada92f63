package io.quorate.simulator.scenario;

import static io.quorate.simulator.scenario.Caller.delete;
import static io.quorate.simulator.scenario.Caller.exists;
import static io.quorate.simulator.scenario.Caller.get;
import static io.quorate.simulator.scenario.Caller.newZnode;
import static io.quorate.simulator.scenario.Caller.sequential;
import static io.quorate.simulator.scenario.Caller.set;
import static io.quorate.simulator.scenario.Caller.sync;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.message.ReadRequest;
import io.quorate.message.Response;
import io.quorate.message.Undecodable;
import io.quorate.message.WriteRequest;
import io.quorate.simulator.checker.Findings;
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.network.Endpoint;
import io.quorate.simulator.network.Port;
import io.quorate.simulator.network.Route;
import io.quorate.storage.disk.sim.Survival;
import io.quorate.wire.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults 5.5 and 5.7: the order of things, what is read, and what watches say. */
final class OrderTest {
    private static final Shape THREE = Shape.of(3);

    /** S62. */
    @Test
    void repliesKeepTheirOrderAmongTheCommitsOfOthers() {
        Stage stage = Stage.serving(THREE);
        Caller one = stage.caller(stage.follower());
        Caller other = stage.caller(stage.leader());
        one.well(newZnode("/a"));
        int last = 0;
        for (int i = 0; i < 40; i++) {
            one.ask(set("/a", "one " + i));
            other.ask(set("/a", "other " + i));
            last = one.ask(get("/a"));
        }
        int end = last;
        stage.until(() -> one.answer(end) != null);
        assertThat(one.answer(end)).isNotNull();
        stage.curtain();
    }

    /** S63: outside a multi there is none, whichever member is asked. */
    @Test
    void aLoneCheckIsTheSameEverywhere() {
        Stage stage = Stage.serving(THREE);
        for (int member = 1; member <= 3; member++) {
            Caller caller = stage.caller(member);
            caller.does(new Undecodable(Protocol.OP_CHECK));
            caller.well(new WriteRequest.Multi(List.of(new WriteRequest.Check("/", -1))));
        }
        stage.curtain();
    }

    /** S64: a leader that is cut off answers no sync. */
    @Test
    void aSyncIsNotAnsweredByALeaderThatIsNoneAnyMore() {
        Stage stage = Stage.serving(THREE);
        int old = stage.leader();
        Caller stale = stage.caller(old);
        stale.well(newZnode("/a"));
        stage.alone(old);
        int synced = stale.ask(sync());
        int read = stale.ask(get("/a"));
        assertThat(stage.until(() -> !Integer.valueOf(old).equals(stage.ghost().lastLeader())))
                .isTrue();
        stage.caller(stage.leader()).well(set("/a", "new"));
        stage.pass(200);
        assertThat(stale.answer(synced)).isNull();
        assertThat(stale.answer(read)).isNull();
        stage.curtain();
    }

    /** S64, C6: the scenario and its checker notice a leader that takes its own word for that of a quorum. */
    @Test
    void aLeaderThatAnswersItsOwnPingsIsFoundOut() {
        Stage stage = Stage.of(THREE);
        for (int member = 1; member <= 3; member++) {
            stage.hands(member).answerOwnPings();
        }
        stage.up(1, 2, 3).serve();
        int old = stage.leader();
        Caller stale = stage.caller(old);
        stale.well(newZnode("/a"));
        stage.alone(old);
        assertThat(stage.until(() -> !Integer.valueOf(old).equals(stage.ghost().lastLeader())))
                .isTrue();
        stage.caller(stage.leader()).well(set("/a", "new"));
        stale.tries(sync());
        stale.tries(get("/a"));
        assertThat(stage.findings().violations())
                .extracting(Findings.Violation::promise)
                .contains(Promise.C6);
    }

    /** S66. */
    @Test
    void whoHasSeenMoreFindsAMemberThatHasIt() {
        Stage stage = Stage.serving(THREE);
        int behind = stage.follower();
        Caller caller = stage.caller(stage.leader());
        stage.apart(stage.leader(), behind).apart(stage.other(), behind);
        caller.writes("/a", 3);
        caller.call(behind);
        stage.pass(100);
        assertThat(caller.isAttached()).isFalse();
        caller.at(stage.other());
        assertThat(caller.isAttached()).isTrue();
        stage.curtain();
    }

    /** S67, S90: what was foreseen and never decided was never answered. */
    @Test
    void nothingIsAnsweredThatALeaderOnlyForesaw() {
        Stage stage = Stage.serving(THREE);
        int old = stage.leader();
        Caller caller = stage.caller(old);
        caller.well(newZnode("/a"));
        stage.alone(old);
        int first = caller.ask(new WriteRequest.SetData("/a", new byte[] {1}, 0));
        int second = caller.ask(new WriteRequest.SetData("/a", new byte[] {2}, 0));
        stage.pass(1_000);
        assertThat(caller.answer(first)).isNull();
        assertThat(caller.answer(second))
                .as("not even that the version is wrong")
                .isNull();
        stage.curtain();
    }

    /** S68, W5. */
    @Test
    void whatChangedWhileAClientWasAwayIsToldWhenItSetsItsWatchesAgain() {
        Stage stage = Stage.serving(THREE);
        Caller watcher = stage.caller(stage.follower());
        watcher.well(newZnode("/a"));
        watcher.well(new ReadRequest.GetData("/a", true));
        watcher.hangUp();
        stage.caller(stage.leader()).well(set("/a", "changed"));
        long seen = watcher.lastZxid();
        watcher.at(stage.other());
        watcher.well(new ReadRequest.SetWatches(seen, List.of("/a"), List.of(), List.of(), List.of(), List.of()));
        assertThat(watcher.events()).containsExactly("NODE_DATA_CHANGED /a");
        stage.curtain();
    }

    /** S69, S70: the event first, then what it is about. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anEventComesBeforeTheReadThatShowsTheChange(int member) {
        Stage stage = Stage.serving(THREE);
        Caller writer = stage.caller(stage.leader());
        writer.well(newZnode("/a"));
        Caller watcher = stage.caller(member);
        watcher.well(sync());
        for (int i = 0; i < 20; i++) {
            watcher.well(new ReadRequest.GetData("/a", true));
            int events = watcher.events().size();
            int written = writer.ask(set("/a", "value " + i));
            while (watcher.events().size() == events) {
                watcher.well(get("/a"));
            }
            stage.until(() -> writer.answer(written) != null);
        }
        assertThat(watcher.events()).hasSize(20);
        stage.curtain();
    }

    /** S71: a watcher that falls behind while much happens, and one whose member dies over it, miss nothing. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWatcherThatFallsBehindHearsEverythingOnceAndInOrder(boolean memberDies) {
        Stage stage = Stage.serving(THREE.givenToSnapshots());
        int slow = stage.follower();
        Caller watcher = stage.caller(slow);
        watcher.well(newZnode("/p"));
        watcher.well(new ReadRequest.AddWatch("/p", true));
        Route route = new Route(Endpoint.member(slow), watcher.host(), Port.CLIENTS);
        stage.network().block(route);
        Caller writer = stage.caller(stage.leader());
        writer.writes("/p/a", 30);
        stage.pass(50);
        assertThat(watcher.events()).isEmpty();
        if (memberDies) {
            stage.kill(slow);
        }
        stage.network().unblock(route);
        stage.until(() -> watcher.events().size() == 30 || !watcher.isAttached());
        for (int i = 0; i < watcher.events().size(); i++) {
            assertThat(watcher.events().get(i)).isEqualTo("NODE_CREATED /p/a" + i);
        }
        assertThat(watcher.events().size() == 30 || !watcher.isAttached()).isTrue();
        stage.up(slow).serve().curtain();
    }

    /** S72, S86: through a follower, also when it fails, and when the leader changes meanwhile. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 8})
    void aMultiThroughAFollowerIsAnsweredOrItsConnectionEnds(int afterMs) {
        Stage stage = Stage.serving(THREE);
        int follower = stage.follower();
        int leader = stage.leader();
        Caller caller = stage.caller(follower);
        caller.well(new WriteRequest.Multi(List.of(newZnode("/a"), newZnode("/a/b"))));
        assertThat(caller.does(new WriteRequest.Multi(List.of(set("/a", "x"), newZnode("/a"))))
                        .body())
                .isInstanceOf(Response.Results.class);
        caller.ask(new WriteRequest.Multi(List.of(newZnode("/c"), newZnode("/d"))));
        int last = caller.ask(exists("/d"));
        stage.pass(afterMs).kill(leader);
        stage.until(() -> caller.answer(last) != null || !caller.isAttached());
        assertThat(caller.answer(last) != null || !caller.isAttached()).isTrue();
        stage.curtain();
    }

    /** S73, C11: a multi that fails gives back the number it would have taken. */
    @Test
    void aMultiThatFailsLeavesNothingForTheNextOne() {
        Stage stage = Stage.serving(THREE);
        Caller caller = stage.caller(stage.leader());
        caller.well(newZnode("/p"));
        caller.ask(new WriteRequest.Multi(List.of(sequential("/p/a-"), new WriteRequest.Check("/none", -1))));
        int next = caller.ask(sequential("/p/b-"));
        stage.until(() -> caller.answer(next) != null);
        assertThat(caller.answer(next))
                .isNotNull()
                .satisfies(answer -> assertThat(answer.body()).isEqualTo(new Response.Path("/p/b-0000000000")));
        stage.curtain();
    }

    /** S26 to S30, S82: whatever a snapshot catches, what is replayed over it gives the same. */
    @ParameterizedTest
    @EnumSource(Survival.class)
    void whoDiesAroundASnapshotHasTheSameStateAgain(Survival survival) {
        EveryCrash.of(THREE.givenToSnapshots(), survival, stage -> {
                    Caller caller = stage.caller(stage.leader());
                    caller.tries(newZnode("/p"));
                    for (int i = 0; i < 4; i++) {
                        caller.tries(new WriteRequest.Multi(List.of(sequential("/p/s-"), set("/p", "i"))));
                        caller.tries(newZnode("/p/x"));
                        caller.tries(delete("/p/x"));
                    }
                    stage.pass(30);
                })
                .of(2);
    }

    /** S84, S87: all members come to the same digest, whoever they asked and whatever they are told to allow. */
    @Test
    void allMembersHaveTheSameStateAfterEverything() {
        Stage stage = Stage.serving(THREE.observedBy(1));
        for (int member = 1; member <= 4; member++) {
            Caller caller = stage.caller(member);
            caller.well(newZnode("/m" + member));
            caller.well(Caller.ephemeral("/e" + member));
            caller.well(new WriteRequest.Multi(List.of(sequential("/s-"), set("/m" + member, "x"))));
        }
        stage.curtain();
    }
}
