package io.quorate.server.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Samples in Prometheus' text format 0.0.4, the way ZooKeeper's provider writes them: every value a floating point
 * number, no {@code _total} behind counters, a comma behind the last label (operations 3.1).
 */
final class PrometheusText {
    /** The shares that ZooKeeper's provider shows; mntr shows others. */
    private static final Set<Double> SHOWN = Set.of(0.5, 0.9, 0.99);

    private final StringBuilder text = new StringBuilder();
    private final Set<String> wanted;

    /**
     * A text being written, by one thread.
     *
     * @param wanted families to write; empty for all
     */
    PrometheusText(Set<String> wanted) {
        this.wanted = wanted;
    }

    void add(List<Sample> samples) {
        samples.forEach(this::add);
    }

    private void add(Sample sample) {
        if (!wants(sample.name())) {
            return;
        }
        switch (sample) {
            case Sample.Gauge(String name, Number value) -> {
                head(name, "gauge", name);
                line(name, "", value);
            }
            case Sample.Counter(String name, long value) -> {
                head(name, "counter", name);
                line(name, "", value);
            }
            case Sample.Labelled(String name, Sample.Labelled.Kind kind, Map<String, Long> values) -> {
                head(name, kind == Sample.Labelled.Kind.GAUGE ? "gauge" : "counter", name);
                values.forEach((key, value) -> line(name, "{key=\"" + escaped(key) + "\",}", value));
            }
            case Sample.Summary summary -> summary(summary);
        }
    }

    private void summary(Sample.Summary summary) {
        String name = summary.name();
        head(name, "summary", name);
        for (Sample.Quantile quantile : summary.quantiles()) {
            if (!SHOWN.contains(quantile.of())) {
                continue;
            }
            double value = summary.count() == 0 ? Double.NaN : quantile.value();
            line(name, "{quantile=\"" + quantile.of() + "\",}", value);
        }
        line(name + "_count", "", summary.count());
        line(name + "_sum", "", summary.sum());
    }

    boolean wants(String family) {
        return wanted.isEmpty() || wanted.contains(family);
    }

    /** Begins a family. */
    void head(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    /**
     * One line.
     *
     * @param labels empty, or in braces
     */
    void line(String name, String labels, Number value) {
        text.append(name)
                .append(labels)
                .append(' ')
                .append(number(value.doubleValue()))
                .append('\n');
    }

    /** What must not stand as it is within a label. */
    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String number(double value) {
        if (value == Double.POSITIVE_INFINITY) {
            return "+Inf";
        }
        return value == Double.NEGATIVE_INFINITY ? "-Inf" : Double.toString(value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
