package io.quorate.replica;

import io.quorate.replica.watch.WatchTable;
import io.quorate.tree.ZnodeTree;
import io.quorate.zab.LearnerState;
import io.quorate.zab.Role;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What operators see. Owned by the driver's thread. */
final class Look implements ReplicaView {
    private final ZnodeTree tree;
    private final Primary primary;
    private final @Nullable Membership membership;
    private final SnapshotTurn snapshots;
    private final WatchTable watches;
    private final PastDigests digests;
    private final Tally tally;
    private long nowMs;

    Look(
            ZnodeTree tree,
            Primary primary,
            @Nullable Membership membership,
            SnapshotTurn snapshots,
            WatchTable watches,
            PastDigests digests,
            Tally tally) {
        this.tree = tree;
        this.primary = primary;
        this.membership = membership;
        this.snapshots = snapshots;
        this.watches = watches;
        this.digests = digests;
        this.tally = tally;
    }

    void time(long monotonicMs) {
        nowMs = monotonicMs;
    }

    @Override
    public @Nullable Role role() {
        return membership == null ? null : membership.role();
    }

    @Override
    public List<LearnerState> learners() {
        return membership == null ? List.of() : membership.zab().learners();
    }

    @Override
    public int pendingSyncs() {
        return membership == null ? 0 : membership.pendingSyncs();
    }

    @Override
    public long acceptedEpoch() {
        return membership == null ? 0 : membership.zab().acceptedEpoch();
    }

    @Override
    public long currentEpoch() {
        return membership == null ? 0 : membership.zab().currentEpoch();
    }

    @Override
    public ZnodeTree tree() {
        return tree;
    }

    @Override
    public long lastProposedZxid() {
        return membership == null ? primary.lastProposed() : membership.zab().lastLogged();
    }

    @Override
    public int outstanding() {
        return primary.outstanding();
    }

    @Override
    public long lastSnapshotZxid() {
        return snapshots.lastZxid();
    }

    @Override
    public long lastSnapshotWallMs() {
        return snapshots.lastWallMs();
    }

    @Override
    public int watchCount() {
        return watches.size();
    }

    @Override
    public int watchingConnections() {
        return watches.connections();
    }

    @Override
    public int watchedPaths() {
        return watches.paths();
    }

    @Override
    public int dataWatchCount() {
        return watches.dataTableSize();
    }

    @Override
    public void forEachDataWatch(WatchVisitor visitor) {
        watches.forEachDataWatch(visitor);
    }

    @Override
    public void forEachExpiry(ExpiryVisitor visitor) {
        primary.sessions().forEachExpiry(nowMs, visitor);
    }

    @Override
    public void forEachSession(SessionVisitor visitor) {
        tree.forEachSession(visitor::session);
    }

    @Override
    public void forEachEphemeralOwner(LongConsumer visitor) {
        tree.forEachEphemeralOwner(visitor);
    }

    @Override
    public void forEachPastDigest(DigestVisitor visitor) {
        digests.forEach(visitor);
    }

    @Override
    public Tally tally() {
        return tally;
    }
}
