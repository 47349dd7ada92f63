package io.quorate.replica.driver;

import io.quorate.replica.Told;
import io.quorate.replica.port.Stored;
import io.quorate.replica.port.Time;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.apply.Applier;
import io.quorate.tree.apply.Changes;
import io.quorate.tree.snapshot.SnapshotDecoder;
import io.quorate.tree.txn.TxnCodec;
import io.quorate.wire.JuteReader;
import io.quorate.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds a tree from what is on disk: the newest snapshot that is whole, then every txn after it (storage format 5).
 * The snapshot may be a fuzzy one of Apache ZooKeeper, which already holds the effects of some of those txns.
 */
public final class Recovery {
    private final TreeLimits limits;
    private final boolean trustEmpty;
    private final int maxLength;
    private final Consumer<Told> told;
    private final Time time;

    /**
     * A recovery.
     *
     * @param trustEmpty whether a log without any snapshot is accepted (zookeeper.snapshot.trust.empty)
     * @param maxLength longest string or buffer accepted, in bytes
     */
    public Recovery(TreeLimits limits, boolean trustEmpty, int maxLength, Consumer<Told> told, Time time) {
        this.limits = limits;
        this.trustEmpty = trustEmpty;
        this.maxLength = maxLength;
        this.told = told;
        this.time = time;
    }

    /**
     * What was recovered.
     *
     * @param tree the tree as of the last txn in the log
     * @param hadSnapshot whether there was one; if not, one must be written before the first txn is logged
     * @param txns how many txns were applied over the snapshot
     */
    public record Recovered(ZnodeTree tree, boolean hadSnapshot, long txns) {}

    /**
     * Recovers.
     *
     * @throws RecoveryException if no snapshot can be read, or a txn cannot be understood
     */
    public Recovered run(Stored stored) {
        long startMs = time.monotonicMs();
        List<Stored.Snapshot> candidates = stored.snapshots();
        List<Stored.Snapshot> damaged = new ArrayList<>();
        SnapshotDecoder.Loaded loaded = load(candidates, damaged);
        ZnodeTree tree = loaded == null ? new ZnodeTree(limits) : loaded.tree();
        long snapshotZxid = tree.lastZxid();
        Replay replay = new Replay(tree, loaded);
        stored.replay(snapshotZxid + 1, replay);
        replay.end();
        refuseLoss(damaged, tree.lastZxid());
        removeOrphans(tree);
        new Applier(Changes.IGNORED).recountQuotas(tree);
        told.accept(new Told.Recovered(
                snapshotZxid,
                tree.lastZxid(),
                replay.txns,
                time.monotonicMs() - startMs,
                tree.size(),
                tree.sessionCount()));
        return new Recovered(tree, loaded != null, replay.txns);
    }

    private SnapshotDecoder.@Nullable Loaded load(List<Stored.Snapshot> candidates, List<Stored.Snapshot> damaged) {
        for (Stored.Snapshot candidate : candidates) {
            try {
                SnapshotDecoder.Loaded loaded =
                        SnapshotDecoder.read(candidate.open(), candidate.zxid(), maxLength, limits);
                if (loaded.znodesWithoutAcl() > 0) {
                    told.accept(new Told.ZnodesWithoutAcl(candidate.zxid(), loaded.znodesWithoutAcl()));
                }
                return loaded;
            } catch (MalformedException | Stored.UnreadableException unreadable) {
                damaged.add(candidate);
                told.accept(new Told.SnapshotUnreadable(candidate.name(), String.valueOf(unreadable.getMessage())));
            } finally {
                candidate.close();
            }
        }
        if (!candidates.isEmpty()) {
            throw new RecoveryException("Not able to find valid snapshots: none of the " + candidates.size()
                    + " newest can be read: "
                    + names(candidates)
                    + ". Restore one from a backup, or on a member of an ensemble move version-2 away and let it"
                    + " synchronise.");
        }
        return null;
    }

