package io.quorate.benchmarks.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs a trial in rounds, one contender after the other in each, so that whatever else the machine does meets both.
 *
 * @param ours the contender whose ratio is told
 * @param theirs the other
 * @param rounds how many
 */
public record Duel(Contender ours, Contender theirs, int rounds) {
    /** Runs a trial and tells each round's figures as they come. */
    public List<Ratio> run(Trial trial, Arena arena, Consumer<String> progress) {
        Map<String, List<Double>> oursFound = new LinkedHashMap<>();
        Map<String, List<Double>> theirsFound = new LinkedHashMap<>();
        int count = Math.min(rounds, trial.mostRounds());
        for (int round = 1; round <= count; round++) {
            collect(trial, theirs, arena, round, theirsFound, progress);
            collect(trial, ours, arena, round, oursFound, progress);
        }
        List<Ratio> ratios = new ArrayList<>();
        for (Metric metric : trial.metrics()) {
            ratios.add(Ratio.of(
                    trial.name(),
                    metric,
                    oursFound.getOrDefault(metric.name(), List.of()),
                    theirsFound.getOrDefault(metric.name(), List.of())));
        }
        return ratios;
    }

    private static void collect(
            Trial trial,
            Contender contender,
            Arena arena,
            int round,
            Map<String, List<Double>> found,
            Consumer<String> progress) {
        Map<String, Double> figures = trial.round(contender, arena);
        StringBuilder line = new StringBuilder(trial.name() + " " + contender.name() + " #" + round);
        for (Metric metric : trial.metrics()) {
            double value = figures.getOrDefault(metric.name(), Double.NaN);
            found.computeIfAbsent(metric.name(), _ -> new ArrayList<>()).add(value);
            line.append(String.format("  %s %.4g", metric.name(), value));
        }
        progress.accept(line.toString());
    }
}
