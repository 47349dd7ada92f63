package io.quorate.simulator.member;

import io.quorate.replica.ReplicaConfig;
import io.quorate.replica.ReplicaConfig.ReapingRules;
import io.quorate.replica.ReplicaConfig.SnapshotRules;
import io.quorate.simulator.checker.Expectations;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.World;
import io.quorate.storage.StorageConfig;
import io.quorate.storage.log.LogConfig;
import io.quorate.storage.snapshot.Compression;
import io.quorate.tree.TreeLimits;
import java.nio.file.Path;

/**
 * How a simulated member is configured. Small numbers everywhere, so that what is rare in years of service happens in
 * seconds: a snapshot every few dozen txns, a new log file every few kilobytes.
 *
 * @param meanSyncNanos how long the disk takes for a batch
 * @param mostInputs inputs in one batch of the driver
 */
public record MemberSettings(
        ReplicaConfig replica, StorageConfig storage, TreeLimits limits, long meanSyncNanos, int mostInputs) {
    private static final int MOST_RECORD_BYTES = 2 << 20;
    private static final long SLOW_SYNC_MS = 1_000_000;
    private static final int SLACK_MS = 400;

    /** Draws settings. */
    public static MemberSettings draw(Dice dice, boolean slowDisk) {
        int tickMs = dice.between(50, 400);
        SnapshotRules snapshots = new SnapshotRules(
                dice.between(20, 200), dice.coin() ? 0 : dice.between(4_000, 60_000), true, true, dice.nextLong());
        ReapingRules reaping = new ReapingRules(dice.between(100, 1_500), 60_000, dice.coin() ? 0 : 500);
        ReplicaConfig replica =
                new ReplicaConfig(1, tickMs, 2 * tickMs, dice.between(4, 20) * tickMs, snapshots, reaping);
        LogConfig log = new LogConfig(
                dice.oneOf(-1L, 4_096L, 65_536L),
                dice.coin() ? -1 : dice.between(1_000, 30_000),
                true,
                SLOW_SYNC_MS,
                MOST_RECORD_BYTES);
        Path data = Path.of("/data");
        StorageConfig storage = new StorageConfig(
                data,
                dice.coin() ? data : Path.of("/log"),
                true,
                false,
                StorageConfig.DEFAULT_MAX_SNAPSHOT_BYTES,
                dice.oneOf(Compression.NONE, Compression.NONE, Compression.GZIP, Compression.SNAPPY),
                log);
        TreeLimits limits = new TreeLimits(!dice.perMille(100), false, false, !dice.perMille(200), dice.nextLong());
        long meanSync = slowDisk ? dice.between(5, 60) * World.MS : dice.between(50, 3_000) * World.MS / 1_000;
        return new MemberSettings(replica, storage, limits, meanSync, dice.oneOf(1, 4, 64, 1_000));
    }

    /** What checkers must know of it. */
    public Expectations expectations() {
        return new Expectations(
                limits.extendedTypes(),
                limits.digest(),
                replica.tickMs(),
                replica.minSessionTimeoutMs(),
                replica.maxSessionTimeoutMs(),
                replica.tickMs() + SLACK_MS + (int) (meanSyncNanos * 20 / World.MS));
    }
}
