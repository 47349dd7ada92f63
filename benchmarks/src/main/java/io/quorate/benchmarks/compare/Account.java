package io.quorate.benchmarks.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the duels gave, as markdown and as values for JSON. */
public final class Account {
    private Account() {}

    /** A table that goes into the documentation as it is. */
    public static String markdown(List<Ratio> ratios) {
        StringBuilder out = new StringBuilder();
        out.append("| scenario | figure | ZooKeeper | Quorate | times better | over rounds | expected | met |\n");
        out.append("|---|---|---:|---:|---:|---|---:|---|\n");
        for (Ratio ratio : ratios) {
            Metric metric = ratio.metric();
            boolean expects = metric.expected() > 0;
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %.2f | %.2f to %.2f (%d) | %s | %s |%n",
                    ratio.trial(),
                    metric.name().replace('_', ' '),
                    short4(ratio.theirs()),
                    short4(ratio.ours()),
                    ratio.timesBetter(),
                    ratio.least(),
                    ratio.most(),
                    ratio.rounds(),
                    expects ? String.format(Locale.ROOT, "%.1f", metric.expected()) : "",
                    expects ? (ratio.isMet() ? "yes" : "no") : ""));
        }
        return out.toString();
    }

    private static String short4(double value) {
        return Math.abs(value) >= 1000
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }

    /** One map per figure. */
    public static List<Map<String, @Nullable Object>> figures(List<Ratio> ratios) {
        return ratios.stream().map(Account::figures).toList();
    }

    private static Map<String, @Nullable Object> figures(Ratio ratio) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("scenario", ratio.trial());
        map.put("figure", ratio.metric().name());
        map.put("zookeeper", ratio.theirs());
        map.put("quorate", ratio.ours());
        map.put("times_better", ratio.timesBetter());
        map.put("least", ratio.least());
        map.put("most", ratio.most());
        map.put("rounds", ratio.rounds());
        map.put("expected", ratio.metric().expected());
        return map;
    }
}
