package io.quorate.recipes.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.UnrecoverableException;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.OwnershipLostException;
import io.quorate.recipes.world.Machine;
import io.quorate.recipes.world.Universe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class LockTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(6);

    private final Universe universe = new Universe(1);
    private final Machine here = universe.machine();
    private final Machine there = universe.machine();
    private final AsyncQuorate mine = here.client(TIMEOUT);
    private final AsyncQuorate theirs = there.client(TIMEOUT);
    private final AsyncLock myLock = new AsyncLock(mine, "/locks/one");
    private final AsyncLock theirLock = new AsyncLock(theirs, "/locks/one");

    @Test
    void theSecondComesWhenTheFirstReleases() {
        Ownership first = universe.result(myLock.acquire());
        CompletableFuture<Ownership> second = theirLock.acquire();
        universe.pass(Duration.ofMinutes(1));
        assertThat(first.isHeld()).isTrue();
        assertThat(second).isNotDone();

        universe.result(first.release());

        assertThat(first.isHeld()).isFalse();
        assertThat(universe.result(first.ended())).isEqualTo(Ownership.Ending.RELEASED);
        assertThat(universe.result(second).token()).isGreaterThan(first.token());
    }

    @Test
    void whoeverCannotReachTheServersOwnsNothingBeforeTheyGiveItToAnother() {
        Ownership first = universe.result(myLock.acquire());
        CompletableFuture<Ownership> second = theirLock.acquire();
        here.isolate();
        long cutOff = universe.now();

        universe.passUntil(() -> !first.isHeld());
        long ended = universe.now();
        assertThat(second).isNotDone();
        assertThat(ended - cutOff).isLessThanOrEqualTo(TIMEOUT.toNanos() * 2 / 3);
        assertThat(universe.result(first.ended())).isEqualTo(Ownership.Ending.UNCERTAIN);

        assertThat(universe.result(second).token()).isGreaterThan(first.token());
        assertThat(universe.now()).isGreaterThan(ended);
    }

    @Test
    void aPausedOwnerWakesUpWithoutItsLock() {
        Ownership first = universe.result(myLock.acquire());
        CompletableFuture<Ownership> second = theirLock.acquire();
        here.pause();
        Ownership now = universe.result(second);
        assertThat(first.isHeld()).isFalse();
        here.resume();

        universe.pass(Duration.ofSeconds(30));

        assertThat(first.isHeld()).isFalse();
        assertThat(now.isHeld()).isTrue();
        assertThat(first.token()).isLessThan(now.token());
        assertThat(universe.result(first.ended())).isIn(Ownership.Ending.UNCERTAIN, Ownership.Ending.SESSION_ENDED);
    }

    @Test
    void aShortSuspensionCostsNeitherTheLockNorThePlaceInLine() {
        Ownership first = universe.result(myLock.acquire());
        CompletableFuture<Ownership> second = theirLock.acquire();
        universe.pass(Duration.ofSeconds(1));
        here.cut();
        there.cut();
        universe.pass(Duration.ofSeconds(20));
        assertThat(first.isHeld()).isTrue();
        assertThat(second).isNotDone();
        universe.result(first.release());
        assertThat(universe.result(second).isHeld()).isTrue();
    }

    @Test
    void aCreateWhoseAnswerIsLostStandsInLineOnce() {
        universe.result(mine.exists("/"));
        for (int delayMicros = 0; delayMicros < 8_000; delayMicros += 250) {
            CompletableFuture<Ownership> asked = myLock.acquire();
            universe.pass(Duration.ofNanos(delayMicros * 1_000L));
            here.cut();
            Ownership owned = universe.result(asked);
            assertThat(universe.result(theirLock.contenders())).containsExactly(owned.path());
            universe.result(owned.release());
        }
    }

    @Test
    void givingUpLeavesNoPlaceBehind() {
        Ownership first = universe.result(myLock.acquire());
        for (int delayMicros = 0; delayMicros < 12_000; delayMicros += 500) {
            CompletableFuture<Ownership> asked = theirLock.acquire();
            universe.pass(Duration.ofNanos(delayMicros * 1_000L));
            asked.cancel(false);
            universe.pass(Duration.ofSeconds(3));
            assertThat(universe.result(myLock.contenders())).containsExactly(first.path());
        }
        assertThat(universe.result(theirLock.tryAcquire(Duration.ofSeconds(2)))).isEmpty();
        assertThat(universe.result(theirLock.tryAcquire(Duration.ZERO))).isEmpty();
        universe.pass(Duration.ofSeconds(1));
        assertThat(universe.result(myLock.contenders())).containsExactly(first.path());
        universe.result(first.release());
        assertThat(universe.result(theirLock.tryAcquire(Duration.ZERO))).isPresent();
    }

    @Test
    void patienceEndsInTimeEvenWithoutAnyServer() {
        universe.result(mine.exists("/"));
        here.isolate();
        long before = universe.now();
        assertThat(universe.result(myLock.tryAcquire(Duration.ofSeconds(2)))).isEmpty();
        assertThat(universe.now() - before).isEqualTo(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void anExpiredSessionEndsOwningAndWaiting() {
        Ownership first = universe.result(myLock.acquire());
        CompletableFuture<Ownership> second = theirLock.acquire();
        universe.pass(Duration.ofSeconds(1));
        universe.server().expire(theirs.sessionId());
        assertThat(universe.failure(second)).isInstanceOf(UnrecoverableException.SessionExpired.class);

        universe.server().expire(mine.sessionId());
        assertThat(universe.result(first.ended())).isIn(Ownership.Ending.SESSION_ENDED, Ownership.Ending.DELETED);
        assertThat(universe.failure(myLock.acquire())).isInstanceOf(UnrecoverableException.class);
    }

    @Test
    void closingTheClientEndsOwnershipAndPassesItOn() {
        Ownership first = universe.result(myLock.acquire());
        CompletableFuture<Ownership> second = theirLock.acquire();
        universe.pass(Duration.ofSeconds(1));
        CompletableFuture<Void> _ = mine.closeAsync();
        assertThat(universe.result(second).isHeld()).isTrue();
        assertThat(first.isHeld()).isFalse();
    }

    @Test
    void whoDeletesAZnodeOfTheLineTakesItsPlaceAway() {
        Ownership first = universe.result(myLock.acquire());
        CompletableFuture<Ownership> second = theirLock.acquire();
        CompletableFuture<Ownership> third = myLock.acquire();
        universe.pass(Duration.ofSeconds(1));
        List<String> line = universe.result(myLock.contenders());

        universe.result(mine.delete(line.get(1)));
        universe.result(mine.delete(first.path()));

        assertThat(universe.result(first.ended())).isEqualTo(Ownership.Ending.DELETED);
        assertThat(universe.failure(second)).isInstanceOf(OwnershipLostException.class);
        assertThat(universe.result(third).isHeld()).isTrue();
    }

    @Test
    void anOwnerHearsThatAnotherWantsItBack() {
        Ownership first = universe.result(myLock.acquire());
        first.onRevocation(first::close);
        CompletableFuture<Ownership> second = theirLock.acquire();
        assertThat(universe.result(theirLock.revoke())).isTrue();
        assertThat(universe.result(second).isHeld()).isTrue();
    }

    @Test
    void aThousandContendersAreServedInOrderAndEachReleaseWakesOne() {
        universe.result(mine.exists("/"));
        universe.result(theirs.exists("/"));
        List<CompletableFuture<Ownership>> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            all.add((i % 2 == 0 ? myLock : theirLock).acquire());
            universe.pass(Duration.ofMillis(5));
        }
        long before = universe.server().events();
        long token = 0;
        for (CompletableFuture<Ownership> each : all) {
            Ownership owned = universe.result(each);
            assertThat(owned.token()).isGreaterThan(token);
            token = owned.token();
            universe.result(owned.release());
        }
        // One for the next in line, one for the owner that watches its own znode.
        assertThat(universe.server().events() - before).isLessThanOrEqualTo(2_000);
    }
}
