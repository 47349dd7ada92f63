package io.quorate.benchmarks.compare;

import io.quorate.benchmarks.client.Frames;
import io.quorate.benchmarks.client.KeySpace;
import io.quorate.benchmarks.client.Keys;
import java.util.List;
import java.util.Map;

/**
 * A follower loses its disk and fetches the state from its leader.
 *
 * @param znodes how many there are to fetch
 */
record BlankMemberTrial(int znodes) implements Trial {
    private static final String SECONDS = "seconds until it serves";
    private static final int PARENTS = 100;
    private static final int VALUE = 100;

    @Override
    public String name() {
        return "blank-member";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.less(SECONDS, 3));
    }

    @Override
    public int mostRounds() {
        return 3;
    }

    @Override
    public Map<String, Double> round(Contender contender, Arena arena) {
        RunningEnsemble ensemble = arena.ensemble(contender);
        if (arena.isFirst("znodes to fetch", contender)) {
            Keys.create(ensemble.servers().of(0), new KeySpace("/fetched", znodes, PARENTS), Frames.value(VALUE));
        }
        int blank = (ensemble.leader() + 1) % ensemble.pids().size();
        ensemble.kill(blank);
        ensemble.wipe(blank);
        return Map.of(SECONDS, ensemble.restart(blank).seconds());
    }
}
