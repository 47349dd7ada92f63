package io.quorate.server.metrics;

import java.util.List;
import java.util.Map;

/** One metric at one moment. */
public sealed interface Sample {

    /** Its name without prefix. */
    String name();

    /** A value that goes up and down; whole numbers are shown as such in {@code mntr}. */
    record Gauge(String name, Number value) implements Sample {}

    /** A number that only grows, until it is reset. */
    record Counter(String name, long value) implements Sample {}

    /**
     * A family with one value for each key.
     *
     * @param values by key, in an order of their own
     */
    record Labelled(String name, Kind kind, Map<String, Long> values) implements Sample {
        /** What its values are. */
        enum Kind {
            /** They go up and down. */
            GAUGE,
            /** They only grow, until they are reset. */
            COUNTER
        }
    }

    /**
     * What was observed so far.
     *
     * @param count observations
     * @param sum of them
     * @param min smallest, 0 without observations
     * @param max largest, 0 without observations
     * @param quantiles ascending; a basic summary has the median only
     */
    record Summary(String name, long count, long sum, long min, long max, List<Quantile> quantiles) implements Sample {
        public Summary {
            quantiles = List.copyOf(quantiles);
        }

        /** Nothing observed. */
        static Summary none(String name, List<Double> shares) {
            return new Summary(
                    name,
                    0,
                    0,
                    0,
                    0,
                    shares.stream().map(of -> new Quantile(of, 0)).toList());
        }

        /** Whether {@code mntr} shows percentiles. */
        boolean isAdvanced() {
            return quantiles.size() > 1;
        }
    }

    /**
     * A value that the share {@code of} of all observations does not exceed.
     *
     * @param of 0.5 for the median
     */
    record Quantile(double of, long value) {}
}
