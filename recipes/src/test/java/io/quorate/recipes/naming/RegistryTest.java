package io.quorate.recipes.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.recipes.world.Duo;
import io.quorate.recipes.world.Universe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RegistryTest {
    private final Duo duo = new Duo(11);
    private final Universe universe = duo.universe;
    private final AsyncRegistry servers = new AsyncRegistry(duo.theirs, "/services");
    private final AsyncRegistry callers = new AsyncRegistry(duo.mine, "/services");

    private List<Registered> three() {
        List<Registered> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(universe.result(servers.register("mail", Instance.at("host" + i + ":25"))));
        }
        return all;
    }

    private static String address(Instances instances, Strategy strategy) {
        try (Choice choice = instances.choose(strategy).orElseThrow()) {
            return choice.instance().address();
        }
    }

    @Test
    void roundRobinTakesOneAfterTheOther() {
        three();
        Instances mail = universe.result(callers.instances("mail"));
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            chosen.add(address(mail, Strategy.ROUND_ROBIN));
        }
        assertThat(chosen).containsExactly("host0:25", "host1:25", "host2:25", "host0:25", "host1:25", "host2:25");
    }

    @Test
    void leastUsedTakesWhatIsIdle() {
        three();
        Instances mail = universe.result(callers.instances("mail"));
        Choice first = mail.choose(Strategy.LEAST_USED).orElseThrow();
        Choice second = mail.choose(Strategy.LEAST_USED).orElseThrow();
        Choice third = mail.choose(Strategy.LEAST_USED).orElseThrow();
        assertThat(Set.of(first.name(), second.name(), third.name())).hasSize(3);
        second.close();
        assertThat(mail.choose(Strategy.LEAST_USED).orElseThrow().name()).isEqualTo(second.name());
    }

    @Test
    void randomTakesEachSometimes() {
        three();
        Instances mail = universe.result(callers.instances("mail"));
        Set<String> chosen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            chosen.add(address(mail, Strategy.RANDOM));
        }
        assertThat(chosen).hasSize(3);
    }

    @Test
    void stickyStaysAndMovesOnlyWhoLostItsInstance() {
        List<Registered> all = three();
        Instances mail = universe.result(callers.instances("mail"));
        Map<String, String> before = sticky(mail);
        assertThat(new HashSet<>(before.values())).hasSize(3);
        assertThat(sticky(mail)).isEqualTo(before);
        universe.result(all.getFirst().withdraw());
        universe.passUntil(() -> mail.all().size() == 2);
        sticky(mail).forEach((key, address) -> {
            if (!"host0:25".equals(before.get(key))) {
                assertThat(address).isEqualTo(before.get(key));
            }
        });
    }

    private static Map<String, String> sticky(Instances mail) {
        Map<String, String> chosen = new java.util.TreeMap<>();
        for (int i = 0; i < 60; i++) {
            chosen.put("user" + i, address(mail, Strategy.sticky("user" + i)));
        }
        return chosen;
    }

    @Test
    void whoIsNotUpOrFailedLatelyIsLeftOut() {
        List<Registered> all = three();
        Instances mail = universe.result(callers.instances("mail"));
        universe.result(all.getFirst().update(Instance.at("host0:25").with(Instance.Health.DRAINING)));
        universe.passUntil(
                () -> mail.all().containsValue(Instance.at("host0:25").with(Instance.Health.DRAINING)));
        Choice choice = mail.choose(Strategy.ROUND_ROBIN).orElseThrow();
        assertThat(choice.instance().address()).isEqualTo("host1:25");
        choice.failed();
        choice.close();
        for (int i = 0; i < 3; i++) {
            assertThat(address(mail, Strategy.ROUND_ROBIN)).isEqualTo("host2:25");
        }
        universe.pass(Duration.ofSeconds(Instances.REST_SECONDS));
        assertThat(address(mail, Strategy.ROUND_ROBIN)).isEqualTo("host1:25");
    }

    @Test
    void aServerThatDiesIsGoneAndOneThatReturnsHasAnotherName() {
        List<Registered> all = three();
        Instances mail = universe.result(callers.instances("mail"));
        assertThat(all.stream().map(Registered::name)).doesNotHaveDuplicates();
        duo.there.isolate();
        universe.passUntil(() -> mail.choose(Strategy.RANDOM).isEmpty());
        assertThat(all.getFirst().ownership().isHeld()).isFalse();
        Registered again = universe.result(new AsyncRegistry(universe.machine().client(Duo.TIMEOUT), "/services")
                .register("mail", Instance.at("host0:25")));
        assertThat(all.stream().map(Registered::name)).doesNotContain(again.name());
        universe.passUntil(() -> mail.choose(Strategy.RANDOM).isPresent());
    }

    @Test
    void uniqueNamesNeverComeTwice() {
        AsyncNames names = new AsyncNames(duo.mine, "/workers");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            AsyncNames.Name name = universe.result(names.claim("worker-"));
            assertThat(seen.add(name.text())).isTrue();
            assertThat(name.text()).startsWith("worker-");
            universe.result(name.ownership().release());
        }
    }

    @Test
    void anInstanceIsReadAsItWasWritten() {
        Instance instance = new Instance("h:1", Instance.Health.DOWN, Map.of("zone", "a=b", "weight", "2"));
        assertThat(Instance.decode(instance.encode())).isEqualTo(instance);
        assertThatThrownBy(() -> new Instance("a\nb", Instance.Health.UP, Map.of()))
                .hasMessageContaining("line break");
    }
}
