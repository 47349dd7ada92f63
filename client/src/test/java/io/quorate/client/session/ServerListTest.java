package io.quorate.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Whom to try next (client protocol 11.1 and 11.2). */
final class ServerListTest {
    private static final List<HostPort> THREE = servers("a", "b", "c");

    @Test
    void aServerIsNeverChosenTwiceInARowWhileAnotherIsLeft() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom dice = new SplittableRandom(seed);
            ServerList list = new ServerList(servers("a", "b"), dice);
            HostPort last = list.choose();
            for (int i = 0; i < 50; i++) {
                if (dice.nextInt(5) == 0) {
                    list.connected();
                }
                if (dice.nextInt(9) == 0) {
                    list.update(dice.nextBoolean() ? THREE : servers("a", "b"));
                }
                HostPort next = list.choose();
                assertThat(next).isNotEqualTo(last);
                last = next;
            }
        }
    }

    @Test
    void aRoundTriesEverybody() {
        ServerList list = new ServerList(THREE, new SplittableRandom(1));
        List<HostPort> round = List.of(list.choose(), list.choose(), list.choose());
        assertThat(round).containsExactlyInAnyOrderElementsOf(THREE);
    }

    @Test
    void theFirstAttemptWaitsForNothingAndLaterOnesLongerRoundByRound() {
        ServerList list = new ServerList(THREE, always(0.999));
        assertThat(list.waitNanos()).isZero();
        long before = 0;
        for (int round = 0; round < 4; round++) {
            list.choose();
            list.choose();
            list.choose();
            long wait = list.waitNanos();
            assertThat(wait).isGreaterThan(before).isLessThanOrEqualTo(1_500_000_000L);
            before = wait;
        }
        list.connected();
        assertThat(list.waitNanos()).isLessThan(100_000_000L);
    }

    @Test
    void whenTheListGrowsTheRightShareOfClientsMovesToTheNewServers() {
        int moved = 0;
        int runs = 10_000;
        for (int seed = 0; seed < runs; seed++) {
            ServerList list = new ServerList(THREE, new SplittableRandom(seed));
            list.choose();
            list.connected();
            if (list.update(servers("a", "b", "c", "d"))) {
                moved++;
                assertThat(list.choose()).isEqualTo(server("d"));
            }
        }
        assertThat((double) moved / runs).isBetween(0.23, 0.27);
    }

    @Test
    void whenTheListShrinksOnlyClientsOfRemovedServersMove() {
        for (int seed = 0; seed < 100; seed++) {
            ServerList list = new ServerList(THREE, new SplittableRandom(seed));
            HostPort current = list.choose();
            list.connected();
            boolean mustMove = list.update(servers("a", "b"));
            assertThat(mustMove).isEqualTo(current.equals(server("c")));
        }
    }

    @Test
    void whenServersAreReplacedTheLoadEndsUpEven() {
        int[] load = new int[3];
        int runs = 12_000;
        for (int i = 0; i < runs; i++) {
            ServerList list = new ServerList(servers("a", "b", "c", "x"), new SplittableRandom(i));
            HostPort serving = list.choose();
            list.connected();
            List<HostPort> after = servers("a", "b", "d");
            if (list.update(after)) {
                serving = list.choose();
            }
            load[after.indexOf(serving)]++;
        }
        for (int each : load) {
            assertThat((double) each / runs).isBetween(0.31, 0.36);
        }
    }

    @Test
    void aPreferredServerIsNext() {
        ServerList list = new ServerList(THREE, new SplittableRandom(3));
        list.choose();
        list.connected();
        list.prefer(server("b"));
        assertThat(list.choose()).isEqualTo(server("b"));
    }

    private static RandomGenerator always(double share) {
        return () -> (long) (share * Long.MAX_VALUE);
    }

    private static List<HostPort> servers(String... names) {
        return Arrays.stream(names).map(ServerListTest::server).toList();
    }

    private static HostPort server(String name) {
        return new HostPort(name, 2181);
    }
}
