package io.quorate.benchmarks.compare;

import io.quorate.benchmarks.scenario.Failover;
import java.util.List;
import java.util.Map;

/** The leader of three is killed under load; one kill a round. */
final class FailoverTrial implements Trial {
    private static final String MILLIS = "first acknowledged write after ms";
    private static final String LOST = "sessions lost";

    @Override
    public String name() {
        return "failover";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.less(MILLIS, 0), Metric.less(LOST, 0));
    }

    @Override
    public Map<String, Double> round(Contender contender, Arena arena) {
        RunningEnsemble ensemble = arena.ensemble(contender);
        int leader = ensemble.leader();
        if (leader < 0) {
            throw new IllegalStateException("no member of " + contender.name() + " says that it leads");
        }
        try (Failover failover = Failover.begin(ensemble.servers())) {
            Failover.Outcome outcome = failover.measure(() -> ensemble.kill(leader));
            ensemble.restart(leader);
            return Map.of(MILLIS, outcome.millis(), LOST, (double) outcome.sessionsLost());
        }
    }
}
