package io.quorate.conformance;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random sequences, the same for both servers. {@code -Dconformance.seed=n} plays one of them again, {@code
 * -Dconformance.seeds=n} plays the first n.
 */
@On(Profile.ALONE)
final class DifferentialTest {
    private static final int STEPS = 120;
    private static final int SEEDS = 10;

    private final ServerPair servers;

    DifferentialTest(ServerPair servers) {
        this.servers = servers;
    }

    static LongStream seeds() {
        Long one = Long.getLong("conformance.seed");
        return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, Long.getLong("conformance.seeds", SEEDS));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bothServersSayTheSame(long seed) {
        try {
            servers.compare(new RandomScript(seed, STEPS));
        } catch (AssertionError difference) {
            throw new AssertionError(
                    "seed " + seed + " shows a difference; again with:\n"
                            + "mvn -pl conformance -am verify -Dtest=DifferentialTest"
                            + " -Dsurefire.failIfNoSpecifiedTests=false -Dconformance.seed=" + seed + "\n"
                            + difference.getMessage(),
                    difference);
        }
    }
}
