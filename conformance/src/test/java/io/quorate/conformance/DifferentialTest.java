package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quorate.conformance.raw.Op;
import io.quorate.conformance.transcript.Answers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random sequences, the same for both servers. {@code -Dconformance.seed=n} plays one of them again, {@code
 * -Dconformance.seeds=n} plays n instead of as many as every build does, {@code -Dconformance.from=n} from the n-th on.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DifferentialTest {
    private static final int STEPS = 16;
    private static final int SEEDS = 1_000;
    private static final int PORTION = 100;
    private static final int MOST_TRIES = 150;

    private static final int ENOUGH = 100_000;
    private static final List<Integer> CREATION = List.of(0, -5, -8, -101, -102, -108, -110, -114);

    /** What has to come up in a run; 0 is success. */
    private static final Map<Integer, List<Integer>> ANSWERS = Map.ofEntries(
            Map.entry(Op.CREATE, CREATION),
            Map.entry(Op.CREATE2, CREATION),
            Map.entry(Op.CREATE_CONTAINER, CREATION),
            Map.entry(Op.CREATE_TTL, CREATION),
            Map.entry(Op.DELETE, List.of(0, -5, -8, -101, -102, -103, -111)),
            Map.entry(Op.EXISTS, List.of(0, -5, -8, -101, -102)),
            Map.entry(Op.GET_DATA, List.of(0, -5, -101, -102)),
            Map.entry(Op.SET_DATA, List.of(0, -5, -8, -101, -102, -103)),
            Map.entry(Op.GET_ACL, List.of(0, -5, -101, -102)),
            Map.entry(Op.SET_ACL, List.of(0, -5, -8, -101, -102, -103, -114)),
            Map.entry(Op.GET_CHILDREN, List.of(0, -5, -101, -102)),
            Map.entry(Op.GET_CHILDREN2, List.of(0, -5, -101, -102)),
            Map.entry(Op.GET_ALL_CHILDREN_NUMBER, List.of(0, -5, -101, -102)),
            Map.entry(Op.GET_EPHEMERALS, List.of(0, -5)),
            Map.entry(Op.SYNC, List.of(0, -5)),
            Map.entry(Op.PING, List.of(0)),
            Map.entry(Op.CHECK, List.of(-6)),
            Map.entry(Op.NOTIFICATION, List.of(-6)),
            Map.entry(Op.MULTI, List.of(0, -5)),
            Map.entry(Op.MULTI_READ, List.of(0, -5)),
            Map.entry(Op.RECONFIG, List.of(-5, -123)),
            Map.entry(Op.CHECK_WATCHES, List.of(0, -5, -121)),
            Map.entry(Op.REMOVE_WATCHES, List.of(0, -5, -121)),
            Map.entry(Op.ADD_WATCH, List.of(0, -5)),
            Map.entry(Op.SET_WATCHES, List.of(0, -5)),
            Map.entry(Op.SET_WATCHES2, List.of(0, -5)),
            Map.entry(Op.WHO_AM_I, List.of(0)),
            Map.entry(Op.AUTH, List.of(0, -115)),
            Map.entry(Op.SASL, List.of(0)),
            Map.entry(Op.CLOSE_SESSION, List.of(0)));

    private final Answers answers = new Answers();
    private ServerPair servers = ServerPair.start("differential", Profile.OPEN.settings());
    private boolean spoilt;

    static LongStream portions() {
        Long one = Long.getLong("conformance.seed");
        long from = Long.getLong("conformance.from", 1);
        long count = Long.getLong("conformance.seeds", SEEDS);
        return one != null
                ? LongStream.of(one)
                : LongStream.iterate(from, first -> first < from + count, first -> first + PORTION);
    }

    @Order(1)
    @ParameterizedTest(name = "from seed {0} on")
    @MethodSource("portions")
    void bothServersSayTheSame(long first) {
        long last = Long.getLong("conformance.seed") != null ? first : first + PORTION - 1;
        for (long seed = first; seed <= last; seed++) {
            List<Step> steps = RandomSteps.of(seed, STEPS);
            Optional<String> difference = differs(steps);
            if (difference.isPresent()) {
                throw new AssertionError(told(seed, steps, difference.get()));
            }
        }
    }

    /** A run must test what it cannot miss: every operation, well and ill. */
    @Test
    @Order(2)
    void everyOperationWasAnsweredInEveryWay() {
        assumeTrue(answers.total() > ENOUGH, "only some seeds were played");
        ANSWERS.forEach((operation, errors) -> errors.forEach(err -> assertThat(answers.count(operation, err))
                .as("operation %d answered with %d, in%n%s", operation, err, answers)
                .isPositive()));
    }

    @AfterAll
    void stop() {
        servers.close();
    }

    private String told(long seed, List<Step> steps, String difference) {
        List<Step> shortest = new Shortening(shorter -> differs(shorter).isPresent(), MOST_TRIES).of(steps);
        StringBuilder text = new StringBuilder("seed " + seed + " shows a difference; again with:\n"
                + "mvn -pl conformance -am verify -Dtest=DifferentialTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dconformance.seed=" + seed + "\n");
        Optional<String> shortDifference = differs(shortest);
        if (shortDifference.isEmpty()) {
            return text
                    + "It did not come again, whole or in part, so it depends on what was played before or on time:\n"
                    + difference;
        }
        text.append("What is left of it when all is left out that does not matter:\n");
        shortest.forEach(step -> text.append("   ").append(step).append('\n'));
        return text.append(shortDifference.get()).toString();
    }

    /** After a difference on fresh servers: what differed once may go on differing. */
    private Optional<String> differs(List<Step> steps) {
        if (spoilt) {
            servers.close();
            servers = ServerPair.start("differential", Profile.OPEN.settings());
        }
        Optional<String> difference = servers.difference(new RandomSequence(steps, answers));
        spoilt = difference.isPresent();
        return difference;
    }
}
