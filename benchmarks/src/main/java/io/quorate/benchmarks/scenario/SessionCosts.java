package io.quorate.benchmarks.scenario;

import io.quorate.benchmarks.client.Churn;
import io.quorate.benchmarks.client.KeySpace;
import io.quorate.benchmarks.client.Load;
import io.quorate.benchmarks.client.Mix;
import io.quorate.benchmarks.client.Operation;
import io.quorate.benchmarks.client.Window;
import io.quorate.benchmarks.process.CpuMeter;
import io.quorate.benchmarks.process.ProcessMemory;
import io.quorate.benchmarks.report.Figures;
import io.quorate.benchmarks.report.Measurement;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/** What sessions cost that do nothing: opening and closing them, and keeping them alive. */
public final class SessionCosts {
    private static final KeySpace NO_KEYS = new KeySpace("/unused", 1, 0);

    private SessionCosts() {}

    /** Opens and closes sessions, so many at once. */
    public static Figures openAndClose(
            InetSocketAddress server, OptionalLong pid, int concurrency, Duration warmUp, Duration duration) {
        try (Churn churn = new Churn(server)) {
            Window window = Window.after(warmUp, duration);
            try (CpuMeter meter = new CpuMeter(pid.stream().boxed().toList(), window.from(), window.to())) {
                Histogram lifetimes = churn.run(concurrency, window);
                long sessions = lifetimes.getTotalCount();
                return new Figures("sessions opened and closed, " + concurrency + " at a time")
                        .with("sessions", sessions)
                        .with("sessions_per_second", sessions / window.seconds())
                        .with("cpu_us_per_session", Costs.micros(meter.result(), sessions))
                        .with("open_to_close", lifetimes);
            }
        }
    }

    /** Keeps sessions open that only ping, each once in an interval, evenly spread. */
    public static Figures idle(
            InetSocketAddress server, OptionalLong pid, int sessions, Duration interval, Duration duration) {
        double rate = sessions / (interval.toNanos() / 1e9);
        Load load = new Load(server, sessions, 1, rate, Mix.only(Operation.PING), 0, NO_KEYS, 1);
        Measurement found = Throughput.measure(load, Duration.ofSeconds(2), duration, pid);
        Figures figures = new Figures(sessions + " sessions, each pinging once in " + interval.toMillis() + " ms")
                .with("pings", found.tally().count())
                .with(
                        "cpu_us_per_ping",
                        Costs.micros(found.server(), found.tally().count()))
                .with("ping", found.tally().together());
        pid.ifPresent(id -> figures.with("rss_bytes", ProcessMemory.of(id).resident()));
        return figures;
    }
}
