package io.quorate.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ObservationsTest {
    private static final List<Double> SHARES = List.of(0.5, 0.95, 0.99, 0.999);

    @Test
    void withoutObservationsEverythingIsZero() {
        Sample.Summary sample = new Observations("x", SHARES).sample();

        assertThat(sample.count()).isZero();
        assertThat(sample.min()).isZero();
        assertThat(sample.quantiles()).allMatch(quantile -> quantile.value() == 0);
    }

    @Test
    void quantilesAreWithinASixteenthOfTheTrueOnes() {
        Random dice = new Random(3);
        long[] values = new long[10_000];
        Observations observations = new Observations("x", SHARES);
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) Math.exp(dice.nextDouble() * 20);
            observations.add(values[i]);
        }
        Arrays.sort(values);

        Sample.Summary sample = observations.sample();

        assertThat(sample.sum()).isEqualTo(Arrays.stream(values).sum());
        assertThat(sample.min()).isEqualTo(values[0]);
        assertThat(sample.max()).isEqualTo(values[values.length - 1]);
        for (Sample.Quantile quantile : sample.quantiles()) {
            long exact = values[(int) Math.ceil(quantile.of() * values.length) - 1];
            assertThat(quantile.value()).isBetween(exact, exact + exact / 16 + 1);
        }
    }

    @Test
    void smallNumbersAreExact() {
        for (long value = 0; value < 32; value++) {
            Observations observations = new Observations("x", List.of(0.5));
            observations.add(value);
            observations.add(1_000_000);

            assertThat(observations.sample().quantiles()).containsExactly(new Sample.Quantile(0.5, value));
        }
    }

    @Test
    void theLargestNumberHasItsPlace() {
        Observations observations = new Observations("x", List.of(0.5));
        observations.add(Long.MAX_VALUE);

        assertThat(observations.sample().quantiles()).containsExactly(new Sample.Quantile(0.5, Long.MAX_VALUE));
    }

    @Test
    void aResetForgetsEverything() {
        Observations observations = new Observations("x", SHARES);
        observations.add(5);
        observations.reset();

        assertThat(observations.sample()).isEqualTo(new Observations("x", SHARES).sample());
    }
}
