package io.quorate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.benchmarks.client.Frames;
import io.quorate.benchmarks.client.KeySpace;
import io.quorate.benchmarks.client.Keys;
import io.quorate.benchmarks.client.Load;
import io.quorate.benchmarks.client.Mix;
import io.quorate.benchmarks.client.Probe;
import io.quorate.benchmarks.compare.Contender;
import io.quorate.benchmarks.report.Figures;
import io.quorate.benchmarks.report.Measurement;
import io.quorate.benchmarks.scenario.Events;
import io.quorate.benchmarks.scenario.SessionCosts;
import io.quorate.benchmarks.scenario.Throughput;
import io.quorate.benchmarks.scenario.Weight;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The load generator's figures against what Apache ZooKeeper counts itself. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealZooKeeperTest {
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Pattern RECEIVED = Pattern.compile("zk_packets_received\\t(\\d+)");
    private static final Pattern ZNODES = Pattern.compile("zk_znode_count\\t(\\d+)");

    private Contender.Running server;
    private OptionalLong pid = OptionalLong.empty();

    @BeforeAll
    void start(@TempDir Path work) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Contender zooKeeper = Contender.zooKeeper(java, List.of("-Xmx256m"), classPath);
        server = zooKeeper.start(work, Map.of());
        pid = OptionalLong.of(server.process().pid());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void everyOperationThatIsCountedHasReachedTheServerAndNoneMore() throws IOException {
        KeySpace space = new KeySpace("/counted", 100, 3);
        Keys.create(server.address(), space, Frames.value(100));
        Mix mix = Mix.parse("get=4,set=2,create=2,delete,exists,children,sync,ping");
        Load load = new Load(server.address(), 4, 8, 0, mix, 100, space, 1);

        long before = read(RECEIVED);
        Measurement found = Throughput.measure(load, Duration.ZERO, SHORT, pid);
        long received = read(RECEIVED) - before;

        // Beside the counted ones: 4 connects, 4 closes, one word, what was in flight at the end, the sweep's deletes.
        long counted = found.tally().count();
        assertThat(found.tally().errors()).isEmpty();
        assertThat(counted).isPositive().isLessThanOrEqualTo(received - 9);
        assertThat(found.tally().byOperation()).hasSize(8);
        assertThat(found.server()).isNotNull();
        assertThat(found.perCpuSecond()).isPositive();
        assertThat(found.text()).contains("operations per CPU second", "children");
    }

    @Test
    void aLoadOfReadsIsReceivedToThePacket() throws IOException {
        KeySpace space = new KeySpace("/exact", 100, 0);
        Keys.create(server.address(), space, Frames.value(100));
        Load load = new Load(server.address(), 4, 1, 500, Mix.parse("get"), 100, space, 1);

        long before = read(RECEIVED);
        Measurement found = Throughput.measure(load, Duration.ZERO, SHORT, pid);
        long received = read(RECEIVED) - before;

        // 4 connects, 4 closes and the second word; the first few may have been due before the window began.
        assertThat(received - 9 - found.tally().count()).isBetween(0L, 3L);
    }

    @Test
    void keysAreMadeAndRemoved() throws IOException {
        KeySpace space = new KeySpace("/made", 5000, 10);
        long before = read(ZNODES);

        Figures weight = Weight.measure(server.address(), server.process().pid(), space, 100);
        assertThat(read(ZNODES) - before).isEqualTo(5000 + 10 + 1);
        assertThat(weight.get("live_heap_bytes_per_znode")).isBetween(200.0, 1500.0);

        Keys.delete(server.address(), space);
        assertThat(read(ZNODES)).isEqualTo(before);
    }

    @Test
    void eventsAndSessionsAreMeasured() {
        Figures events = Events.measure(server.address(), pid, 50, Duration.ZERO, SHORT);
        Figures sessions = SessionCosts.openAndClose(server.address(), pid, 4, Duration.ZERO, SHORT);
        Figures idle = SessionCosts.idle(server.address(), pid, 20, Duration.ofMillis(100), SHORT);

        assertThat(events.get("events")).isGreaterThanOrEqualTo(50);
        assertThat(events.get("cpu_us_per_event")).isPositive();
        assertThat(sessions.get("cpu_us_per_session")).isPositive();
        assertThat(idle.get("pings")).isBetween(75.0, 85.0);
    }

    @Test
    void theCommandLineTellsJson() {
        StringWriter out = new StringWriter();
        CommandLine line = Bench.commandLine().setOut(new PrintWriter(out));

        String address = "127.0.0.1:" + server.address().getPort();
        int code = line.execute(
                "run",
                "--server",
                address,
                "--pid",
                Long.toString(server.process().pid()),
                "--sessions",
                "2",
                "--mix",
                "create=2,delete,get",
                "--warm-up",
                "0.1",
                "--duration",
                "0.3",
                "--keys",
                "10",
                "--json");

        assertThat(code).isZero();
        assertThat(out.toString()).contains("\"operations_per_server_cpu_second\": ", "\"errors\": {}");
    }

    @Test
    void aStartIsTimedUntilTheFirstAnswer() {
        assertThat(server.start().seconds()).isBetween(0.1, 60.0);
        assertThat(server.start().cpuSeconds()).isBetween(0.1, 60.0);
    }

    private long read(Pattern pattern) throws IOException {
        String figures = Probe.fourLetterWord(server.address(), "mntr", 10_000);
        Matcher matcher = pattern.matcher(figures);
        assertThat(matcher.find()).as(figures).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
