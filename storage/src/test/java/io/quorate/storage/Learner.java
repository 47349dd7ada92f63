package io.quorate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.storage.disk.sim.SimulatedDisk;
import io.quorate.storage.log.TxnLog;
import io.quorate.storage.snapshot.Incoming;
import io.quorate.storage.snapshot.SnapshotFile;
import io.quorate.storage.snapshot.SnapshotWriter;
import io.quorate.wire.ByteSink;
import io.quorate.wire.ByteSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A member whose history is cut and replaced, on a simulated disk, and a bystander who knows which histories its disk
 * may hold. Its snapshots are the whole list of records.
 */
final class Learner {
    /**
     * A record.
     *
     * @param seed makes its payload; another branch of history has others
     */
    record Entry(long zxid, long seed) {}

    private final SimulatedDisk disk;
    private final StorageConfig config;
    private final Heard heard = new Heard();
    private List<Entry> history = new ArrayList<>();
    private int acknowledged;
    /** What history becomes if the replacement that is under way succeeds. */
    private @Nullable List<Entry> alternative;

    private long seeds;
    private @Nullable Storage storage;

    Learner(SimulatedDisk disk, StorageConfig config) {
        this.disk = disk;
        this.config = config;
    }

    SimulatedDisk disk() {
        return disk;
    }

    Heard heard() {
        return heard;
    }

    List<Entry> history() {
        return history;
    }

    long lastZxid() {
        return history.isEmpty() ? 0 : history.getLast().zxid();
    }

    /** Starts, and checks that the disk holds one of the histories it may hold, and that whole. */
    void start() {
        Storage opened = Storage.open(config, disk, heard, () -> disk.faults().operations() * 1_000_000);
        storage = opened;
        assertThat(opened.isTrusted(true))
                .as("who has lost nothing trusts itself")
                .isTrue();
        if (!opened.epochs().haveBegun()) {
            opened.epochs().saveAccepted(1);
        }
        List<SnapshotFile> snapshots = opened.snapshots();
        List<Entry> recovered = snapshots.isEmpty() ? new ArrayList<>() : read(snapshots.getFirst());
        long from = snapshots.isEmpty() ? 1 : snapshots.getFirst().zxid() + 1;
        opened.replay(from, (zxid, payload, offset, length) -> recovered.add(entry(zxid, payload, offset, length)));
        List<Entry> other = alternative;
        if (other == null || !recovered.equals(other)) {
            assertThat(recovered)
                    .hasSizeBetween(acknowledged, history.size())
                    .isEqualTo(history.subList(0, Math.min(recovered.size(), history.size())));
        }
        history = recovered;
        acknowledged = history.size();
        alternative = null;
        opened.extents(1);
        opened.startLog(lastZxid());
        if (snapshots.isEmpty()) {
            snapshot();
        }
    }

    void append(long zxid) {
        Entry entry = new Entry(zxid, ++seeds);
        byte[] payload = payload(entry);
        history.add(entry);
        log().append(zxid, payload, 0, payload.length);
    }

    void sync() {
        log().sync();
        acknowledged = history.size();
    }

    void snapshot() {
        SnapshotWriter writer = storage().beginSnapshot(history.isEmpty() ? 0 : lastZxid());
        writer.write(ByteBuffer.allocate(16).putInt(0x5a4b534e).array(), 0, 16);
        body(history, writer);
        writer.write(ByteBuffer.allocate(13).putInt(8, 1).put(12, (byte) '/').array(), 0, 13);
        writer.commit();
        log().roll();
    }

    void purge() {
        storage().purge(Storage.MIN_RETAINED);
    }

    /** Cuts history off; everything must have been synced. False if that is refused. */
    boolean truncate(long zxid) {
        List<Entry> kept = new ArrayList<>(
                history.stream().filter(entry -> entry.zxid() <= zxid).toList());
        OtherHistory shorter = storage().endingAt(zxid);
        List<SnapshotFile> snapshots = shorter.snapshots();
        if (snapshots.isEmpty()) {
            return false;
        }
        List<Entry> rebuilt = read(snapshots.getFirst());
        shorter.replay(
                snapshots.getFirst().zxid() + 1,
                (at, payload, offset, length) -> rebuilt.add(entry(at, payload, offset, length)));
        assertThat(rebuilt).isEqualTo(kept);
        alternative = kept;
        boolean adopted = shorter.adopt();
        adopted(adopted ? kept : history);
        return adopted;
    }

    /** Takes over another history. */
    void install(long zxid, List<Entry> other) {
        Incoming incoming = storage().receive(zxid);
        body(other, incoming);
        assertThat(incoming.complete()).isTrue();
        OtherHistory received = storage().received(incoming);
        assertThat(read(received.snapshots().getFirst())).isEqualTo(other);
        alternative = other;
        assertThat(received.adopt()).isTrue();
        adopted(new ArrayList<>(other));
    }

    /** A piece of what is synced, read back. */
    void readBack(long after, long through) {
        List<Entry> told = new ArrayList<>();
        storage()
                .read(
                        after,
                        through,
                        (zxid, payload, offset, length) -> told.add(entry(zxid, payload, offset, length)));
        assertThat(told)
                .isEqualTo(history.stream()
                        .filter(entry -> entry.zxid() > after && entry.zxid() <= through)
                        .toList());
    }

    long reaches() {
        return storage().logReaches(1000);
    }

    void stop() {
        log().close();
        storage().close();
    }

    private void adopted(List<Entry> now) {
        history = now;
        acknowledged = now.size();
        alternative = null;
    }

    private Storage storage() {
        return Objects.requireNonNull(storage, "the member has not been started");
    }

    private TxnLog log() {
        return storage().log();
    }

    private static byte[] payload(Entry entry) {
        return Payloads.of(entry.zxid(), 60 + (int) (entry.seed() % 500), entry.seed());
    }

    /** The seed is found by trying those that have this length. */
    private Entry entry(long zxid, byte[] payload, int offset, int length) {
        ByteBuffer bytes = ByteBuffer.wrap(payload, offset, length).slice().order(ByteOrder.BIG_ENDIAN);
        for (long seed = length - 60L; seed <= seeds; seed += 500) {
            if (ByteBuffer.wrap(payload(new Entry(zxid, seed))).equals(bytes)) {
                return new Entry(zxid, seed);
            }
        }
        throw new AssertionError("record 0x" + Long.toHexString(zxid) + " was never written like this");
    }

    private static void body(List<Entry> entries, ByteSink sink) {
        ByteBuffer body = ByteBuffer.allocate(4 + 16 * entries.size()).putInt(entries.size());
        entries.forEach(entry -> body.putLong(entry.zxid()).putLong(entry.seed()));
        sink.write(body.array(), 0, body.capacity());
    }

    private static List<Entry> read(SnapshotFile snapshot) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (snapshot) {
            ByteSource source = snapshot.open();
            byte[] chunk = new byte[700];
            int read = source.read(chunk, 0, chunk.length);
            while (read >= 0) {
                all.write(chunk, 0, read);
                read = source.read(chunk, 0, chunk.length);
            }
        }
        ByteBuffer bytes = ByteBuffer.wrap(all.toByteArray()).position(16);
        int count = bytes.getInt();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(new Entry(bytes.getLong(), bytes.getLong()));
        }
        return entries;
    }

    /** Another branch of history. */
    List<Entry> branch(int kept, long epoch, int count) {
        List<Entry> other = new ArrayList<>(history.subList(0, Math.min(kept, history.size())));
        for (int i = 1; i <= count; i++) {
            other.add(new Entry(epoch << 32 | i, ++seeds));
        }
        return other;
    }
}
