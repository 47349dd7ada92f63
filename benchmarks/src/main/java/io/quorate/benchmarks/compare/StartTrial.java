package io.quorate.benchmarks.compare;

import java.util.List;
import java.util.Map;

/** From the start of the process on an empty directory to the first answered request. */
record StartTrial() implements Trial {
    private static final String SECONDS = "seconds";
    private static final String CPU = "cpu_seconds";

    @Override
    public String name() {
        return "start";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.less(SECONDS, 2), Metric.less(CPU, 0));
    }

    @Override
    public Map<String, Double> round(Contender contender, Arena arena) {
        try (Contender.Running server = contender.start(arena.fresh(contender), Map.of())) {
            return Map.of(SECONDS, server.start().seconds(), CPU, server.start().cpuSeconds());
        }
    }
}
