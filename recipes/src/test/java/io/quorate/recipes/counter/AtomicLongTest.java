package io.quorate.recipes.counter;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.recipes.Codec;
import io.quorate.recipes.line.Failures;
import io.quorate.recipes.world.Duo;
import io.quorate.recipes.world.Storm;
import io.quorate.recipes.world.Universe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AtomicLongTest {
    private final Duo duo = new Duo(7);
    private final Universe universe = duo.universe;
    private final AsyncAtomicLong mine = new AsyncAtomicLong(duo.mine, "/counters/a");
    private final AsyncAtomicLong theirs = new AsyncAtomicLong(duo.theirs, "/counters/a");

    @Test
    void twoWhoAddLoseNothing() {
        List<CompletableFuture<Long>> sums = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sums.add((i % 2 == 0 ? mine : theirs).add(1));
        }
        sums.forEach(universe::result);
        assertThat(universe.result(mine.get())).isEqualTo(50);
    }

    @Test
    void anAdditionWhoseAnswerIsLostHappensOnce() {
        universe.result(mine.add(1));
        long expected = 1;
        for (int delayMicros = 0; delayMicros < 8_000; delayMicros += 250) {
            CompletableFuture<Long> sum = mine.add(1);
            universe.pass(Duration.ofNanos(delayMicros * 1_000L));
            duo.here.cut();
            expected++;
            assertThat(universe.result(sum)).isEqualTo(expected);
            assertThat(universe.result(theirs.get())).isEqualTo(expected);
        }
    }

    @Test
    void onlyTheExpectedNumberIsReplaced() {
        universe.result(mine.set(5));
        assertThat(universe.result(theirs.compareAndSet(4, 9))).isFalse();
        assertThat(universe.result(theirs.compareAndSet(5, 9))).isTrue();
        assertThat(universe.result(mine.get())).isEqualTo(9);
    }

    @Test
    void aListenerSeesTheNewestNumberEvenAcrossALostConnection() {
        List<Long> seen = new ArrayList<>();
        universe.result(mine.onChange(seen::add));
        universe.result(theirs.add(1));
        duo.here.cut();
        universe.result(theirs.add(1));
        universe.passUntil(() -> seen.getLast() == 2);
        assertThat(seen).startsWith(0L).isSorted();
    }

    @Test
    void aValueOfAnyTypeKnowsWhichOneItIs() {
        AsyncSharedValue<String> value = new AsyncSharedValue<>(duo.mine, "/values/a", Codec.TEXT, "first");
        Versioned<String> seen = universe.result(value.get());
        assertThat(seen.value()).isEqualTo("first");
        universe.result(value.set("second"));
        assertThat(universe.result(value.compareAndSet(seen, "third"))).isFalse();
        assertThat(universe.result(value.update(text -> text + "!"))).isEqualTo("second!");
        assertThat(universe.result(value.get()).zxid()).isGreaterThan(seen.zxid());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void inAStormEveryAcknowledgedAdditionCountsOnce(long seed) {
        Universe stormy = new Universe(seed);
        int[] acknowledged = new int[1];
        int[] inDoubt = new int[1];
        boolean[] isOver = new boolean[1];
        new Storm(stormy, 4, client -> count(new AsyncAtomicLong(client, "/n"), acknowledged, inDoubt, isOver))
                .rage(Duration.ofSeconds(30));
        isOver[0] = true;
        stormy.pass(Duration.ofSeconds(10));
        long sum = stormy.result(new AsyncAtomicLong(stormy.machine().client(Storm.TIMEOUT), "/n").get());
        assertThat(acknowledged[0]).isGreaterThan(100);
        assertThat(sum).isBetween((long) acknowledged[0], (long) acknowledged[0] + inDoubt[0]);
    }

    private static void count(AsyncAtomicLong number, int[] acknowledged, int[] inDoubt, boolean[] isOver) {
        CompletableFuture<?> _ = number.add(1).whenComplete((sum, thrown) -> {
            if (Failures.of(thrown) == null) {
                acknowledged[0]++;
                if (!isOver[0]) {
                    count(number, acknowledged, inDoubt, isOver);
                }
            } else {
                inDoubt[0]++;
            }
        });
    }
}
