package io.quorate.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.replica.Input;
import io.quorate.replica.driver.Recovery;
import io.quorate.replica.driver.Restoration;
import io.quorate.storage.Storage;
import io.quorate.storage.StorageConfig;
import io.quorate.storage.disk.RealDisk;
import io.quorate.storage.disk.StorageListener;
import io.quorate.storage.snapshot.SnapshotWriter;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.apply.Applier;
import io.quorate.tree.apply.Changes;
import io.quorate.tree.snapshot.SnapshotEncoder;
import io.quorate.tree.txn.Txn;
import io.quorate.tree.txn.TxnCodec;
import io.quorate.tree.txn.TxnHeader;
import io.quorate.wire.JuteWriter;
import io.quorate.zab.Recovered;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A member's log thread and store over real files; the test is the replica that looks into the inbox. */
final class LivingDisk implements AutoCloseable {
    static final TreeLimits LIMITS = new TreeLimits(true, true, false, false, 7);
    private static final int MAX_LENGTH = 1 << 21;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(20);

    final List<String> notes = new CopyOnWriteArrayList<>();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    final Storage storage;
    final Recovery recovery = new Recovery(LIMITS, false, MAX_LENGTH, told -> notes.add(told.toString()), new Clock());
    final Recovered remembered;
    final ZnodeTree tree;
    final LogThread journal;
    final MemberStore store;
    private final MailSlot inbox = new MailSlot(64);

    LivingDisk(Path directory) {
        StorageListener listener = new StorageListener() {
            @Override
            public void warned(String message) {
                notes.add(message);
            }

            @Override
            public void noted(String message) {
                notes.add(message);
            }
        };
        storage = Storage.open(StorageConfig.defaults(directory), new RealDisk(), listener, System::nanoTime);
        boolean trusted = storage.isTrusted(true);
        StoredFiles files = new StoredFiles(storage);
        Recovery.Recovered recovered = recovery.run(files);
        tree = recovered.tree();
        if (!recovered.hadSnapshot()) {
            snapshot(tree);
        }
        remembered = Recollection.of(storage, tree.lastZxid(), trusted, 0.33);
        Baton nobody = new Baton(inbox, failures::add);
        journal = new LogThread(storage.startLog(tree.lastZxid()), inbox, nobody, (_, _) -> {}, failures::add);
        Restoration restoration = new Restoration(recovery, files, notes::add);
        store = new MemberStore(storage, files, restoration, journal, inbox::answer, () -> {});
        journal.carryOutWith(new LogThread.Orders(new EnsembleDisk(storage, restoration, store), store, storage::log));
        journal.start();
    }

    private void snapshot(ZnodeTree image) {
        SnapshotWriter writer = storage.beginSnapshot(image.lastZxid());
        SnapshotEncoder encoder = new SnapshotEncoder(image, false, true, writer);
        while (!encoder.slice(1 << 20)) {
            assertThat(encoder.size()).isPositive();
        }
        writer.commit();
    }

    /** Appends the beginnings of sessions whose ids are the zxids. */
    void append(long first, long last) {
        for (long zxid = first; zxid <= last; zxid++) {
            byte[] record = record(zxid);
            journal.append(zxid, record, 0, record.length);
        }
    }

    static byte[] record(long zxid) {
        JuteWriter out = new JuteWriter(64);
        TxnCodec.write(out, new TxnHeader(zxid, 0, zxid, 1), new Txn.CreateSession(30_000), false, 0);
        return Arrays.copyOf(out.array(), out.size());
    }

    /** What a leader would send that has sessions of these zxids. */
    static byte[] stream(long... zxids) {
        ZnodeTree sent = new ZnodeTree(LIMITS);
        Applier applier = new Applier(Changes.IGNORED);
        for (long zxid : zxids) {
            applier.apply(sent, new TxnHeader(zxid, 0, zxid, 1), new Txn.CreateSession(30_000));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SnapshotEncoder encoder = new SnapshotEncoder(sent, new SnapshotEncoder.Form.Stream(), bytes::write);
        while (!encoder.slice(1 << 20)) {
            assertThat(encoder.size()).isPositive();
        }
        byte[] all = bytes.toByteArray();
        return Arrays.copyOf(all, all.length - Integer.BYTES - "BenWasHere".length());
    }

    static List<Long> sessions(ZnodeTree tree) {
        List<Long> ids = new ArrayList<>();
        tree.forEachSession((id, _) -> ids.add(id));
        return ids;
    }

    /** The next input; waits for it. */
    Input next() {
        long deadline = System.nanoTime() + PATIENCE_NS;
        Input input = inbox.poll();
        while (input == null) {
            assertThat(failures).isEmpty();
            assertThat(System.nanoTime()).as("nothing comes").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            input = inbox.poll();
        }
        return input;
    }

    /** The next input of the agreement's. */
    io.quorate.zab.Input nextForZab() {
        Input input = next();
        assertThat(input).isInstanceOf(Input.ForZab.class);
        return ((Input.ForZab) input).input();
    }

    boolean isSilent() {
        return inbox.isEmpty();
    }

    /** All that was ordered is done: an order that changes nothing is answered. */
    void settle() {
        journal.abandonSnapshot();
        assertThat(nextForZab()).isInstanceOf(io.quorate.zab.Input.SnapshotDropped.class);
    }

    @Override
    public void close() {
        try {
            journal.stop(10_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the log stopped", interrupted);
        }
        storage.close();
        assertThat(failures).isEmpty();
    }
}
