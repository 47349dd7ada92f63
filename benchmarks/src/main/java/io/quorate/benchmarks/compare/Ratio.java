package io.quorate.benchmarks.compare;

import java.util.Arrays;
import java.util.List;

/**
 * One figure over all rounds.
 *
 * @param trial whose figure it is
 * @param metric which figure
 * @param ours median of Quorate's
 * @param theirs median of ZooKeeper's
 * @param timesBetter median over the rounds of how many times better ours is
 * @param least the smallest of these
 * @param most the largest
 * @param rounds over how many rounds
 */
public record Ratio(
        String trial,
        Metric metric,
        double ours,
        double theirs,
        double timesBetter,
        double least,
        double most,
        int rounds) {
    /**
     * Compares round by round.
     *
     * @param ours figures of Quorate's, round by round
     * @param theirs as many of the other's
     */
    public static Ratio of(String trial, Metric metric, List<Double> ours, List<Double> theirs) {
        double[] ratios = new double[ours.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = metric.timesBetter(ours.get(i), theirs.get(i));
        }
        Arrays.sort(ratios);
        return new Ratio(
                trial,
                metric,
                median(sorted(ours)),
                median(sorted(theirs)),
                median(ratios),
                ratios[0],
                ratios[ratios.length - 1],
                ratios.length);
    }

    private static double[] sorted(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Whether it is as good as expected; true when nothing is expected. */
    public boolean isMet() {
        return metric.expected() == 0 || timesBetter >= metric.expected();
    }
}
