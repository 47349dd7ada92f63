package io.quorate.benchmarks.scenario;

import io.quorate.benchmarks.client.KeySpace;
import io.quorate.benchmarks.client.Load;
import io.quorate.benchmarks.client.Mix;
import io.quorate.benchmarks.client.Operation;
import io.quorate.benchmarks.report.Figures;
import io.quorate.benchmarks.report.Measurement;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Whether writes feel that a snapshot is being taken: an open loop of writes while the server's snapshot directory is
 * watched. The server takes snapshots by its own count of transactions, so set {@code snapCount} below rate × duration.
 */
public final class SnapshotPause {
    private static final int SESSIONS = 16;

    private SnapshotPause() {}

    /**
     * Writes to existing keys at a rate.
     *
     * @param directory where the server writes its snapshots, usually {@code dataDir/version-2}
     */
    public static Figures measure(
            InetSocketAddress server,
            OptionalLong pid,
            KeySpace space,
            double rate,
            Duration duration,
            Path directory) {
        Load load = new Load(server, SESSIONS, 1, rate, Mix.only(Operation.SET), 100, space, 1);
        try (SnapshotWatch watch = new SnapshotWatch(directory)) {
            Measurement found = Throughput.measure(load, Duration.ofSeconds(1), duration, pid);
            return new Figures("writes at " + rate + "/s while snapshots are taken in " + directory)
                    .with("writes", found.tally().count())
                    .with("snapshots", watch.taken())
                    .with("longest_snapshot_ms", watch.longestMillis())
                    .with("write", found.tally().together())
                    .with("write_p99.9_us", found.micros(Operation.SET, 99.9));
        }
    }
}
