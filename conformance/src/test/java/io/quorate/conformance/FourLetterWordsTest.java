package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.raw.Bytes;
import io.quorate.conformance.raw.RawClient;
import io.quorate.conformance.raw.Request;
import io.quorate.conformance.transcript.Conversation;
import io.quorate.conformance.transcript.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text commands on the client port (client protocol 1.4 and 9). */
@On(Profile.OPEN)
final class FourLetterWordsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ServerPair servers;

    FourLetterWordsTest(ServerPair servers) {
        this.servers = servers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ruok", "isro", "gtmk", "crst", "wchs", "wchc", "wchp"})
    void answersWithoutFiguresAreEqual(String word) {
        assertSame(word, UnaryOperator.identity());
    }

    @Test
    void theTraceMaskIsSetByEightMoreBytes() {
        for (long mask : new long[] {0x132, 0, -1, 306}) {
            byte[] command = new Bytes()
                    .raw("stmk".getBytes(StandardCharsets.US_ASCII))
                    .int64(mask)
                    .toArray();
            assertThat(say(servers.subject(), command)).isEqualTo(say(servers.reference(), command));
            assertSame("gtmk", UnaryOperator.identity());
        }
    }

    @Test
    void aConnectionIsAnsweredWhenItsWritingSideIsShutAlready() {
        for (String word : List.of("ruok", "srvr", "mntr")) {
            for (ServerProcess server : List.of(servers.reference(), servers.subject())) {
                try (RawClient client = new RawClient(server.address())) {
                    client.send((word + "\n").getBytes(StandardCharsets.US_ASCII));
                    client.finishWriting();
                    assertThat(client.readToEnd(LIMIT))
                            .as(word + " by " + server)
                            .isNotEmpty();
                }
            }
        }
    }

    @Test
    void srvrHasTheSameLines() {
        assertSame("srvr", FourLetterWordsTest::withoutFigures);
    }

    @Test
    void theStatisticsCanBeReset() {
        assertSame("srst", UnaryOperator.identity());
    }

    @Test
    void confHasTheSameKeysInTheSameOrderAndTheSameSettings() {
        assertSame(
                "conf",
                text -> text.replaceAll("(?m)^(clientPort|dataDir|dataLogDir|dataDirSize|dataLogSize)=.*$", "$1=…"));
    }

    @Test
    void enviHasTheSameKeysInTheSameOrder() {
        assertSame("envi", text -> text.replaceAll("(?m)^([a-z.]+)=.*$", "$1=…"));
    }

    @Test
    void dirsHasTheSameLines() {
        assertSame("dirs", text -> text.replaceAll("\\d+", "n"));
    }

    @Test
    void mntrHasEveryFigureOfZooKeeper() {
        Set<String> expected = keys(say(servers.reference(), "mntr"));
        assertThat(keys(say(servers.subject(), "mntr"))).containsAll(expected);
    }

    @Test
    void sessionsAndConnectionsAreListed() {
        for (String word : List.of("dump", "cons", "stat", "wchs", "wchc", "wchp")) {
            String[] answers = {"", "none yet"};
            long deadline = System.nanoTime() + LIMIT.toNanos();
            // Connections of scenarios before may linger in the lists for a moment.
            while (!answers[0].equals(answers[1]) && System.nanoTime() < deadline) {
                answers[0] = whileWatched(servers.reference(), word);
                answers[1] = whileWatched(servers.subject(), word);
            }
            assertThat(answers[1]).as(word).isEqualTo(answers[0]);
        }
    }

    private static String whileWatched(ServerProcess server, String word) {
        try (World world = new World(server.address())) {
            Conversation a = world.connect("a");
            a.call(Request.create("/4lw", "")).call(Request.getData("/4lw", true));
            a.call(Request.create("/4lw/e", "", Request.EPHEMERAL)).call(Request.getChildren("/4lw", true));
            a.call(Request.addWatch("/4lw", 1));
            return connectionsSorted(withoutFigures(say(server, word)));
        }
    }

    private static String connectionsSorted(String text) {
        List<String> connections =
                text.lines().filter(line -> line.startsWith(" /")).sorted().toList();
        List<String> others =
                text.lines().filter(line -> !line.startsWith(" /")).toList();
        return String.join("\n", connections) + "\n" + String.join("\n", others);
    }

    @Test
    void aWordInsideASessionIsALengthLikeAnyOther() {
        servers.compare(world -> world.connect("a")
                .sendBytes("ruok".getBytes(StandardCharsets.US_ASCII))
                .awaitEnd());
    }

    @Test
    void hashListsDigestsLineByLine() {
        for (ServerProcess server : List.of(servers.reference(), servers.subject())) {
            assertThat(say(server, "hash")).matches("(?s)([0-9a-f]+: -?\\d+\n)*");
        }
    }

    private void assertSame(String word, UnaryOperator<String> mask) {
        assertThat(mask.apply(say(servers.subject(), word))).isEqualTo(mask.apply(say(servers.reference(), word)));
    }

    static String say(ServerProcess server, String word) {
        return say(server, word.getBytes(StandardCharsets.US_ASCII));
    }

    private static String say(ServerProcess server, byte[] command) {
        try (RawClient client = new RawClient(server.address())) {
            client.send(command);
            return new String(client.readToEnd(LIMIT), StandardCharsets.UTF_8);
        }
    }

    /**
     * Numbers and dates masked; the order of sets, which is a hash table's in ZooKeeper, by sorting. However many
     * sessions of earlier scenarios are still to expire, their lines count as one.
     */
    private static String withoutFigures(String text) {
        return text.lines()
                .map(line -> line.replaceAll("3\\.9\\.5-\\S+, built on .*", "version")
                        .replaceAll("expire at .*:", "expire at date:")
                        .replaceAll("\\[[0-9a-f]+\\]\\(", "[mask](")
                        .replaceAll("0x[0-9a-f]+", "0xh")
                        .replaceAll("\\d+(\\.\\d+)?", "n"))
                .collect(Collectors.joining("\n"))
                .replaceAll("(?:n expire at date:\n?(?:\t[^\n]+\n?)*)+", "n expire at date:\n\tsession\n");
    }

    private static Set<String> keys(String mntr) {
        return mntr.lines()
                .map(line -> line.substring(0, Math.max(0, line.indexOf('\t'))))
                // One family per first component of a path: what earlier scenarios happened to use, and not measured
                // here.
                .filter(key -> !key.endsWith("_per_namespace"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
