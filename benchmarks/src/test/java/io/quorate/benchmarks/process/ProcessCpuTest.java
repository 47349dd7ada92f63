package io.quorate.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessCpuTest {
    private static final long TICK = Duration.ofMillis(10).toNanos();

    @TempDir
    private Path process = Path.of("");

    @Test
    void compilerThreadsAreToldApartByTheirCutOffNames() throws IOException {
        stat(process, "java", 700, 300);
        task(1, "java", 100, 100);
        task(2, "C1 CompilerThre", 50, 5);
        task(3, "C2 CompilerThre", 70, 7);
        task(4, "odd) C2 (name", 400, 10);

        CpuTime time = new ProcessCpu(process).read();

        assertThat(time.total()).isEqualTo(1000 * TICK);
        assertThat(time.jit()).isEqualTo(132 * TICK);
        assertThat(time.server()).isEqualTo(868 * TICK);
    }

    @Test
    void whatACompilerThreadHadUsedIsKeptWhenItEnds() throws IOException {
        stat(process, "java", 100, 0);
        task(2, "C2 CompilerThre", 40, 0);
        ProcessCpu cpu = new ProcessCpu(process);
        CpuTime first = cpu.read();

        Files.delete(process.resolve("task/2/stat"));
        Files.delete(process.resolve("task/2"));
        task(5, "C2 CompilerThre", 10, 0);
        stat(process, "java", 150, 0);
        CpuTime second = cpu.read();

        assertThat(second.since(first).total()).isEqualTo(50 * TICK);
        assertThat(second.since(first).jit()).isEqualTo(10 * TICK);
    }

    @Test
    void aThreadNumberGivenAgainIsANewThread() throws IOException {
        stat(process, "java", 100, 0);
        task(2, "C1 CompilerThre", 40, 0);
        ProcessCpu cpu = new ProcessCpu(process);
        CpuTime first = cpu.read();

        task(2, "C1 CompilerThre", 5, 0);
        CpuTime second = cpu.read();

        assertThat(second.since(first).jit()).isEqualTo(5 * TICK);
    }

    @Test
    void aRealProcessIsMeasuredAsTheJvmMeasuresItself() {
        Metered<Long> metered =
                Metered.of(OptionalLong.of(ProcessHandle.current().pid()), () -> {
                    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                    long used = 0;
                    while (used < Duration.ofMillis(400).toNanos()) {
                        used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
                    }
                    return used;
                });

        // The other threads of this JVM may add some, and clock ticks take away at most two.
        assertThat(metered.serverSeconds()).isBetween(0.37, 1.5);
        assertThat(metered.seconds()).isGreaterThan(0.39);
    }

    @Test
    void memoryIsReadInBytes() {
        ProcessMemory memory = ProcessMemory.of(ProcessHandle.current().pid());

        assertThat(memory.resident()).isBetween(10L << 20, 64L << 30);
        assertThat(memory.peak()).isGreaterThanOrEqualTo(memory.resident());
    }

    @Test
    void aProcessThatIsNotThereIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProcessCpu(Path.of("/proc/none")))
                .withMessageContaining("/proc/none");
    }

    private void task(int tid, String name, long user, long system) throws IOException {
        Path task = Files.createDirectories(process.resolve("task").resolve(Integer.toString(tid)));
        stat(task, name, user, system);
    }

    private static void stat(Path directory, String name, long user, long system) throws IOException {
        String line =
                "1 (" + name + ") S 1 1 1 0 -1 4194560 10 0 0 0 " + user + " " + system + " 0 0 20 0 8 0 55 1 2\n";
        Files.writeString(directory.resolve("stat"), line, StandardCharsets.UTF_8);
    }
}