    /** A snapshot is begun when the log is durable up to it: a log that ends before has lost something. */
    private static void refuseLoss(List<Stored.Snapshot> damaged, long lastZxid) {
        List<Stored.Snapshot> lost =
                damaged.stream().filter(each -> each.zxid() > lastZxid).toList();
        if (!lost.isEmpty()) {
            throw new RecoveryException("History ends with 0x" + Long.toHexString(lastZxid)
                    + ", but these snapshots were begun after that and cannot be read: " + names(lost)
                    + ". Restore one of them, or the logs up to them, from a backup; on a member of an ensemble move"
                    + " version-2 away and let it synchronise; if nothing of value was in them, move them elsewhere.");
        }
    }

    private static String names(List<Stored.Snapshot> snapshots) {
        return snapshots.stream().map(Stored.Snapshot::name).collect(Collectors.joining(", "));
    }

    /** Sessions that own ephemerals and are in no table have ended in a window that a fuzzy snapshot left open. */
    private void removeOrphans(ZnodeTree tree) {
        List<Long> owners = new ArrayList<>();
        tree.forEachEphemeralOwner(owner -> {
            if (tree.sessionTimeoutMs(owner) < 0) {
                owners.add(owner);
            }
        });
        for (long owner : owners) {
            List<String> paths = new ArrayList<>();
            tree.forEachEphemeral(owner, paths::add);
            paths.forEach(tree::remove);
            told.accept(new Told.OrphansRemoved(owner, paths.size()));
        }
    }

    /** Applies the txns of the log, and compares digests where they are meant to be equal. */
    private final class Replay implements Stored.RecordVisitor {
        private final ZnodeTree tree;
        private final boolean hadSnapshot;
        private final Applier applier = new Applier(Changes.IGNORED);
        private final JuteReader reader = new JuteReader(maxLength);
        private long targetZxid;
        private final long targetDigest;
        private long txns;

        Replay(ZnodeTree tree, SnapshotDecoder.@Nullable Loaded loaded) {
            this.tree = tree;
            hadSnapshot = loaded != null;
            targetZxid = loaded == null || loaded.digestZxid() < tree.lastZxid() ? 0 : loaded.digestZxid();
            targetDigest = loaded == null ? 0 : loaded.digest();
            compareTarget();
        }

        @Override
        public void record(long zxid, byte[] payload, int offset, int length) {
            if (!hadSnapshot && !trustEmpty && txns == 0) {
                throw new RecoveryException("No snapshot found, but there are log entries. Something is broken!"
                        + " Put back the snapshot that belongs to the logs, or set snapshot.trust.empty=true for one"
                        + " start if the logs are known to begin with an empty tree.");
            }
            TxnCodec.Logged logged;
            try {
                logged = TxnCodec.read(reader.reset(payload, offset, length));
            } catch (MalformedException notATxn) {
                throw new RecoveryException(
                        "The log entry with zxid 0x" + Long.toHexString(zxid) + " is no txn: " + notATxn.getMessage(),
                        notATxn);
            }
            applier.apply(tree, logged.header(), logged.txn());
            txns++;
            if (targetZxid != 0) {
                compareTarget();
            } else if (logged.hasDigest() && limits.digest() && tree.digest() != logged.digest()) {
                told.accept(new Told.DigestMismatch(zxid, logged.digest(), tree.digest()));
            }
        }

        /** Until the zxid of the snapshot's digest is reached the tree is between two states and no digest holds. */
        private void compareTarget() {
            if (targetZxid == 0 || tree.lastZxid() < targetZxid) {
                return;
            }
            if (limits.digest() && tree.lastZxid() == targetZxid && tree.digest() != targetDigest) {
                told.accept(new Told.DigestMismatch(targetZxid, targetDigest, tree.digest()));
            }
            targetZxid = 0;
        }

        void end() {
            if (targetZxid != 0) {
                told.accept(new Told.SnapshotBeyondLog(targetZxid, tree.lastZxid()));
            }
        }
    }
}
