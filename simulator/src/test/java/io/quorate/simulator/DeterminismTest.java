package io.quorate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.simulator.member.Tampering;
import io.quorate.simulator.plan.Program;
import io.quorate.simulator.plan.Scenario;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One seed is one run: whatever differs between two processes must not be seen in it. */
final class DeterminismTest {
    private static final int SEEDS_HERE = 40;
    private static final int SEEDS_ELSEWHERE = 6;
    private static final long FROM = 7_000;
    private static final long PATIENCE_SECONDS = 120;

    @Test
    void theSameSeedGivesTheSameTraceTwice() {
        for (long seed = FROM; seed < FROM + SEEDS_HERE; seed++) {
            Verdict once = Simulation.run(seed);
            Verdict again = Simulation.run(seed);

            assertThat(again.traceHash()).as("seed 0x%x", seed).isEqualTo(once.traceHash());
            assertThat(again.findings().checked()).isEqualTo(once.findings().checked());
        }
    }

    @Test
    void theSameEnsembleGivesTheSameTraceTwice() {
        for (long seed = FROM; seed < FROM + SEEDS_HERE; seed++) {
            Verdict once = Simulation.run(Scenario.ensemble(seed), Tampering.NONE, null);
            Verdict again = Simulation.run(Scenario.ensemble(seed), Tampering.NONE, null);

            assertThat(again.traceHash()).as("seed 0x%x", seed).isEqualTo(once.traceHash());
            assertThat(again.findings().checked()).isEqualTo(once.findings().checked());
        }
    }

    @Test
    void theSameProgramGivesTheSameTraceTwice() {
        for (Program program : Program.values()) {
            Scenario scenario = Scenario.ensemble(FROM + program.ordinal()).playing(program);
            Verdict once = Simulation.run(scenario, Tampering.NONE, null);
            Verdict again = Simulation.run(scenario, Tampering.NONE, null);

            assertThat(again.traceHash()).as("%s", program).isEqualTo(once.traceHash());
            assertThat(again.findings().checked()).isEqualTo(once.findings().checked());
        }
    }

    @Test
    void listeningChangesNothing() {
        List<String> lines = new ArrayList<>();

        Verdict listened = Simulation.run(Scenario.of(FROM), Tampering.NONE, lines::add);

        assertThat(listened.traceHash()).isEqualTo(Simulation.run(FROM).traceHash());
        assertThat(lines).hasSizeGreaterThan((int) listened.events());
    }

    @Test
    void anotherProcessWithOtherHashCodesCollectorAndCompilerGivesTheSameTraces() throws Exception {
        String here = summaryHere();

        assertThat(summaryFrom("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2", "-XX:+UseSerialGC", "-Xmx200m"))
                .isEqualTo(here);
        assertThat(summaryFrom("-Xint", "-XX:+UseParallelGC", "-Duser.language=tr", "-Duser.timezone=Asia/Tokyo"))
                .isEqualTo(here);
    }

    private static String summaryHere() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Simulate.run(arguments().toArray(String[]::new), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<String> arguments() {
        return List.of("--runs", Integer.toString(SEEDS_ELSEWHERE), "--from", Long.toString(FROM), "--members", "any");
    }

    private static String summaryFrom(String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of(flags));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", everythingWeSee()));
        command.add(Simulate.class.getName());
        command.addAll(arguments());
        File out = File.createTempFile("traces", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(out)
                    .start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended).as("the other process ends in time").isTrue();
            return Files.readString(out.toPath());
        } finally {
            Files.delete(out.toPath());
        }
    }

    private static String everythingWeSee() {
        return Stream.of("java.class.path", "jdk.module.path")
                .map(System::getProperty)
                .filter(path -> path != null && !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
