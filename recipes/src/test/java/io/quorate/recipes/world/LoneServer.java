package io.quorate.recipes.world;

import io.quorate.replica.Input;
import io.quorate.replica.Replica;
import io.quorate.replica.ReplicaConfig;
import io.quorate.replica.ReplicaConfig.ReapingRules;
import io.quorate.replica.ReplicaConfig.SnapshotRules;
import io.quorate.replica.port.Journal;
import io.quorate.replica.port.Snapshots;
import io.quorate.replica.session.SessionIds;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.access.Schemes;
import java.time.Duration;

/** A lone member with doors of memory, whose disk takes its time. */
public final class LoneServer implements Journal, Snapshots {
    private static final int TICK_MS = 100;
    private static final long SYNC_NANOS = 300_000;
    private static final long WALL_MS = 1_700_000_000_000L;

    private final Universe universe;
    private final Replica replica;
    private long appended;
    private long submitted;
    private long events;

    LoneServer(Universe universe) {
        this.universe = universe;
        TreeLimits limits = new TreeLimits(true, true, false, false, 12_345);
        ReplicaConfig config = new ReplicaConfig(
                1,
                TICK_MS,
                2 * TICK_MS,
                600 * TICK_MS,
                new SnapshotRules(1_000_000_000, 0, false, false, 1),
                new ReapingRules(1_000, 1_000_000, 0));
        replica = new Replica(
                config,
                new ZnodeTree(limits),
                limits,
                Schemes.standard().rules(limits),
                new Replica.Ports(this, this, told -> {}),
                new SessionIds(1, WALL_MS),
                0);
        universe.after(Duration.ZERO, () -> {
            replica.begin(universe.nowMs(), wallMs());
            tick();
        });
    }

    private long wallMs() {
        return WALL_MS + universe.nowMs();
    }

    private void tick() {
        take(new Input.Tick());
        universe.after(Duration.ofMillis(TICK_MS / 2), this::tick);
    }

    void take(Input input) {
        replica.time(universe.nowMs(), wallMs());
        replica.step(input);
        replica.endInputs();
        replica.endBatch();
    }

    /** Ends a session as an operator does. */
    public void expire(long sessionId) {
        take(new Input.EndSession(sessionId));
    }

    /** How many events were sent to clients so far. */
    public long events() {
        return events;
    }

    void eventSent() {
        events++;
    }

    @Override
    public void append(long zxid, byte[] payload, int offset, int length) {
        appended = zxid;
    }

    @Override
    public void submit() {
        if (submitted < appended) {
            long upTo = appended;
            submitted = upTo;
            Universe.Happening _ = universe.after(SYNC_NANOS, null, () -> take(new Input.Persisted(upTo)));
        }
    }

    @Override
    public void roll() {}

    @Override
    public void begin(long zxid) {
        throw new IllegalStateException("nobody wants a snapshot here");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        throw new IllegalStateException("nobody wants a snapshot here");
    }

    @Override
    public long backlogBytes() {
        return 0;
    }

    @Override
    public void end() {
        throw new IllegalStateException("nobody wants a snapshot here");
    }

    @Override
    public void abandon() {
        throw new IllegalStateException("nobody wants a snapshot here");
    }
}
