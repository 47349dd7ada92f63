package io.quorate.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioTest {
    @Test
    void theMedianIsOfTheRatiosOfTheRoundsNotTheRatioOfTheMedians() {
        Ratio ratio = Ratio.of("t", Metric.more("x", 3), List.of(10.0, 20.0, 90.0), List.of(5.0, 1.0, 30.0));

        assertThat(ratio.timesBetter()).isEqualTo(3.0);
        assertThat(ratio.least()).isEqualTo(2.0);
        assertThat(ratio.most()).isEqualTo(20.0);
        assertThat(ratio.ours()).isEqualTo(20.0);
        assertThat(ratio.theirs()).isEqualTo(5.0);
        assertThat(ratio.isMet()).isTrue();
    }

    @Test
    void lessIsTurnedAroundSoThatTimesBetterIsAlwaysAboveOneForTheWinner() {
        Ratio ratio = Ratio.of("t", Metric.less("x", 3), List.of(4.0, 2.0), List.of(8.0, 6.0));

        assertThat(ratio.timesBetter()).isCloseTo(2.5, within(1e-9));
        assertThat(ratio.isMet()).isFalse();
    }

    @Test
    void theTableNamesWhatWasExpectedAndWhetherItWasMet() {
        Ratio met =
                Ratio.of("read", Metric.more("operations per CPU second", 10), List.of(700_000.0), List.of(70_000.0));
        Ratio free = Ratio.of("read", Metric.less("p50_us", 0), List.of(1.0), List.of(3.0));

        assertThat(Account.markdown(List.of(met, free)))
                .contains("| read | operations per CPU second | 70,000 | 700,000 | 10.00 | 10.00 to 10.00 (1) | 10.0 |"
                        + " yes |")
                .contains("| read | p50 us | 3.00 | 1.00 | 3.00 | 3.00 to 3.00 (1) |  |  |");
    }
}
