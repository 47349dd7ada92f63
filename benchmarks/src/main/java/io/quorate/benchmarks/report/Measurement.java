package io.quorate.benchmarks.report;

import io.quorate.benchmarks.client.Operation;
import io.quorate.benchmarks.client.Tally;
import io.quorate.benchmarks.process.CpuTime;
import io.quorate.benchmarks.process.ProcessMemory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a load found.
 *
 * @param title what was run, for people
 * @param seconds the measured stretch
 * @param tally what was counted in it
 * @param server CPU of the server, null when no pid was given
 * @param client CPU of the load generator itself
 * @param memory the server's memory at the end, null when no pid was given
 * @param lag by how much an open loop sent late, in nanoseconds
 */
public record Measurement(
        String title,
        double seconds,
        Tally tally,
        @Nullable CpuTime server,
        CpuTime client,
        @Nullable ProcessMemory memory,
        Histogram lag) {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9};
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Operations per second of wall clock. */
    public double throughput() {
        return tally.count() / seconds;
    }

    /** Operations per CPU second of the server with its JIT threads left out; NaN when no pid was given. */
    public double perCpuSecond() {
        return server == null ? Double.NaN : tally.count() / (server.server() / NANOS_PER_SECOND);
    }

    /** A percentile of one operation's latency, in microseconds; NaN when it did not come. */
    public double micros(Operation operation, double percentile) {
        Histogram histogram = tally.byOperation().get(operation);
        return histogram == null ? Double.NaN : histogram.getValueAtPercentile(percentile) / NANOS_PER_MICRO;
    }

    /** All figures, for {@link Json}. */
    public Map<String, @Nullable Object> figures() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("title", title);
        all.put("seconds", seconds);
        all.put("operations", tally.count());
        all.put("operations_per_second", throughput());
        all.put("errors", tally.errors());
        all.put("latency_us", latencies(tally.together()));
        Map<String, @Nullable Object> byOperation = new LinkedHashMap<>();
        tally.byOperation().forEach((operation, histogram) -> byOperation.put(operation.label(), latencies(histogram)));
        all.put("by_operation", byOperation);
        if (server != null) {
            all.put("server_cpu_seconds", server.server() / NANOS_PER_SECOND);
            all.put("server_jit_seconds", server.jit() / NANOS_PER_SECOND);
            all.put("server_cpu_us_per_operation", server.server() / NANOS_PER_MICRO / tally.count());
            all.put("operations_per_server_cpu_second", perCpuSecond());
        }
        if (memory != null) {
            all.put("server_rss_bytes", memory.resident());
            all.put("server_peak_rss_bytes", memory.peak());
        }
        all.put("client_cpu_seconds", client.server() / NANOS_PER_SECOND);
        if (lag.getTotalCount() > 0) {
            all.put("send_lag_us", latencies(lag));
        }
        return all;
    }

    private static Map<String, @Nullable Object> latencies(Histogram histogram) {
        Map<String, @Nullable Object> found = new LinkedHashMap<>();
        found.put("count", histogram.getTotalCount());
        found.put("mean", histogram.getMean() / NANOS_PER_MICRO);
        for (double percentile : PERCENTILES) {
            String name = "p" + (percentile == Math.rint(percentile) ? "" + (int) percentile : "" + percentile);
            found.put(name, histogram.getValueAtPercentile(percentile) / NANOS_PER_MICRO);
        }
        found.put("max", histogram.getMaxValue() / NANOS_PER_MICRO);
        return found;
    }

    /** The figures as a table. */
    public String text() {
        StringBuilder out = new StringBuilder(title).append('\n');
        out.append(String.format("%-10s %12s %12s", "", "count", "per second"));
        out.append(String.format("%10s%10s%10s%10s%10s%10s%n", "mean", "p50", "p90", "p99", "p99.9", "max µs"));
        tally.byOperation().forEach((operation, histogram) -> row(out, operation.label(), histogram));
        row(out, "all", tally.together());
        if (server != null) {
            out.append(String.format(
                    "server     %.2f s CPU (and %.2f s JIT), %.2f µs per operation, %.0f operations per CPU second%n",
                    server.server() / NANOS_PER_SECOND,
                    server.jit() / NANOS_PER_SECOND,
                    server.server() / NANOS_PER_MICRO / Math.max(1, tally.count()),
                    perCpuSecond()));
        }
        if (memory != null) {
            out.append(String.format(
                    "           %d MB resident, %d MB at most%n", memory.resident() >> 20, memory.peak() >> 20));
        }
        out.append(String.format("client     %.2f s CPU%n", client.total() / NANOS_PER_SECOND));
        if (lag.getTotalCount() > 0) {
            out.append(String.format(
                    "           sent late by p50 %.1f µs, p99 %.1f µs (contained in the latencies)%n",
                    lag.getValueAtPercentile(50) / NANOS_PER_MICRO, lag.getValueAtPercentile(99) / NANOS_PER_MICRO));
        }
        if (!tally.errors().isEmpty()) {
            out.append("errors     ").append(tally.errors()).append(" (by code)\n");
        }
        return out.toString();
    }

    private void row(StringBuilder out, String name, Histogram histogram) {
        out.append(String.format(
                "%-10s %12d %12.0f", name, histogram.getTotalCount(), histogram.getTotalCount() / seconds));
        out.append(String.format("%10.1f", histogram.getMean() / NANOS_PER_MICRO));
        for (double percentile : PERCENTILES) {
            out.append(String.format("%10.1f", histogram.getValueAtPercentile(percentile) / NANOS_PER_MICRO));
        }
        out.append(String.format("%10.1f%n", histogram.getMaxValue() / NANOS_PER_MICRO));
    }
}
