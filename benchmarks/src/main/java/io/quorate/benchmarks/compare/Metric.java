package io.quorate.benchmarks.compare;

/**
 * One figure of a trial and how two servers are compared by it.
 *
 * @param name what is measured, with its unit, the key of the round's result
 * @param better whether more or less of it is better
 * @param expected how many times better Quorate is expected to be, 0 when nothing is expected
 */
public record Metric(String name, Better better, double expected) {
    /** Which direction is better. */
    public enum Better {
        /** Larger figures are better. */
        MORE,
        /** Smaller figures are better. */
        LESS
    }

    /** A figure of which more is better. */
    public static Metric more(String name, double expected) {
        return new Metric(name, Better.MORE, expected);
    }

    /** A figure of which less is better. */
    public static Metric less(String name, double expected) {
        return new Metric(name, Better.LESS, expected);
    }

    /** How many times better our figure is than theirs. */
    double timesBetter(double ours, double theirs) {
        return switch (better) {
            case MORE -> ours / theirs;
            case LESS -> theirs / ours;
        };
    }
}
