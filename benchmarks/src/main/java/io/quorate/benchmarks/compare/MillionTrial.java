package io.quorate.benchmarks.compare;

import io.quorate.benchmarks.client.KeySpace;
import io.quorate.benchmarks.report.Figures;
import io.quorate.benchmarks.scenario.SnapshotPause;
import io.quorate.benchmarks.scenario.Weight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A million znodes on a fresh server of each: loading them, what they weigh, starting again with them, and whether
 * writes feel a snapshot of them.
 *
 * @param znodes how many
 */
record MillionTrial(int znodes) implements Trial {
    static final String HEAP = "live_heap_bytes_per_znode";
    static final String RESIDENT = "rss_bytes";
    static final String LOAD_CPU = "cpu_us_per_create";
    static final String RESTART = "restart_seconds";
    static final String RESTART_CPU = "restart_cpu_seconds";
    static final String SLOWEST_WRITE = "write_max_us";
    static final String SNAPSHOTS = "snapshots";

    private static final int VALUE = 100;
    private static final int PARENTS = 1000;
    private static final double WRITES_PER_SECOND = 1000;
    private static final Duration WRITING = Duration.ofSeconds(25);

    /** Low enough that the writing meets several snapshots, on ZooKeeper at a random point from the half of it. */
    private static final Map<String, String> FREQUENT_SNAPSHOTS = Map.of("snapCount", "10000");

    @Override
    public String name() {
        return "million";
    }

    @Override
    public int mostRounds() {
        return 1;
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                Metric.less(HEAP, 2),
                Metric.less(RESIDENT, 3),
                Metric.less(LOAD_CPU, 0),
                Metric.less(RESTART, 3),
                Metric.less(RESTART_CPU, 3),
                Metric.less(SLOWEST_WRITE, 0),
                Metric.more(SNAPSHOTS, 0));
    }

    @Override
    public Map<String, Double> round(Contender contender, Arena arena) {
        KeySpace space = new KeySpace("/bench", znodes, PARENTS);
        Path work = arena.fresh(contender);
        Map<String, Double> found = new LinkedHashMap<>();
        try (Contender.Running server = contender.start(work, Map.of())) {
            Figures weight = Weight.measure(server.address(), server.process().pid(), space, VALUE);
            for (String name : List.of(HEAP, RESIDENT, LOAD_CPU)) {
                found.put(name, weight.get(name));
            }
        }
        try (Contender.Running server = contender.start(work, FREQUENT_SNAPSHOTS)) {
            found.put(RESTART, server.start().seconds());
            found.put(RESTART_CPU, server.start().cpuSeconds());
            OptionalLong pid = OptionalLong.of(server.process().pid());
            Figures pause =
                    SnapshotPause.measure(server.address(), pid, space, WRITES_PER_SECOND, WRITING, server.snapshots());
            found.put(SLOWEST_WRITE, pause.get(SLOWEST_WRITE));
            found.put(SNAPSHOTS, pause.get(SNAPSHOTS));
        }
        return found;
    }
}
