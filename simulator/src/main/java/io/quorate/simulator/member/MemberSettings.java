package io.quorate.simulator.member;

import io.quorate.replica.ReplicaConfig;
import io.quorate.replica.ReplicaConfig.ReapingRules;
import io.quorate.replica.ReplicaConfig.SnapshotRules;
import io.quorate.simulator.checker.Expectations;
import io.quorate.simulator.plan.FaultKind;
import io.quorate.simulator.plan.FaultPlan;
import io.quorate.simulator.plan.Scenario;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Tempo;
import io.quorate.simulator.world.World;
import io.quorate.storage.StorageConfig;
import io.quorate.storage.log.LogConfig;
import io.quorate.storage.snapshot.Compression;
import io.quorate.tree.TreeLimits;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a simulated member is configured. Small numbers everywhere, so that what is rare in years of service happens in
 * seconds: a snapshot every few dozen txns, a new log file every few kilobytes.
 *
 * @param meanSyncNanos how long the disk takes for a batch
 * @param mostInputs inputs in one batch of the driver
 * @param stallsPerMille how many of a thousand batches the disk stalls at
 * @param clockPerMille how fast the monotonic clock runs; 1000 is right
 * @param oldReadsPerMille how often the wall clock shows an older time
 * @param skewed whether the tempo is
 * @param together how the ensemble is configured; null for a lone member
 */
public record MemberSettings(
        ReplicaConfig replica,
        StorageConfig storage,
        TreeLimits limits,
        long meanSyncNanos,
        int mostInputs,
        int stallsPerMille,
        int clockPerMille,
        int oldReadsPerMille,
        boolean skewed,
        @Nullable EnsembleSettings together) {
    /** The longest the disk stalls, nanoseconds. */
    static final long MOST_STALL = 1_500 * World.MS;

    /** The longest the disk takes for a batch once there are no more faults in an ensemble, nanoseconds. */
    static final long QUICK_SYNC = 5 * World.MS;

    private static final int RIGHT = 1000;
    private static final int BRISK_TICK_MS = 50;
    private static final int MOST_WRONG = 100;
    private static final int MOST_STALLS_PER_MILLE = 50;
    private static final int MOST_OLD_READS_PER_MILLE = 100;
    private static final int MEANS_MOST = 20;
    private static final int HOPS_MOST = 4;
    private static final int MOST_RECORD_BYTES = 2 << 20;
    private static final long SLOW_SYNC_MS = 1_000_000;
    private static final int SLACK_MS = 400;

    /** Draws settings. */
    public static MemberSettings draw(int id, Dice dice, FaultPlan plan) {
        int tickMs = dice.between(50, 400);
        SnapshotRules snapshots = new SnapshotRules(
                dice.between(20, 200), dice.coin() ? 0 : dice.between(4_000, 60_000), true, true, dice.nextLong());
        ReapingRules reaping = new ReapingRules(dice.between(100, 1_500), 60_000, dice.coin() ? 0 : 500);
        ReplicaConfig replica =
                new ReplicaConfig(id, tickMs, 2 * tickMs, dice.between(4, 20) * tickMs, snapshots, reaping);
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
        long slow = dice.between(5, 60) * World.MS;
        long quick = dice.between(50, 3_000) * World.MS / 1_000;
        int mostInputs = dice.oneOf(1, 4, 64, 1_000);
        int wrong = dice.coin() ? 1 : -1;
        return new MemberSettings(
                replica,
                storage,
                limits,
                plan.has(FaultKind.SLOW_DISK) ? slow : quick,
                mostInputs,
                plan.has(FaultKind.DISK_STALLS)
                        ? (int) plan.scaled(FaultKind.DISK_STALLS, 1, MOST_STALLS_PER_MILLE)
                        : 0,
                plan.has(FaultKind.CLOCK_DRIFT)
                        ? RIGHT + wrong * (int) plan.scaled(FaultKind.CLOCK_DRIFT, 1, MOST_WRONG)
                        : RIGHT,
                plan.has(FaultKind.OLD_CLOCK_READS)
                        ? (int) plan.scaled(FaultKind.OLD_CLOCK_READS, 1, MOST_OLD_READS_PER_MILLE)
                        : 0,
                plan.has(FaultKind.SKEWED_TEMPO),
                null);
    }

    /** The same for the members of an ensemble, with ticks as short as their small network allows. */
    public MemberSettings together(Scenario scenario, Dice dice) {
        int tickMs = dice.between(30, 120);
        ReplicaConfig alone = replica;
        ReplicaConfig config = new ReplicaConfig(
                alone.serverId(), tickMs, 2 * tickMs, dice.between(8, 25) * tickMs, alone.snapshots(), alone.reaping());
        return with(config, EnsembleSettings.draw(scenario, tickMs, dice));
    }

    /** As the member with that number is told. */
    MemberSettings of(int member) {
        ReplicaConfig any = replica;
        return with(
                new ReplicaConfig(
                        member,
                        any.tickMs(),
                        any.minSessionTimeoutMs(),
                        any.maxSessionTimeoutMs(),
                        any.snapshots(),
                        any.reaping()),
                together);
    }

    private MemberSettings with(ReplicaConfig config, @Nullable EnsembleSettings ensemble) {
        return new MemberSettings(
                config,
                storage,
                limits,
                meanSyncNanos,
                mostInputs,
                stallsPerMille,
                clockPerMille,
                oldReadsPerMille,
                skewed,
                ensemble);
    }

    /** Settings under which everything a member ever does happens within a few dozen txns. */
    public static MemberSettings brisk(int id, Dice dice) {
        SnapshotRules snapshots = new SnapshotRules(dice.between(6, 12), 0, true, true, dice.nextLong());
        ReapingRules reaping = new ReapingRules(100, 60_000, 0);
        ReplicaConfig replica =
                new ReplicaConfig(id, BRISK_TICK_MS, 2 * BRISK_TICK_MS, 4 * BRISK_TICK_MS, snapshots, reaping);
        Path data = Path.of("/data");
        StorageConfig storage = new StorageConfig(
                data,
                dice.coin() ? data : Path.of("/log"),
                true,
                false,
                StorageConfig.DEFAULT_MAX_SNAPSHOT_BYTES,
                dice.oneOf(Compression.NONE, Compression.GZIP, Compression.SNAPPY),
                new LogConfig(dice.coin() ? -1 : 4_096, 1_000, true, SLOW_SYNC_MS, MOST_RECORD_BYTES));
        TreeLimits limits = new TreeLimits(true, false, false, true, dice.nextLong());
        return new MemberSettings(replica, storage, limits, World.MS / 2, dice.oneOf(1, 64), 0, RIGHT, 0, false, null);
    }

    /** What checkers must know of it. */
    public Expectations expectations() {
        int slackMs = replica.tickMs() + SLACK_MS + (int) (delays() / World.MS);
        return new Expectations(
                limits.extendedTypes(),
                limits.digest(),
                replica.tickMs(),
                replica.minSessionTimeoutMs(),
                replica.maxSessionTimeoutMs(),
                slackMs,
                clockPerMille,
                together != null,
                slackMs + (together == null ? 0 : (int) together.timing().syncMs()));
    }

    /** The longest that something can take on its way through the member, as far as its disk and its tempo go. */
    private long delays() {
        return meanSyncNanos * MEANS_MOST
                + (stallsPerMille > 0 ? 2 * MOST_STALL : 0)
                + (skewed ? HOPS_MOST * Tempo.MOST_SKEWED : 0);
    }
}
