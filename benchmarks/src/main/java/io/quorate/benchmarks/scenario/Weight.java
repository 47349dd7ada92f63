package io.quorate.benchmarks.scenario;

import io.quorate.benchmarks.client.Frames;
import io.quorate.benchmarks.client.KeySpace;
import io.quorate.benchmarks.client.Keys;
import io.quorate.benchmarks.client.Tally;
import io.quorate.benchmarks.process.LiveHeap;
import io.quorate.benchmarks.process.Metered;
import io.quorate.benchmarks.process.ProcessMemory;
import io.quorate.benchmarks.report.Figures;
import java.net.InetSocketAddress;
import java.util.OptionalLong;

/** What many znodes cost: creating them as fast as the server takes them, and the memory they then hold. */
public final class Weight {
    private Weight() {}

    /** Creates the keys of a space; they stay. */
    public static Figures load(InetSocketAddress server, OptionalLong pid, KeySpace space, int valueSize) {
        byte[] value = Frames.value(valueSize);
        Metered<Tally> creating = Metered.of(pid, () -> Keys.create(server, space, value));
        return new Figures(space.keys() + " znodes of " + valueSize + " B under " + space.root() + " over "
                        + space.parents() + " parents")
                .with("load_seconds", creating.seconds())
                .with("creates_per_second", space.keys() / creating.seconds())
                .with("load_cpu_seconds", creating.serverSeconds())
                .with("cpu_us_per_create", creating.serverSeconds() * 1e6 / space.keys());
    }

    /** Creates the keys of a space and weighs the server before and after; they stay. */
    public static Figures measure(InetSocketAddress server, long pid, KeySpace space, int valueSize) {
        long before = LiveHeap.bytes(pid);
        Figures figures = load(server, OptionalLong.of(pid), space, valueSize);
        figures.with("rss_bytes", ProcessMemory.of(pid).resident());
        long after = LiveHeap.bytes(pid);
        return figures.with("peak_rss_bytes", ProcessMemory.of(pid).peak())
                .with("live_heap_bytes", after)
                .with("live_heap_bytes_per_znode", (after - before) / (double) space.keys());
    }
}
