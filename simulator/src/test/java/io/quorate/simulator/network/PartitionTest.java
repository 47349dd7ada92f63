package io.quorate.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.simulator.world.Dice;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PartitionTest {
    private static final int HOSTS = 5;
    private static final List<Endpoint> MEMBERS =
            IntStream.rangeClosed(1, HOSTS).mapToObj(Endpoint::member).toList();

    @ParameterizedTest
    @EnumSource(Partition.class)
    void aPartitionIsWhatItsNameSays(Partition partition) {
        for (long seed = 0; seed < 100; seed++) {
            Set<Route> routes = partition.routes(MEMBERS, List.of(Port.QUORUM), Dice.of(seed, "partition"));
            TreeSet<Route> backs = new TreeSet<>();
            routes.forEach(route -> backs.add(route.back()));
            boolean bothWays = backs.equals(routes);
            int most = HOSTS - 1;

            assertThat(routes).noneMatch(route -> route.from().equals(route.to()));
            switch (partition) {
                case HALVES -> assertThat(bothWays && routes.size() >= 2 * most).isTrue();
                case ALONE -> assertThat(bothWays && routes.size() == 2 * most).isTrue();
                case DEAF -> {
                    assertThat(routes.stream().map(Route::to).distinct()).hasSize(1);
                    assertThat(routes).hasSize(most);
                }
                case MUTE -> {
                    assertThat(routes.stream().map(Route::from).distinct()).hasSize(1);
                    assertThat(routes).hasSize(most);
                }
                case BRIDGE -> {
                    assertThat(bothWays).isTrue();
                    assertThat(MEMBERS)
                            .anyMatch(member -> routes.stream()
                                    .noneMatch(route -> route.from().equals(member)));
                }
                case RING -> {
                    assertThat(bothWays).isTrue();
                    assertThat(MEMBERS)
                            .allSatisfy(member -> assertThat(routes)
                                    .filteredOn(route -> route.from().equals(member))
                                    .hasSize(HOSTS - 3));
                }
                case ONE_ROUTE -> assertThat(routes).hasSize(1);
            }
        }
    }
}
