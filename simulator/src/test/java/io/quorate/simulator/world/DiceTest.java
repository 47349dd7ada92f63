package io.quorate.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class DiceTest {
    @Test
    void theSameSeedAndNameGiveTheSameStream() {
        assertThat(first(Dice.of(7, "disk"))).isEqualTo(first(Dice.of(7, "disk")));
    }

    @Test
    void anotherNameOrAnotherSeedGivesAnotherStream() {
        assertThat(first(Dice.of(7, "disk"))).isNotEqualTo(first(Dice.of(7, "net/1")));
        assertThat(first(Dice.of(7, "disk"))).isNotEqualTo(first(Dice.of(8, "disk")));
    }

    /** Pinned: a change of these numbers makes every recorded seed worthless. */
    @Test
    void theNumbersNeverChange() {
        Dice dice = Dice.of(1, "schedule");

        assertThat(LongStream.generate(dice::nextLong).limit(3).toArray())
                .containsExactly(0xd039e3cb5969dec8L, 0xfe6581a93dbe731L, 0x49fe8cfa0d519e8fL);
    }

    @Test
    void drawsStayWithinTheirBounds() {
        Dice dice = Dice.of(3, "bounds");
        for (int i = 0; i < 10_000; i++) {
            assertThat(dice.below(7)).isBetween(0, 6);
            assertThat(dice.between(-3, 3)).isBetween(-3, 3);
            assertThat(dice.belowLong(1L << 40)).isBetween(0L, (1L << 40) - 1);
            assertThat(dice.delay(1_000)).isBetween(1L, 16_000L);
        }
    }

    @Test
    void everyFaceComesUp() {
        Dice dice = Dice.of(5, "faces");
        int[] counts = new int[6];
        for (int i = 0; i < 6_000; i++) {
            counts[dice.below(6)]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(850, 1_150);
        }
    }

    private static long[] first(Dice dice) {
        return LongStream.generate(dice::nextLong).limit(8).toArray();
    }
}
