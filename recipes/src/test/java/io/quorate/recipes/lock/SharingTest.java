package io.quorate.recipes.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.recipes.MultiOwnership;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.world.Duo;
import io.quorate.recipes.world.Universe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Read-write locks, semaphores, and several locks at once. */
final class SharingTest {
    private static final Duration A_WHILE = Duration.ofSeconds(1);

    private final Duo duo = new Duo(31);
    private final Universe universe = duo.universe;
    private final AsyncReadWriteLock mine = new AsyncReadWriteLock(duo.mine, "/shared");
    private final AsyncReadWriteLock theirs = new AsyncReadWriteLock(duo.theirs, "/shared");

    private <T> CompletableFuture<T> afterAWhile(CompletableFuture<T> future) {
        universe.pass(A_WHILE);
        return future;
    }

    @Test
    void readersShareAndAWriterWaitsForAllOfThem() {
        Ownership one = universe.result(mine.reading().acquire());
        Ownership two = universe.result(theirs.reading().acquire());
        CompletableFuture<Ownership> writer = afterAWhile(mine.writing().acquire());
        CompletableFuture<Ownership> late = afterAWhile(theirs.reading().acquire());
        assertThat(writer).isNotDone();
        assertThat(late).isNotDone();
        universe.result(two.release());
        assertThat(afterAWhile(writer)).isNotDone();
        universe.result(one.release());
        Ownership written = universe.result(writer);
        assertThat(afterAWhile(late)).isNotDone();
        universe.result(written.release());
        assertThat(universe.result(late).isHeld()).isTrue();
    }

    @Test
    void aWriterThatReadsOnLetsReadersInAndHoldsWritersOff() {
        Ownership written = universe.result(mine.writing().acquire());
        CompletableFuture<Ownership> reader = afterAWhile(theirs.reading().acquire());
        CompletableFuture<Ownership> writer = afterAWhile(theirs.writing().acquire());
        CompletableFuture<Ownership> behind = afterAWhile(mine.reading().acquire());
        universe.result(mine.downgrade(written));
        Ownership read = universe.result(reader);
        assertThat(written.isHeld()).isTrue();
        assertThat(afterAWhile(writer)).isNotDone();
        universe.result(written.release());
        assertThat(afterAWhile(writer)).isNotDone();
        universe.result(read.release());
        universe.result(writer).close();
        assertThat(universe.result(behind).isHeld()).isTrue();
    }

    @Test
    void aSemaphoreLetsInAsManyAsItHasPermits() {
        AsyncSemaphore here = new AsyncSemaphore(duo.mine, "/permits", 3);
        AsyncSemaphore there = new AsyncSemaphore(duo.theirs, "/permits", 3);
        List<Ownership> taken = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            taken.add(universe.result((i % 2 == 0 ? here : there).acquire()));
        }
        CompletableFuture<MultiOwnership> two = afterAWhile(there.acquire(2));
        CompletableFuture<Ownership> one = afterAWhile(here.acquire());
        assertThat(universe.result(here.taken())).isEqualTo(3);
        assertThat(universe.result(here.tryAcquire(A_WHILE))).isEmpty();
        universe.result(taken.get(1).release());
        assertThat(afterAWhile(two)).as("one of two").isNotDone();
        assertThat(one).as("asked later").isNotDone();
        universe.result(taken.get(0).release());
        assertThat(universe.result(two).isHeld()).isTrue();
        universe.result(taken.get(2).release());
        assertThat(universe.result(one).isHeld()).isTrue();
    }

    @Test
    void whoDiesWhileItWaitsForPermitsHoldsNobodyUp() {
        AsyncSemaphore here = new AsyncSemaphore(duo.mine, "/permits", 2);
        AsyncSemaphore there = new AsyncSemaphore(duo.theirs, "/permits", 2);
        Ownership held = universe.result(there.acquire());
        CompletableFuture<MultiOwnership> both = afterAWhile(here.acquire(2));
        CompletableFuture<Ownership> one = afterAWhile(there.acquire());
        assertThat(one).isNotDone();
        duo.here.isolate();
        assertThat(universe.result(one).isHeld()).isTrue();
        assertThat(both.isDone() && !both.isCompletedExceptionally()).isFalse();
        assertThat(held.isHeld()).isTrue();
    }

    @Test
    void cancellingGivesBackWhatWasGathered() {
        AsyncSemaphore here = new AsyncSemaphore(duo.mine, "/permits", 2);
        AsyncSemaphore there = new AsyncSemaphore(duo.theirs, "/permits", 2);
        Ownership held = universe.result(there.acquire());
        CompletableFuture<MultiOwnership> both = afterAWhile(here.acquire(2));
        both.cancel(false);
        assertThat(universe.result(there.acquire()).isHeld()).isTrue();
        assertThat(held.isHeld()).isTrue();
    }

    @Test
    void severalLocksAreHeldTogetherOrNotAtAll() {
        AsyncMultiLock here = multi(List.of("/m/a", "/m/b"));
        AsyncLock b = new AsyncLock(duo.theirs, "/m/b");
        AsyncLock a = new AsyncLock(duo.theirs, "/m/a");
        Ownership other = universe.result(b.acquire());
        Optional<MultiOwnership> inVain = universe.result(here.tryAcquire(A_WHILE));
        assertThat(inVain).isEmpty();
        universe.pass(A_WHILE);
        universe.result(
                universe.result(a.tryAcquire(Duration.ZERO)).orElseThrow().release());
        CompletableFuture<MultiOwnership> both = here.acquire();
        universe.result(other.release());
        MultiOwnership held = universe.result(both);
        assertThat(held.isHeld()).isTrue();
        assertThat(universe.result(a.tryAcquire(Duration.ZERO))).isEmpty();
        universe.result(duo.theirs.delete(held.parts().getLast().path()));
        assertThat(universe.result(held.ended())).isEqualTo(Ownership.Ending.DELETED);
        assertThat(held.isHeld()).isFalse();
        assertThatThrownBy(() -> multi(List.of("/m/a", "/m/a"))).hasMessageContaining("twice");
    }

    private AsyncMultiLock multi(List<String> paths) {
        return new AsyncMultiLock(
                paths.stream().map(path -> new AsyncLock(duo.mine, path)).toList());
    }
}
