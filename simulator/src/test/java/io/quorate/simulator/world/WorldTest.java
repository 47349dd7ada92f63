package io.quorate.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class WorldTest {
    @Test
    void eventsComeInTheOrderOfTheirTimes() {
        World world = new World(1, new Trace(null));
        List<Long> times = new ArrayList<>();
        for (long delay : new long[] {30, 10, 20, 0, 10}) {
            world.in(delay, () -> times.add(world.now()));
        }
        runAll(world, Long.MAX_VALUE);

        assertThat(times).containsExactly(0L, 10L, 10L, 20L, 30L);
    }

    @Test
    void eventsAtTheSameTimeComeInEveryOrder() {
        Set<String> orders = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            World world = new World(seed, new Trace(null));
            StringBuilder order = new StringBuilder();
            for (String name : List.of("a", "b", "c")) {
                world.in(5, () -> order.append(name));
            }
            runAll(world, Long.MAX_VALUE);
            orders.add(order.toString());
        }
        assertThat(orders).hasSize(6);
    }

    @Test
    void nothingBeyondTheLimitHappens() {
        World world = new World(1, new Trace(null));
        List<String> happened = new ArrayList<>();
        world.in(5, () -> happened.add("soon"));
        world.in(50, () -> happened.add("late"));
        runAll(world, 50);

        assertThat(happened).containsExactly("soon");
        assertThat(world.now()).isEqualTo(5);
    }

    @Test
    void theHashOfATraceDependsOnEveryNumberInIt() {
        assertThat(hash(1, 2, 3)).isEqualTo(hash(1, 2, 3));
        assertThat(hash(1, 2, 3)).isNotEqualTo(hash(2, 2, 3));
        assertThat(hash(1, 2, 3)).isNotEqualTo(hash(1, 3, 2));
    }

    private static long hash(long nanos, long a, long b) {
        Trace trace = new Trace(null);
        trace.note(nanos, 1, Mark.TURN, a, b, () -> "");
        return trace.hash();
    }

    private static void runAll(World world, long limit) {
        int events = 0;
        while (world.runNext(limit)) {
            events++;
        }
        assertThat(events).isPositive();
    }
}
