package io.quorate.benchmarks.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MixTest {
    @Test
    void theProportionsHoldExactlyOverOnePeriod() {
        Mix mix = Mix.parse("get=90,set=9,ping");

        Map<Operation, Integer> came = new EnumMap<>(Operation.class);
        for (int i = 0; i < mix.period(); i++) {
            came.merge(mix.at(i), 1, Integer::sum);
        }

        assertThat(came)
                .containsExactlyInAnyOrderEntriesOf(Map.of(Operation.GET, 90, Operation.SET, 9, Operation.PING, 1));
        assertThat(mix).hasToString("get=90,set=9,ping=1");
    }

    @Test
    void theOperationsAreShuffledTheSameWayEachTime() {
        Mix one = Mix.parse("get=50,set=50");
        Mix two = Mix.parse("get=50,set=50");

        int changes = 0;
        for (int i = 0; i < one.period(); i++) {
            assertThat(one.at(i)).isEqualTo(two.at(i));
            changes += i > 0 && one.at(i) != one.at(i - 1) ? 1 : 0;
        }
        assertThat(changes).isGreaterThan(20);
    }

    @Test
    void aMixThatCannotBeReadIsRefusedWithTheReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mix.parse("get=90,put=10"))
                .withMessageContaining("'put'")
                .withMessageContaining("children");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mix.parse("get=x"))
                .withMessageContaining("'get=x'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mix.parse("get=0"))
                .withMessageContaining("1..");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mix.parse("get=100000,set=1"))
                .withMessageContaining("100001");
    }
}
