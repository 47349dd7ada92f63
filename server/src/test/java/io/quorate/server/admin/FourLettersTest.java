package io.quorate.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.transport.client.ClientConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FourLettersTest {
    private static final byte[] NOTHING = {};
    private static final String ALL = "4lw.commands.whitelist=*\n";

    @TempDir
    private Path directory;

    private final Ward ward = new Ward();

    @Test
    void srvrIsAnsweredWhateverTheWhitelistSays() throws IOException {
        assertThat(ask("", "srvr"))
                .startsWith("Zookeeper version: 3.9.5-quorate-")
                .endsWith("Node count: 5\n");
        assertThat(ask("", "ruok")).isEqualTo("ruok is not executed because it is not in the whitelist.\n");
        assertThat(ask("4lw.commands.whitelist=ruok\n", "ruok")).isEqualTo("imok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"srvr", "stat", "cons", "conf", "crst", "srst", "dirs", "dump", "mntr", "wchs", "wchc", "wchp"})
    void beforeItServesMostWordsAreTurnedAway(String word) throws IOException {
        ward.serving = false;

        assertThat(ask(ALL, word)).isEqualTo("This ZooKeeper instance is not currently serving requests\n");
    }

    @Test
    void someWordsAreAnsweredEvenThen() throws IOException {
        ward.serving = false;

        assertThat(ask(ALL, "ruok")).isEqualTo("imok");
        assertThat(ask(ALL, "isro")).isEqualTo("null");
        assertThat(ask(ALL, "gtmk")).isEqualTo("306");
        assertThat(ask(ALL, "envi")).isEqualTo("Environment:\nzookeeper.version=3.9.5-x\nk=v\n");
        assertThat(ask(ALL, "hash")).isEqualTo("This ZooKeeper instance is not currently serving requests");
    }

    @Test
    void theTraceMaskIsWhatWasSet() throws IOException {
        FourLetters words = new FourLetters(ward.desk(directory, ALL));

        assertThat(ask(words, "stmk", new byte[] {0, 0, 0, 0, 0, 0, 1, 0})).isEqualTo("256");
        assertThat(ask(words, "gtmk", NOTHING)).isEqualTo("256");
        assertThat(ask(words, "stmk", new byte[] {1})).isEmpty();
    }

    @Test
    void hashTellsTheDigestsOfPastStates() throws IOException {
        assertThat(ask(ALL, "hash")).isEqualTo("80: -7\n100: 9\n");
    }

    @Test
    void resetsAreCarriedOut() throws IOException {
        assertThat(ask(ALL, "crst")).isEqualTo("Connection stats reset.\n");
        assertThat(ask(ALL, "srst")).isEqualTo("Server stats reset.\n");
        assertThat(ward.connectionResets).isEqualTo(1);
        assertThat(ward.serverResets).isEqualTo(1);
    }

    @Test
    void mntrIsANameATabAndANumberInEveryLineButTwo() throws IOException {
        List<String> lines = ask(ALL, "mntr").lines().toList();

        assertThat(lines.get(0)).startsWith("zk_version\t3.9.5-");
        assertThat(lines.get(1)).isEqualTo("zk_server_state\tstandalone");
        assertThat(lines.subList(2, lines.size()))
                .allMatch(line -> line.matches("zk_[a-z0-9_]+\t-?[0-9]+(\\.[0-9]+)?"));
        assertThat(lines)
                .contains(
                        "zk_znode_count\t5",
                        "zk_watch_count\t1",
                        "zk_approximate_data_size\t44",
                        "zk_num_alive_connections\t2",
                        "zk_avg_latency\t1.6246",
                        "zk_avg_fsynctime\t0.0",
                        "zk_p99_readlatency\t9",
                        "zk_cnt_readlatency\t333",
                        "zk_sum_updatelatency\t0")
                .doesNotHaveDuplicates();
    }

    @Test
    void whoWantsNoMetricsIsToldNone() throws IOException {
        String none = "metricsProvider.className=org.apache.zookeeper.metrics.impl.NullMetricsProvider\n";

        assertThat(ask(ALL + none, "mntr").lines()).hasSize(2);
    }

    @Test
    void watchesAndSessionsAreRead() throws IOException {
        assertThat(ask(ALL, "wchs")).isEqualTo("1 connections watching 1 paths\nTotal watches:1\n");
        assertThat(ask(ALL, "wchp")).isEqualTo("/w\n\t0x10000168579002a\n\n");
        assertThat(ask(ALL, "dump")).contains("Session Sets (1)/(1):", "\t0x10000168579002a\n");
        assertThat(ask(ALL, "dirs")).isEqualTo("datadir_size: 10\nlogdir_size: 20\n");
        assertThat(ask(ALL, "isro")).isEqualTo("rw");
    }

    private String ask(String lines, String word) throws IOException {
        return ask(new FourLetters(ward.desk(directory, lines)), word, NOTHING);
    }

    private static String ask(FourLetters words, String word, byte[] rest) {
        List<byte[]> answers = new ArrayList<>();
        words.answer(word, rest, new Asker(), answers::add);
        assertThat(answers).as("answers to %s", word).hasSize(1);
        return new String(answers.getFirst(), StandardCharsets.UTF_8);
    }

    private record Asker() implements ClientConnection {
        @Override
        public InetSocketAddress remoteAddress() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        }

        @Override
        public boolean isSecure() {
            return false;
        }
    }
}
