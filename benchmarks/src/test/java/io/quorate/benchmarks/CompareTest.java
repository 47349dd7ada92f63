package io.quorate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The comparison with ZooKeeper on both sides, whose ratio is therefore near one. */
@Timeout(120)
class CompareTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void twoZooKeepersAreAboutEquallyGood(@TempDir Path directory) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path jars = Files.writeString(directory.resolve("jars"), classPath, StandardCharsets.UTF_8);
        Path json = directory.resolve("figures.json");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        int code = execute(
                "--quorate-cmd",
                java + " -Xmx256m -cp " + classPath + " org.apache.zookeeper.server.quorum.QuorumPeerMain {cfg}",
                "--zookeeper-jvm",
                "-Xmx256m",
                "--zookeeper-classpath",
                jars.toString(),
                "--scenario",
                "lone-get,start",
                "--rounds",
                "2",
                "--slice",
                "0.3",
                "--warm-up",
                "0.3",
                "--work",
                directory.resolve("work").toString(),
                "--json",
                json.toString());

        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString())
                .containsSubsequence("lone-get ZooKeeper #1", "lone-get Quorate #1", "lone-get ZooKeeper #2")
                .containsPattern("\\| lone-get \\| get p50 us \\| [\\d.,]+ \\| [\\d.,]+ \\| \\d\\.\\d\\d ")
                .contains("| start | seconds |");
        assertThat(Files.readString(json, StandardCharsets.UTF_8)).contains("\"times_better\": ");
        assertThat(directory.resolve("work")).doesNotExist();
    }

    @Test
    void theScenariosOfTheExpectationsAreAllThere() {
        assertThat(execute("--list")).isZero();
        assertThat(out.toString().lines())
                .hasSize(34)
                .contains(
                        "read-64x8-100",
                        "write-64x1-1000",
                        "mix5050-64x8-100",
                        "lone-set",
                        "equal-load",
                        "million",
                        "graceful-stop");
    }

    @Test
    void anUnknownScenarioIsRefused() {
        assertThat(execute("--scenario", "lone-get,nothing")).isEqualTo(1);
        assertThat(err.toString()).contains("[nothing]");
    }

    private int execute(String... arguments) {
        CommandLine line = new CommandLine(new Compare());
        return line.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
