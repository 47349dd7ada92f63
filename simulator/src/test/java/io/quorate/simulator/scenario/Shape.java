package io.quorate.simulator.scenario;

import io.quorate.replica.ReplicaConfig;
import io.quorate.replica.ReplicaConfig.ReapingRules;
import io.quorate.replica.ReplicaConfig.SnapshotRules;
import io.quorate.simulator.member.EnsembleSettings;
import io.quorate.simulator.member.MemberSettings;
import io.quorate.simulator.world.World;
import io.quorate.storage.StorageConfig;
import io.quorate.storage.log.LogConfig;
import io.quorate.storage.snapshot.Compression;
import io.quorate.tree.TreeLimits;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.ensemble.Ensemble;
import io.quorate.zab.ensemble.Member;
import io.quorate.zab.ensemble.Member.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an ensemble on the stage is like.
 *
 * @param snapshotEvery txns between two snapshots, or twice as many
 * @param window how many decided proposals a leader keeps in memory for learners
 * @param logIsSent whether a learner that is further behind may get a piece of the log; else it gets a snapshot
 * @param lastCounter with which an epoch ends
 */
record Shape(int voters, int observers, int snapshotEvery, int window, boolean logIsSent, long lastCounter) {
    static final int TICK_MS = 50;

    private static final int INIT_TICKS = 10;
    private static final int SYNC_TICKS = 5;
    private static final int CONNECT_ATTEMPTS = 5;
    private static final int CONNECT_DELAY_MS = 10;
    private static final int FINALIZE_MS = 20;
    private static final int MOST_FINALIZE_MS = 300;
    private static final int OUTSTANDING = 1000;
    private static final int UNDELIVERED = 4096;
    private static final int RECENT_BYTES = 1 << 20;
    private static final int RARELY = 1000;
    private static final int MOST_RECORD_BYTES = 2 << 20;
    private static final int SLOW_SYNC_MS = 1_000_000;
    private static final double GENEROUS = 1000;

    static Shape of(int voters) {
        return new Shape(voters, 0, RARELY, OUTSTANDING, true, ZabConfig.Limits.LAST_COUNTER);
    }

    Shape observedBy(int more) {
        return new Shape(voters, more, snapshotEvery, window, logIsSent, lastCounter);
    }

    /** Learners that are behind by more than nothing are brought up to date out of the log. */
    Shape forgetful() {
        return new Shape(voters, observers, snapshotEvery, 0, true, lastCounter);
    }

    /** Learners that are behind get a snapshot, and everybody takes some often. */
    Shape givenToSnapshots() {
        return new Shape(voters, observers, 6, 0, false, lastCounter);
    }

    /** Old logs are soon purged, so that who is far behind needs a snapshot, and who is not gets a piece of the log. */
    Shape tidy() {
        return new Shape(voters, observers, 6, 0, true, lastCounter);
    }

    Shape withEpochsOf(long txns) {
        return new Shape(voters, observers, snapshotEvery, window, logIsSent, txns);
    }

    MemberSettings settings() {
        Path data = Path.of("/data");
        return new MemberSettings(
                new ReplicaConfig(
                        1,
                        TICK_MS,
                        2 * TICK_MS,
                        20 * TICK_MS,
                        new SnapshotRules(snapshotEvery, 0, true, true, 1),
                        new ReapingRules(RARELY, RARELY, 0)),
                new StorageConfig(
                        data,
                        data,
                        true,
                        false,
                        StorageConfig.DEFAULT_MAX_SNAPSHOT_BYTES,
                        Compression.NONE,
                        new LogConfig(4096, -1, true, SLOW_SYNC_MS, MOST_RECORD_BYTES)),
                new TreeLimits(true, false, false, true, 1),
                World.MS / 2,
                RARELY,
                0,
                RARELY,
                0,
                false,
                together());
    }

    private EnsembleSettings together() {
        List<Member> members = new ArrayList<>();
        for (int id = 1; id <= voters + observers; id++) {
            Kind kind = id <= voters ? Kind.VOTER : Kind.OBSERVER;
            String role = kind == Kind.VOTER ? "participant" : "observer";
            members.add(new Member(new ServerId(id), kind, "10.0.1." + id + ":2888:3888:" + role));
        }
        return new EnsembleSettings(
                Ensemble.of(members, 0),
                new ZabConfig.Timing(TICK_MS, INIT_TICKS, SYNC_TICKS, CONNECT_ATTEMPTS, CONNECT_DELAY_MS),
                new ZabConfig.Election(ZabConfig.Rule.FAST, FINALIZE_MS, FINALIZE_MS, MOST_FINALIZE_MS),
                new ZabConfig.Limits(window, RECENT_BYTES, OUTSTANDING, UNDELIVERED, lastCounter, false),
                logIsSent ? GENEROUS : -1,
                0);
    }
}
