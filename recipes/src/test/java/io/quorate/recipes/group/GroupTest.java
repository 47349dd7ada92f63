package io.quorate.recipes.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.client.AsyncQuorate;
import io.quorate.recipes.world.Duo;
import io.quorate.recipes.world.Universe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class GroupTest {
    private static final byte[] DATA = {1};

    private final Duo duo = new Duo(9);
    private final Universe universe = duo.universe;
    private final AsyncGroup mine = new AsyncGroup(duo.mine, "/group");
    private final AsyncGroup theirs = new AsyncGroup(duo.theirs, "/group");

    private List<String> names() {
        return universe.result(theirs.members()).stream().map(Member::id).toList();
    }

    @Test
    void whoJoinsIsListedUntilItLeaves() {
        assertThat(names()).isEmpty();
        Membership a = universe.result(mine.join("a", DATA));
        universe.result(theirs.join("b", DATA));
        assertThat(names()).containsExactly("a", "b");
        universe.result(a.update(new byte[] {2}));
        assertThat(universe.result(theirs.members()).getFirst().data()).containsExactly(2);
        universe.result(a.leave());
        assertThat(names()).containsExactly("b");
    }

    @Test
    void watchersSeeMembersComeAndGo() {
        List<Integer> sizes = new ArrayList<>();
        universe.result(theirs.watch(members -> sizes.add(members.size())));
        Membership a = universe.result(mine.join("a", DATA));
        universe.passUntil(() -> sizes.getLast() == 1);
        a.close();
        universe.passUntil(() -> sizes.getLast() == 0);
        assertThat(sizes).containsExactly(0, 1, 0);
    }

    @Test
    void aJoinWhoseAnswerIsLostIsOneMember() {
        for (int delayMicros = 0; delayMicros < 6_000; delayMicros += 500) {
            CompletableFuture<Membership> joining = mine.join("a", DATA);
            universe.pass(Duration.ofNanos(delayMicros * 1_000L));
            duo.here.cut();
            Membership a = universe.result(joining);
            assertThat(names()).containsExactly("a");
            universe.result(a.leave());
            assertThat(names()).isEmpty();
        }
    }

    @Test
    void aNewSessionWaitsUntilTheOldOneOfItsNameIsGone() {
        universe.result(mine.join("a", DATA));
        long old = universe.result(theirs.members()).getFirst().token();
        duo.here.isolate();
        AsyncQuorate again = universe.machine().client(Duo.TIMEOUT);
        CompletableFuture<Membership> rejoining = new AsyncGroup(again, "/group").join("a", DATA);
        universe.pass(Duration.ofSeconds(2));
        assertThat(rejoining).isNotDone();
        universe.result(rejoining);
        assertThat(universe.result(theirs.members()).getFirst().token()).isGreaterThan(old);
    }

    @Test
    void aMemberThatSomebodyDeletesComesBack() {
        universe.result(mine.join("a", DATA));
        universe.result(duo.theirs.delete("/group/a"));
        universe.passUntil(() -> names().equals(List.of("a")));
    }

    @Test
    void leavingBeforeTheNameIsFreeLeavesTheOtherAlone() {
        universe.result(mine.join("a", DATA));
        CompletableFuture<Membership> waiting = theirs.join("a", DATA);
        universe.pass(Duration.ofSeconds(1));
        waiting.cancel(false);
        universe.pass(Duration.ofSeconds(1));
        assertThat(names()).containsExactly("a");
    }
}
