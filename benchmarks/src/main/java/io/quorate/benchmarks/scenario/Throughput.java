package io.quorate.benchmarks.scenario;

import io.quorate.benchmarks.client.Load;
import io.quorate.benchmarks.client.Window;
import io.quorate.benchmarks.process.CpuMeter;
import io.quorate.benchmarks.process.CpuTime;
import io.quorate.benchmarks.process.ProcessMemory;
import io.quorate.benchmarks.report.Measurement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** A load on a server, measured for a while after a warm-up. The keys exist. */
public final class Throughput {
    private Throughput() {}

    /**
     * Runs a load.
     *
     * @param pid the server process whose CPU and memory to measure, or empty
     */
    public static Measurement measure(Load load, Duration warmUp, Duration duration, OptionalLong pid) {
        return measure(load, warmUp, duration, pid.stream().boxed().toList());
    }

    /**
     * Runs a load.
     *
     * @param pids the server processes whose CPU to measure; their memory too if there is one only
     */
    public static Measurement measure(Load load, Duration warmUp, Duration duration, List<Long> pids) {
        try (Load.Ready ready = load.connect()) {
            Window window = Window.after(warmUp, duration);
            List<Long> self = List.of(ProcessHandle.current().pid());
            try (CpuMeter server = new CpuMeter(pids, window.from(), window.to());
                    CpuMeter client = new CpuMeter(self, window.from(), window.to())) {
                Load.Outcome outcome = ready.run(window);
                return new Measurement(
                        title(load, warmUp, duration),
                        window.seconds(),
                        outcome.tally(),
                        server.result(),
                        Objects.requireNonNullElse(client.result(), new CpuTime(0, 0)),
                        pids.size() == 1 ? ProcessMemory.of(pids.getFirst()) : null,
                        outcome.lag());
            }
        }
    }

    private static String title(Load load, Duration warmUp, Duration duration) {
        String loop = load.rate() == 0
                ? "closed loop, " + load.sessions() + " sessions x " + load.depth() + " in flight"
                : "open loop, " + load.rate() + " requests/s over " + load.sessions() + " sessions";
        return loop + ", " + load.mix() + ", " + load.space().keys() + " keys, values of " + load.valueSize() + " B, "
                + seconds(duration) + " s after " + seconds(warmUp) + " s of warm-up";
    }

    private static String seconds(Duration duration) {
        return Double.toString(duration.toMillis() / 1000.0);
    }
}
