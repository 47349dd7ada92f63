package io.quorate.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Named figures in the order in which they were found. A name ends in its unit, as in {@code cpu_us_per_event}. Not
 * thread-safe.
 */
public final class Figures {
    private static final double NANOS_PER_MICRO = 1e3;

    private final String title;
    private final Map<String, Number> values = new LinkedHashMap<>();

    /** Figures of what the title says. */
    public Figures(String title) {
        this.title = title;
    }

    /** Adds a figure and returns these figures. */
    public Figures with(String name, Number value) {
        values.put(name, value);
        return this;
    }

    /** Adds p50, p99 and the maximum of a histogram of nanoseconds, in microseconds. */
    public Figures with(String name, Histogram nanos) {
        return with(name + "_p50_us", nanos.getValueAtPercentile(50) / NANOS_PER_MICRO)
                .with(name + "_p99_us", nanos.getValueAtPercentile(99) / NANOS_PER_MICRO)
                .with(name + "_max_us", nanos.getMaxValue() / NANOS_PER_MICRO);
    }

    /** A figure by name, NaN when there is none. */
    public double get(String name) {
        Number value = values.get(name);
        return value == null ? Double.NaN : value.doubleValue();
    }

    /** The title and all figures, for {@link Json}. */
    public Map<String, @Nullable Object> figures() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("title", title);
        all.putAll(values);
        return all;
    }

    /** The figures as a table. */
    public String text() {
        StringBuilder out = new StringBuilder(title).append('\n');
        values.forEach((name, value) ->
                out.append(String.format(Locale.ROOT, "%-36s %,16.2f%n", name.replace('_', ' '), value.doubleValue())));
        return out.toString();
    }
}
