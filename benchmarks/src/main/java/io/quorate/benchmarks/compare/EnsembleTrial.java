package io.quorate.benchmarks.compare;

import io.quorate.benchmarks.client.Frames;
import io.quorate.benchmarks.client.KeySpace;
import io.quorate.benchmarks.client.Keys;
import io.quorate.benchmarks.client.Load;
import io.quorate.benchmarks.client.Mix;
import io.quorate.benchmarks.report.Measurement;
import io.quorate.benchmarks.scenario.Throughput;
import java.util.List;
import java.util.Map;

/**
 * The same load on each ensemble of three, its sessions spread over the members; the CPU is that of all three.
 *
 * @param name of the trial
 * @param sessions of the load
 * @param depth in flight per session
 * @param rate of an open loop, 0 for a closed one
 * @param mix of the load
 * @param metrics what is compared of it
 */
record EnsembleTrial(String name, int sessions, int depth, double rate, Mix mix, List<Metric> metrics)
        implements Trial {
    private static final int KEYS = 1000;
    private static final int VALUE = 100;

    @Override
    public Map<String, Double> round(Contender contender, Arena arena) {
        RunningEnsemble ensemble = arena.ensemble(contender);
        KeySpace space = new KeySpace("/bench-" + VALUE, KEYS, 0);
        if (arena.isFirst("keys of the ensemble", contender)) {
            Keys.create(ensemble.servers().of(0), space, Frames.value(VALUE));
        }
        Load load = new Load(ensemble.servers(), sessions, depth, rate, mix, VALUE, space, 1);
        Measurement found = Throughput.measure(load, arena.warmUp(name, contender), arena.slice(), ensemble.pids());
        return LoadTrial.figures(found, contender);
    }
}
