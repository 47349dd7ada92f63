package io.quorate.zab.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A simulation that finds nothing proves nothing: each historical mistake, made again, must be found. */
final class MutantsTest {
    private static final int MOST_SEEDS = 300;

    @ParameterizedTest
    @EnumSource(value = Bug.class, mode = Mode.EXCLUDE, names = "NONE")
    void aHistoricalMistakeIsFound(Bug bug) {
        OptionalLong found = LongStream.range(0, MOST_SEEDS)
                .filter(seed -> breaksAPromise(seed, bug))
                .findFirst();
        assertThat(found).as("%s in %d seeds", bug, MOST_SEEDS).isPresent();
    }

    private static boolean breaksAPromise(long seed, Bug bug) {
        try {
            Worlds.run(seed, bug);
            return false;
        } catch (AssertionError _) {
            return true;
        }
    }
}
