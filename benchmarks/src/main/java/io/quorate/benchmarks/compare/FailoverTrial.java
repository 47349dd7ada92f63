package io.quorate.benchmarks.compare;

import io.quorate.benchmarks.scenario.Failover;
import java.util.List;
import java.util.Map;

/**
 * The leader of three goes under load, once a round: it is killed, or it is asked to stop and may hand over first.
 *
 * @param gracefully whether it is asked
 */
record FailoverTrial(boolean gracefully) implements Trial {
    private static final String FIRST = "first acknowledged write after ms";
    private static final String PAUSE = "longest time without an acknowledged write ms";
    private static final String LOST = "sessions lost";

    @Override
    public String name() {
        return gracefully ? "graceful-stop" : "failover";
    }

    @Override
    public List<Metric> metrics() {
        return gracefully
                ? List.of(Metric.less(PAUSE, 0), Metric.less(LOST, 0))
                : List.of(Metric.less(FIRST, 0), Metric.less(PAUSE, 0), Metric.less(LOST, 0));
    }

    @Override
    public Map<String, Double> round(Contender contender, Arena arena) {
        RunningEnsemble ensemble = arena.ensemble(contender);
        int leader = ensemble.leader();
        if (leader < 0) {
            throw new IllegalStateException("no member of " + contender.name() + " says that it leads");
        }
        try (Failover failover = Failover.begin(ensemble.servers())) {
            Failover.Outcome outcome = failover.measure(() -> {
                if (gracefully) {
                    ensemble.stop(leader);
                } else {
                    ensemble.kill(leader);
                }
            });
            ensemble.restart(leader);
            return Map.of(
                    FIRST, outcome.millis(),
                    PAUSE, outcome.longestPauseMillis(),
                    LOST, (double) outcome.sessionsLost());
        }
    }
}
