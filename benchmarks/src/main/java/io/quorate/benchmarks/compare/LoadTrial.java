package io.quorate.benchmarks.compare;

import io.quorate.benchmarks.client.Frames;
import io.quorate.benchmarks.client.KeySpace;
import io.quorate.benchmarks.client.Keys;
import io.quorate.benchmarks.client.Load;
import io.quorate.benchmarks.client.Mix;
import io.quorate.benchmarks.client.Operation;
import io.quorate.benchmarks.report.Measurement;
import io.quorate.benchmarks.scenario.Throughput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The same load on each.
 *
 * @param name of the trial
 * @param sessions of the load
 * @param depth in flight per session
 * @param rate of an open loop, 0 for a closed one
 * @param mix of the load
 * @param valueSize of its values
 * @param metrics what is compared of it
 */
record LoadTrial(String name, int sessions, int depth, double rate, Mix mix, int valueSize, List<Metric> metrics)
        implements Trial {
    static final String PER_CPU_SECOND = "operations per CPU second";
    static final String PER_SECOND = "operations per second";

    private static final int KEYS = 1000;

    static String percentile(Operation operation, int percentile) {
        return operation.label() + " p" + percentile + " us";
    }

    @Override
    public Map<String, Double> round(Contender contender, Arena arena) {
        Contender.Running server = arena.lasting(contender);
        KeySpace space = new KeySpace("/bench-" + valueSize, KEYS, 0);
        if (arena.isFirst("keys of " + valueSize, contender)) {
            Keys.create(server.address(), space, Frames.value(valueSize));
        }
        Load load = new Load(server.address(), sessions, depth, rate, mix, valueSize, space, 1);
        OptionalLong pid = OptionalLong.of(server.process().pid());
        Measurement found = Throughput.measure(load, arena.warmUp(name, contender), arena.slice(), pid);
        return figures(found, contender);
    }

    /** What is compared of a measurement, which must have met no errors. */
    static Map<String, Double> figures(Measurement found, Contender contender) {
        if (!found.tally().errors().isEmpty()) {
            throw new IllegalStateException("the load on " + contender.name() + " met errors "
                    + found.tally().errors());
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(PER_CPU_SECOND, found.perCpuSecond());
        figures.put(PER_SECOND, found.throughput());
        for (Operation operation : Operation.values()) {
            figures.put(percentile(operation, 50), found.micros(operation, 50));
            figures.put(percentile(operation, 99), found.micros(operation, 99));
        }
        return figures;
    }
}
