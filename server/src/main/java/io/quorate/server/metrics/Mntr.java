package io.quorate.server.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Samples under the names of ZooKeeper's default provider, which {@code mntr} and the AdminServer's monitor show. */
public final class Mntr {
    private static final double THOUSAND = 1000;
    private static final double PROMETHEUS_ONLY = 0.9;

    private Mntr() {}

    /** Names without prefix, with numbers as Java objects: whole numbers, or doubles for averages. */
    public static Map<String, Object> values(List<Sample> samples) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Sample sample : samples) {
            switch (sample) {
                case Sample.Gauge(String name, Number value) -> values.put(name, value);
                case Sample.Counter(String name, long value) -> values.put(name, value);
                case Sample.Labelled(String name, Sample.Labelled.Kind _, Map<String, Long> byKey) ->
                    byKey.forEach((key, value) -> values.put(key + "_" + name, value));
                case Sample.Summary summary -> summary(values, summary);
            }
        }
        return values;
    }

    private static void summary(Map<String, Object> values, Sample.Summary summary) {
        String name = summary.name();
        double average = summary.count() == 0 ? 0 : (double) summary.sum() / summary.count();
        values.put("avg_" + name, Inventory.rounded(average));
        values.put("min_" + name, summary.min());
        values.put("max_" + name, summary.max());
        values.put("cnt_" + name, summary.count());
        values.put("sum_" + name, summary.sum());
        if (summary.isAdvanced()) {
            for (Sample.Quantile quantile : summary.quantiles()) {
                if (quantile.of() == PROMETHEUS_ONLY) {
                    continue;
                }
                values.put(percentile(quantile.of()) + "_" + name, quantile.value());
            }
        }
    }

    /** p50, p95, p999. */
    private static String percentile(double share) {
        long thousandths = Math.round(share * THOUSAND);
        return "p" + (thousandths % 10 == 0 ? thousandths / 10 : thousandths);
    }

    /** The answer to {@code mntr}: every line is a name, a tab and a value; words that are no metrics come first. */
    public static String text(Map<String, Object> words, List<Sample> samples) {
        StringBuilder text = new StringBuilder();
        words.forEach((name, value) -> line(text, name, value));
        values(samples).forEach((name, value) -> line(text, name, value));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append("zk_")
                .append(name.toLowerCase(Locale.ROOT))
                .append('\t')
                .append(value)
                .append('\n');
    }
}
