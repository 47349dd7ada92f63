package io.quorate.recipes.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.client.AsyncQuorate;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.election.AsyncElection;
import io.quorate.recipes.world.Storm;
import io.quorate.recipes.world.Universe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever owns by znodes, several clients under faults: never more owners than promised, and everybody's turn comes.
 */
final class LocksInStormTest {
    private static final Duration STORM = Duration.ofSeconds(60);
    private static final int MACHINES = 5;
    private static final int LONGEST_WORK_MS = 300;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aLockHasOneOwner(long seed) {
        assertThat(weather(seed, 1, client -> new AsyncLock(client, "/locks/a").acquire()))
                .isGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void anElectionHasOneLeader(long seed) {
        assertThat(weather(seed, 1, client -> new AsyncElection(client, "/leaders/a", "somebody").lead()))
                .isGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28})
    void aSemaphoreHasNoMoreOwnersThanPermits(long seed) {
        assertThat(weather(seed, 2, client -> new AsyncSemaphore(client, "/permits/a", 2).acquire()))
                .isGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34})
    void aWriterIsAlone(long seed) {
        assertThat(weather(
                        seed,
                        1,
                        client -> new AsyncReadWriteLock(client, "/shared/a")
                                .writing()
                                .acquire()))
                .isGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43, 44, 45, 46})
    void readersNeverMeetAWriter(long seed) {
        Universe universe = new Universe(seed);
        List<Ownership> readers = new ArrayList<>();
        List<Ownership> writers = new ArrayList<>();
        int[] met = new int[2];
        Storm storm = new Storm(universe, MACHINES, client -> {
            AsyncReadWriteLock lock = new AsyncReadWriteLock(client, "/shared/b");
            repeat(universe, () -> lock.reading().acquire(), owned -> {
                readers.add(owned);
                writers.removeIf(each -> !each.isHeld());
                assertThat(writers).isEmpty();
                met[0]++;
            });
            repeat(universe, () -> lock.writing().acquire(), owned -> {
                writers.removeIf(each -> !each.isHeld());
                readers.removeIf(each -> !each.isHeld());
                assertThat(writers).isEmpty();
                assertThat(readers).isEmpty();
                writers.add(owned);
                met[1]++;
            });
        });
        storm.rage(STORM);
        int[] before = met.clone();
        universe.pass(Duration.ofSeconds(10));
        assertThat(met[0]).isGreaterThan(before[0] + MACHINES);
        assertThat(met[1]).isGreaterThan(before[1] + MACHINES);
    }

    /** How often something was owned in the storm; afterwards every machine must have its turn. */
    private static int weather(long seed, int most, Function<AsyncQuorate, CompletableFuture<Ownership>> ask) {
        Universe universe = new Universe(seed);
        Witness witness = new Witness(universe, most);
        Storm storm =
                new Storm(universe, MACHINES, client -> repeat(universe, () -> ask.apply(client), witness::owned));
        storm.rage(STORM);
        int seen = witness.seen();
        universe.pass(Duration.ofSeconds(10));
        assertThat(witness.seen() - seen).as("turns after the storm").isGreaterThan(2 * MACHINES);
        return seen;
    }

    private static void repeat(
            Universe universe, Supplier<CompletableFuture<Ownership>> ask, Consumer<Ownership> witness) {
        CompletableFuture<?> _ = ask.get().whenComplete((owned, failure) -> {
            if (failure != null) {
                return;
            }
            universe.check(() -> witness.accept(owned));
            universe.after(Duration.ofMillis(universe.dice().nextInt(LONGEST_WORK_MS)), () -> {
                owned.close();
                repeat(universe, ask, witness);
            });
        });
    }
}
