package io.quorate.benchmarks.scenario;

import io.quorate.benchmarks.client.FanOut;
import io.quorate.benchmarks.client.Window;
import io.quorate.benchmarks.process.CpuMeter;
import io.quorate.benchmarks.process.CpuTime;
import io.quorate.benchmarks.report.Figures;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalLong;

/** What telling one change to many watching sessions costs. */
public final class Events {
    private Events() {}

    /** Changes one node again and again before this many watchers. */
    public static Figures measure(
            InetSocketAddress server, OptionalLong pid, int watchers, Duration warmUp, Duration duration) {
        String path =
                "/bench-watched-" + Long.toHexString(ProcessHandle.current().pid());
        try (FanOut.Ready ready = FanOut.connect(server, path, watchers, 100)) {
            Window window = Window.after(warmUp, duration);
            try (CpuMeter meter = new CpuMeter(pid.stream().boxed().toList(), window.from(), window.to())) {
                FanOut.Outcome outcome = ready.run(window);
                CpuTime used = meter.result();
                return new Figures("one node, " + watchers + " watching sessions, changed in a closed loop")
                        .with("events", outcome.events())
                        .with("events_per_second", outcome.events() / window.seconds())
                        .with("cpu_us_per_event", Costs.micros(used, outcome.events()))
                        .with("last_event_after", outcome.spread());
            }
        }
    }
}
