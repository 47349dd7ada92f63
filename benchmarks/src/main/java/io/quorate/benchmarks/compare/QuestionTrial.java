package io.quorate.benchmarks.compare;

import io.quorate.benchmarks.report.Figures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same question put to the long-lived server of each.
 *
 * @param name of the trial
 * @param metrics names of the question's figures
 * @param mostRounds how often it makes sense
 * @param question asks
 */
record QuestionTrial(String name, List<Metric> metrics, int mostRounds, Question question) implements Trial {
    /** Asks a server. */
    interface Question {
        Figures ask(Contender contender, Contender.Running server, Arena arena);
    }

    @Override
    public Map<String, Double> round(Contender contender, Arena arena) {
        Figures figures = question.ask(contender, arena.lasting(contender), arena);
        Map<String, Double> found = new LinkedHashMap<>();
        metrics.forEach(metric -> found.put(metric.name(), figures.get(metric.name())));
        return found;
    }
}
