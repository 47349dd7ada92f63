package io.quorate.conformance;

import io.quorate.conformance.process.Members;
import io.quorate.conformance.process.ServerKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The long form of the tests of ensembles: faults from a seed, for as long as asked, and after every few of them
 * everything is checked. {@code conformance/endure} runs it. What happens is drawn from the seed, when it happens is
 * not: the same seed is the same kind of trouble, not the same run.
 */
@EnabledIfSystemProperty(named = "conformance.minutes", matches = "[1-9][0-9]*")
final class EndureTest {
    private static final int TRAVELLERS = 4;
    private static final int FAULTS_A_ROUND = 4;

    private final long seed = Long.getLong("conformance.seed", System.nanoTime());
    private final Path directory = Workplace.fresh("endure");
    private final Path journal = directory.resolve("journal");

    @Test
    void anEnsembleEnduresWhateverTheDiceSay() throws InterruptedException, IOException {
        String letters = System.getProperty("conformance.members", "QQQQQ");
        List<ServerKind> kinds = letters.chars()
                .mapToObj(letter -> letter == 'Q' ? ServerKind.QUORATE : ServerKind.APACHE_ZOOKEEPER)
                .toList();
        note("seed " + seed + ", members " + letters);
        long end = System.nanoTime()
                + Duration.ofMinutes(Long.getLong("conformance.minutes", 1)).toNanos();
        try (Members members = Members.networked(directory, PartitionTest.settings(), kinds, 0)) {
            members.start();
            Ordeal ordeal = new Ordeal(members, new Random(seed), letters.contains("Z"), this::note);
            for (int round = 1; System.nanoTime() < end; round++) {
                note("round " + round);
                oneRound(members, ordeal, "/round-" + round);
            }
        }
        note("endured");
    }

    private void oneRound(Members members, Ordeal ordeal, String root) throws InterruptedException, IOException {
        try {
            new Company(members, TRAVELLERS).underLoad(root, caravan -> {
                for (int i = 0; i < FAULTS_A_ROUND; i++) {
                    ordeal.next();
                    caravan.awaitWrites(Company.WRITES);
                }
            });
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError(
                    "in " + root.substring(1) + " of seed " + seed + "; what happened is in " + journal, failure);
        }
    }

    private void note(String words) {
        String line = LocalTime.now(ZoneOffset.UTC).withNano(0) + " " + words;
        System.out.println(line);
        try {
            Files.writeString(journal, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
