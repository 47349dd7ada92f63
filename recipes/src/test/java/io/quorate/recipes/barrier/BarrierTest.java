package io.quorate.recipes.barrier;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.UnrecoverableException;
import io.quorate.recipes.world.Duo;
import io.quorate.recipes.world.Machine;
import io.quorate.recipes.world.Universe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class BarrierTest {
    private final Duo duo = new Duo(17);
    private final Universe universe = duo.universe;

    @Test
    void whoWaitsGoesOnWhenItIsLifted() {
        AsyncBarrier mine = new AsyncBarrier(duo.mine, "/barriers/a");
        AsyncBarrier theirs = new AsyncBarrier(duo.theirs, "/barriers/a");
        universe.result(theirs.await());
        universe.result(mine.raise());
        universe.result(mine.raise());
        CompletableFuture<Void> waiting = theirs.await();
        assertThat(universe.result(theirs.await(Duration.ofSeconds(3)))).isFalse();
        duo.there.cut();
        universe.pass(Duration.ofSeconds(3));
        assertThat(waiting).isNotDone();
        universe.result(mine.lift());
        universe.result(waiting);
        universe.result(mine.lift());
    }

    @Test
    void waitingEndsWithTheSession() {
        AsyncBarrier mine = new AsyncBarrier(duo.mine, "/barriers/b");
        universe.result(mine.raise());
        CompletableFuture<Void> waiting = mine.await();
        universe.pass(Duration.ofSeconds(1));
        universe.server().expire(duo.mine.sessionId());
        assertThat(universe.failure(waiting)).isInstanceOf(UnrecoverableException.class);
    }

    @Test
    void allEnterTogetherAndLeaveTogetherRoundAfterRound() {
        List<AsyncDoubleBarrier> members = members(4);
        for (int round = 0; round < 3; round++) {
            List<CompletableFuture<AsyncDoubleBarrier.Round>> entering = new ArrayList<>();
            for (AsyncDoubleBarrier member : members) {
                assertThat(entering).noneMatch(CompletableFuture::isDone);
                entering.add(member.enter());
                universe.pass(Duration.ofMillis(500));
            }
            List<CompletableFuture<Void>> leaving = new ArrayList<>();
            for (CompletableFuture<AsyncDoubleBarrier.Round> each : entering) {
                assertThat(leaving).noneMatch(CompletableFuture::isDone);
                leaving.add(universe.result(each).leave());
                universe.pass(Duration.ofMillis(500));
            }
            leaving.forEach(universe::result);
        }
    }

    @Test
    void theNextRoundWaitsUntilTheLastIsOver() {
        List<AsyncDoubleBarrier> members = members(2);
        CompletableFuture<AsyncDoubleBarrier.Round> first = members.get(0).enter();
        CompletableFuture<AsyncDoubleBarrier.Round> second = members.get(1).enter();
        CompletableFuture<Void> leaving = universe.result(first).leave();
        universe.pass(Duration.ofSeconds(1));
        CompletableFuture<AsyncDoubleBarrier.Round> early = members.get(0).enter();
        universe.pass(Duration.ofSeconds(1));
        assertThat(early).isNotDone();
        universe.result(universe.result(second).leave());
        universe.result(leaving);
        universe.pass(Duration.ofSeconds(1));
        assertThat(early).isNotDone();
        universe.result(members.get(1).enter());
        universe.result(early);
    }

    @Test
    void oneThatDiesInsideCountsAsHavingLeft() {
        List<AsyncDoubleBarrier> members = members(3);
        Machine dying = universe.machines().getLast();
        List<CompletableFuture<AsyncDoubleBarrier.Round>> entering =
                members.stream().map(AsyncDoubleBarrier::enter).toList();
        List<AsyncDoubleBarrier.Round> rounds =
                entering.stream().map(universe::result).toList();
        CompletableFuture<Void> one = rounds.get(0).leave();
        CompletableFuture<Void> two = rounds.get(1).leave();
        universe.pass(Duration.ofSeconds(1));
        assertThat(one).isNotDone();
        dying.isolate();
        universe.result(one);
        universe.result(two);
    }

    @Test
    void theNextRoundBeginsAlthoughAllWhoWereInsideHaveDied() {
        members(2).stream().map(AsyncDoubleBarrier::enter).toList().forEach(universe::result);
        List<CompletableFuture<AsyncDoubleBarrier.Round>> entering =
                members(2).stream().map(AsyncDoubleBarrier::enter).toList();
        universe.pass(Duration.ofSeconds(1));
        assertThat(entering).noneMatch(CompletableFuture::isDone);
        universe.machines().stream().skip(2).limit(2).forEach(Machine::isolate);
        entering.forEach(universe::result);
    }

    @Test
    void whoWasCutOffBeforeTheGateStandsThereAgain() {
        List<AsyncDoubleBarrier> members = members(2);
        CompletableFuture<AsyncDoubleBarrier.Round> early = members.getFirst().enter();
        universe.pass(Duration.ofSeconds(1));
        Machine machine = universe.machines().get(2);
        machine.isolate();
        universe.pass(Duration.ofSeconds(4));
        machine.heal();
        universe.pass(Duration.ofSeconds(5));
        universe.result(members.getLast().enter());
        universe.result(early);
    }

    @Test
    void whoGivesUpEnteringDoesNotCount() {
        List<AsyncDoubleBarrier> members = members(2);
        CompletableFuture<AsyncDoubleBarrier.Round> givenUp = members.get(0).enter();
        universe.pass(Duration.ofSeconds(1));
        givenUp.cancel(false);
        universe.pass(Duration.ofSeconds(1));
        CompletableFuture<AsyncDoubleBarrier.Round> alone = members.get(1).enter();
        universe.pass(Duration.ofSeconds(2));
        assertThat(alone).isNotDone();
    }

    private List<AsyncDoubleBarrier> members(int count) {
        List<AsyncDoubleBarrier> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            AsyncQuorate client = universe.machine().client(Duo.TIMEOUT);
            universe.result(client.exists("/"));
            members.add(new AsyncDoubleBarrier(client, "/rounds", count));
        }
        return members;
    }
}
