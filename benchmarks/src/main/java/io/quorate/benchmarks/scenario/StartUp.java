package io.quorate.benchmarks.scenario;

import io.quorate.benchmarks.process.ServerProcess;
import io.quorate.benchmarks.report.Figures;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** How long a server takes from the start of its process to its first answered request. */
public final class StartUp {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private StartUp() {}

    /** Starts and stops a server so many times, always on what the previous run has left. */
    public static Figures measure(InetSocketAddress server, List<String> command, int rounds, Path log) {
        double[] seconds = new double[rounds];
        double[] cpu = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            try (ServerProcess process = ServerProcess.start(command, Path.of("."), log)) {
                ServerProcess.FirstAnswer answer = process.awaitAnswer(server, LIMIT);
                seconds[i] = answer.seconds();
                cpu[i] = answer.cpuSeconds();
            }
        }
        Arrays.sort(seconds);
        Arrays.sort(cpu);
        return new Figures("from the start of the process to the first answered request, " + rounds + " rounds")
                .with("median_seconds", seconds[rounds / 2])
                .with("median_cpu_seconds", cpu[rounds / 2])
                .with("best_seconds", seconds[0])
                .with("worst_seconds", seconds[rounds - 1]);
    }
}
