package io.quorate.simulator.member;

import io.quorate.replica.Told;
import io.quorate.replica.driver.Recovery;
import io.quorate.replica.port.Stored;
import io.quorate.replica.port.Time;
import io.quorate.simulator.checker.History;
import io.quorate.simulator.checker.MemberLog;
import io.quorate.simulator.checker.Promise;
import io.quorate.storage.Storage;
import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.StorageListener;
import io.quorate.storage.epoch.EpochFiles;
import io.quorate.storage.log.LogExtent;
import io.quorate.storage.snapshot.SnapshotWriter;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.snapshot.SnapshotEncoder;
import io.quorate.zab.Recovered;
import io.quorate.zab.Zxid;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a member does first: production storage and recovery read a disk. Each record read back is compared with the one
 * that was appended, and with the one before it.
 */
final class ColdStart {
    private static final int MOST_BYTES = 4 << 20;
    private static final int ENCODED_AT_ONCE = 1 << 20;

    private final MemberSettings settings;
    private final History history;
    private final MemberLog log;
    private final Clocks clocks;
    private final UnaryOperator<Stored> tampering;

    /** The member's clocks, and the world's. */
    record Clocks(Time member, WorldClock world) {}

    /** Virtual nanoseconds. */
    @FunctionalInterface
    interface WorldClock {
        long now();
    }

    /**
     * What was found: the tree as of the last txn, and the storage to go on with.
     *
     * @param recovery with which another history can be read
     * @param standing what an ensemble must know; null for a lone member
     */
    record Found(
            Storage storage,
            StoredFiles files,
            Recovery recovery,
            Recovery.Recovered recovered,
            @Nullable Recovered standing) {
        ZnodeTree tree() {
            return recovered.tree();
        }

        void close() {
            storage.log().close();
            storage.close();
        }
    }

    ColdStart(MemberSettings settings, History history, MemberLog log, Clocks clocks, UnaryOperator<Stored> tampering) {
        this.settings = settings;
        this.history = history;
        this.log = log;
        this.clocks = clocks;
        this.tampering = tampering;
    }

    /**
     * Starts on a disk; throws what storage and recovery throw if they refuse it.
     *
     * @param isNew whether somebody has said that the member is a new one
     */
    Found on(Disk disk, StorageListener listener, Consumer<Told> told, boolean isNew) {
        EnsembleSettings together = settings.together();
        Storage storage = Storage.open(settings.storage(), disk, listener, clocks.world()::now);
        boolean trusted = together == null || storage.isTrusted(isNew);
        StoredFiles files = new StoredFiles(storage);
        Recovery recovery = new Recovery(settings.limits(), false, MOST_BYTES, told, clocks.member());
        Recovery.Recovered recovered = recovery.run(new Watched(tampering.apply(files)));
        List<LogExtent> extents = together == null ? List.of() : storage.extents(together.sizeFactor());
        storage.startLog(files.lastZxid());
        if (!recovered.hadSnapshot()) {
            firstSnapshot(storage, recovered.tree());
        }
        Recovered standing = together == null
                ? null
                : standing(
                        storage,
                        recovered.tree().lastZxid(),
                        extents,
                        storage.logReaches(together.sizeFactor()),
                        trusted);
        return new Found(storage, files, recovery, recovered, standing);
    }

    private static Recovered standing(
            Storage storage, long lastZxid, List<LogExtent> extents, long logReaches, boolean trusted) {
        EpochFiles epochs = storage.epochs();
        if (trusted) {
            epochs.reconcile(Zxid.epoch(lastZxid));
        }
        List<Recovered.LogExtent> log = extents.stream()
                .map(extent -> new Recovered.LogExtent(extent.first(), extent.last()))
                .toList();
        return new Recovered(
                epochs.accepted().orElse(0),
                trusted ? epochs.current().orElse(0) : 0,
                lastZxid,
                log,
                logReaches,
                trusted);
    }

    private void firstSnapshot(Storage storage, ZnodeTree tree) {
        SnapshotWriter writer = storage.beginSnapshot(tree.lastZxid());
        SnapshotEncoder encoder = new SnapshotEncoder(
                tree,
                settings.replica().snapshots().withDigest(),
                settings.replica().snapshots().withLastZxid(),
                writer);
        boolean whole = encoder.slice(ENCODED_AT_ONCE);
        while (!whole) {
            whole = encoder.slice(ENCODED_AT_ONCE);
        }
        writer.commit();
    }

    /** Compares what is read back with what was appended. */
    private final class Watched implements Stored {
        private final Stored stored;

        Watched(Stored stored) {
            this.stored = stored;
        }

        @Override
        public List<Snapshot> snapshots() {
            return stored.snapshots();
        }

        @Override
        public void replay(long fromZxid, RecordVisitor visitor) {
            long[] last = {fromZxid - 1};
            stored.replay(fromZxid, (zxid, payload, offset, length) -> {
                long before = last[0];
                long now = clocks.world().now();
                boolean follows = settings.together() == null ? zxid == before + 1 : Zxid.follows(before, zxid);
                history.test(follows, Promise.Z13, now, () -> "replay went on with zxid " + zxid + " after " + before);
                last[0] = zxid;
                History.Settled settled = log.settled(zxid);
                boolean same = settled != null
                        && settled.recordHash()
                                == Arrays.hashCode(Arrays.copyOfRange(payload, offset, offset + length));
                history.test(same, Promise.Z1, now, () -> "the record of zxid " + zxid + " is not the one appended");
                visitor.record(zxid, payload, offset, length);
            });
        }
    }
}
