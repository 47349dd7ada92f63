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
import io.quorate.storage.log.TxnLog;
import io.quorate.storage.snapshot.SnapshotWriter;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.snapshot.SnapshotEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

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

    /** What was found: the tree as of the last txn, and the log to go on with. */
    record Found(Storage storage, TxnLog log, Recovery.Recovered recovered) {
        ZnodeTree tree() {
            return recovered.tree();
        }

        void close() {
            log.close();
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

    /** Starts on a disk; throws what storage and recovery throw if they refuse it. */
    Found on(Disk disk, StorageListener listener, Consumer<Told> told) {
        Storage storage = Storage.open(settings.storage(), disk, listener, clocks.world()::now);
        StoredFiles files = new StoredFiles(storage);
        Recovery recovery = new Recovery(settings.limits(), false, MOST_BYTES, told, clocks.member());
        Recovery.Recovered recovered = recovery.run(new Watched(tampering.apply(files)));
        TxnLog txnLog = storage.startLog(files.lastZxid());
        if (!recovered.hadSnapshot()) {
            firstSnapshot(storage, recovered.tree());
        }
        return new Found(storage, txnLog, recovered);
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
            long[] next = {fromZxid};
            stored.replay(fromZxid, (zxid, payload, offset, length) -> {
                long wanted = next[0];
                long now = clocks.world().now();
                history.test(
                        zxid == wanted, Promise.Z13, now, () -> "replay went on with zxid " + zxid + ", not " + wanted);
                next[0] = zxid + 1;
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
