package io.quorate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.benchmarks.client.TinyServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Every question that can be put to a running server, once and briefly. */
@Timeout(60)
class BenchTest {
    private final TinyServer server = new TinyServer();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "run --sessions 2 --warm-up 0 --duration 0.1, operations_per_second",
        "run --sessions 2 --warm-up 0 --duration 0.1 --rate 200 --mix get ping, send_lag_us",
        "latency --warm-up 0 --duration 0.1, latency_us",
        "list --children 20 --warm-up 0 --duration 0.1, children",
        "load --count 50 --parents 3, creates_per_second",
        "watch-fanout --watchers 5 --warm-up 0 --duration 0.1, cpu_us_per_event",
        "sessions --warm-up 0 --duration 0.1, cpu_us_per_session",
        "idle --sessions 4 --interval 0.1 --duration 0.1, cpu_us_per_ping"
    })
    void aQuestionIsAnsweredInJson(String line, String figure) {
        List<String> words =
                new ArrayList<>(List.of(line.replace("get ping", "get,ping").split(" ", -1)));
        words.addAll(
                List.of("--json", "--pid", Long.toString(ProcessHandle.current().pid())));

        assertThat(execute(words)).as(err.toString()).isZero();
        assertThat(out.toString()).startsWith("{").contains("\"" + figure + "\": ");
    }

    @Test
    void theTableIsForPeople() {
        assertThat(execute(List.of("latency", "--warm-up", "0", "--duration", "0.1")))
                .isZero();
        assertThat(out.toString()).contains("closed loop, 1 sessions x 1 in flight, get=1", "p99.9", "client");
    }

    @Test
    void aServerThatIsNotThereIsNamedInOneLine() {
        server.close();

        assertThat(execute(List.of("latency"))).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("bench: cannot prepare /bench-")
                .contains("refused")
                .hasLineCount(1);
    }

    @Test
    void memoryNeedsAProcess() {
        assertThat(execute(List.of("memory"))).isEqualTo(1);
        assertThat(err.toString()).contains("--pid");
    }

    private int execute(List<String> words) {
        List<String> line = new ArrayList<>(words);
        line.addAll(List.of("--server", "127.0.0.1:" + server.address().getPort()));
        CommandLine bench = Bench.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true));
        return bench.execute(line.toArray(String[]::new));
    }
}
