package io.quorate.recipes.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.client.StateException;
import io.quorate.client.UnrecoverableException;
import io.quorate.recipes.OwnershipLostException;
import io.quorate.recipes.world.Duo;
import io.quorate.recipes.world.Universe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BoardTest {
    private static final byte[] CONTENT = {42};

    private final Duo duo = new Duo(23);
    private final Universe universe = duo.universe;
    private final AsyncBoard mine = new AsyncBoard(duo.mine, "/board");
    private final AsyncBoard theirs = new AsyncBoard(duo.theirs, "/board");
    private final List<Notice> heard = new ArrayList<>();

    @BeforeEach
    void follow() {
        universe.result(new AsyncBoard(universe.machine().client(Duo.TIMEOUT), "/board").follow(heard::add));
    }

    @Test
    void aTaskIsClaimedReportedAndFinished() {
        universe.result(mine.post("copy", CONTENT));
        Assignment work = universe.result(mine.work("copy", "alice"));
        assertThat(work.content()).isEqualTo(CONTENT);
        assertThat(work.lastProgress()).isEmpty();
        universe.pass(Duration.ofSeconds(1));
        universe.result(work.report(new byte[] {1}));
        universe.pass(Duration.ofSeconds(1));
        universe.result(work.finish());
        universe.pass(Duration.ofSeconds(1));
        assertThat(heard.stream().map(each -> each.getClass().getSimpleName()))
                .containsExactly("Posted", "Claimed", "Progressed", "Finished");
        assertThat(universe.failure(theirs.work("copy", "bob"))).isInstanceOf(FinishedException.class);
    }

    @Test
    void aStandbyTakesOverWhereTheDeadWorkerStopped() {
        universe.result(mine.post("copy", CONTENT));
        Assignment first = universe.result(mine.work("copy", "alice"));
        CompletableFuture<Assignment> standby = theirs.work("copy", "bob");
        universe.result(first.report(new byte[] {7}));
        universe.pass(Duration.ofSeconds(1));
        assertThat(standby).isNotDone();

        duo.here.pause();
        Assignment second = universe.result(standby);
        assertThat(second.lastProgress()).containsExactly(7);
        assertThat(first.isHeld()).isFalse();
        universe.pass(Duration.ofSeconds(1));
        assertThat(heard)
                .anySatisfy(notice -> assertThat(notice).isInstanceOfSatisfying(Notice.TakenOver.class, taken -> {
                    assertThat(taken.from()).isEqualTo("alice");
                    assertThat(taken.status().worker()).isEqualTo("bob");
                }));

        universe.result(second.report(new byte[] {8}));
        duo.here.resume();
        assertThat(universe.failure(first.report(new byte[] {6})))
                .isInstanceOfAny(OwnershipLostException.class, UnrecoverableException.class);
        assertThat(universe.result(theirs.status("copy")).progress()).containsExactly(8);
    }

    @Test
    void whatIsGivenBackGoesOnElsewhere() {
        universe.result(mine.post("copy", CONTENT));
        Assignment first = universe.result(mine.work("copy", "alice"));
        universe.result(first.report(new byte[] {3}));
        universe.result(first.giveBack());
        Assignment second = universe.result(theirs.work("copy", "bob"));
        assertThat(second.lastProgress()).containsExactly(3);
        universe.pass(Duration.ofSeconds(1));
        assertThat(heard).noneMatch(notice -> notice instanceof Notice.TakenOver);
    }

    @Test
    void aWorkerDeposedByAnotherHandCannotReport() {
        universe.result(mine.post("copy", CONTENT));
        Assignment first = universe.result(mine.work("copy", "alice"));
        universe.result(duo.theirs.delete(first.ownership().path()));
        assertThat(universe.failure(first.report(new byte[] {1}))).isInstanceOf(OwnershipLostException.class);
    }

    @Test
    void aTaskThatIsNotThereIsNotWaitedFor() {
        assertThat(universe.failure(mine.work("nothing", "alice"))).isInstanceOf(StateException.NoNode.class);
        universe.result(mine.post("copy", CONTENT));
        universe.result(mine.remove("copy"));
        universe.passUntil(() -> heard.contains(new Notice.Removed("copy")));
    }
}
