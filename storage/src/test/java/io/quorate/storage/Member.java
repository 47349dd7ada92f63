package io.quorate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.sim.SimulatedDisk;
import io.quorate.storage.log.LogConfig;
import io.quorate.storage.log.TxnLog;
import io.quorate.storage.snapshot.Compression;
import io.quorate.storage.snapshot.SnapshotFile;
import io.quorate.storage.snapshot.SnapshotWriter;
import io.quorate.wire.ByteSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A member that keeps a list of records, on a simulated disk, and what a bystander knows about it: which records it has
 * acknowledged and which it may have besides. Its snapshots are the whole list.
 */
final class Member {
    private static final byte[] SNAPSHOT_START = {'Z', 'K', 'S', 'N', 0, 0, 0, 2};
    private static final byte[] SNAPSHOT_END = {0, 0, 0, 1, '/'};

    private final SimulatedDisk disk;
    private final StorageConfig config;
    private final Heard heard = new Heard();
    /**
     * Records of history, as told by appends and by recovery; the first {@code acknowledged} of them must never be
     * lost.
     */
    private final List<byte[]> history = new ArrayList<>();

    private int acknowledged;
    private long life;
    private @Nullable Storage storage;
    private @Nullable TxnLog log;

    Member(SimulatedDisk disk, StorageConfig config) {
        this.disk = disk;
        this.config = config;
    }

    static StorageConfig config(String dataDir, String logDir, long preallocBytes) {
        return new StorageConfig(
                Path.of(dataDir),
                Path.of(logDir),
                true,
                false,
                1 << 20,
                Compression.NONE,
                new LogConfig(preallocBytes, -1, true, 1000, 100_000));
    }

    SimulatedDisk disk() {
        return disk;
    }

    Heard heard() {
        return heard;
    }

    int acknowledged() {
        return acknowledged;
    }

    /** Starts and checks what was recovered: all that was acknowledged, and nothing that was never written. */
    void start() {
        life++;
        LongSupplier clock = () -> disk.faults().operations() * 1_000_000;
        Storage opened = Storage.open(config, disk, heard, clock);
        storage = opened;
        List<byte[]> recovered = new ArrayList<>();
        List<SnapshotFile> snapshots = opened.snapshots();
        if (!snapshots.isEmpty()) {
            recovered.addAll(read(snapshots.getFirst()));
        }
        long last = opened.replay(recovered.size() + 1, (zxid, payload, offset, length) -> {
            assertThat(zxid).isEqualTo(recovered.size() + 1);
            byte[] record = new byte[length];
            System.arraycopy(payload, offset, record, 0, length);
            recovered.add(record);
        });
        assertThat(last).isEqualTo(recovered.size());
        assertThat(recovered).hasSizeGreaterThanOrEqualTo(acknowledged);
        assertThat(recovered).hasSizeLessThanOrEqualTo(history.size());
        for (int i = 0; i < recovered.size(); i++) {
            assertThat(recovered.get(i)).as("record %d", i + 1).isEqualTo(history.get(i));
        }
        history.subList(recovered.size(), history.size()).clear();
        acknowledged = history.size();
        log = opened.startLog(last);
    }

    void append(int length) {
        byte[] record = Payloads.of(history.size() + 1, length, life);
        history.add(record);
        log().append(history.size(), record, 0, record.length);
    }

    void sync() {
        log().sync();
        acknowledged = history.size();
    }

    void roll() {
        log().roll();
    }

    /** Takes a snapshot; a failed one is given up, and the member goes on. */
    void snapshot() {
        try {
            write(storage().beginSnapshot(acknowledged));
        } catch (StorageException failed) {
            heard.noted(failed.toString());
        }
    }

    private void write(SnapshotWriter writer) {
        try {
            writer.write(SNAPSHOT_START, 0, SNAPSHOT_START.length);
            for (int i = 0; i < acknowledged; i++) {
                byte[] record = history.get(i);
                writer.write(
                        ByteBuffer.allocate(Integer.BYTES).putInt(record.length).array(), 0, Integer.BYTES);
                writer.write(record, 0, record.length);
            }
            writer.write(ByteBuffer.allocate(Integer.BYTES).putInt(-1).array(), 0, Integer.BYTES);
            writer.write(SNAPSHOT_END, 0, SNAPSHOT_END.length);
            writer.commit();
        } catch (StorageException failed) {
            writer.abandon();
            throw failed;
        }
    }

    void purge() {
        storage().purge(Storage.MIN_RETAINED);
    }

    void stop() {
        log().close();
        acknowledged = history.size();
        storage().close();
    }

    private Storage storage() {
        return Objects.requireNonNull(storage, "the member has not been started");
    }

    private TxnLog log() {
        return Objects.requireNonNull(log, "the member has not been started");
    }

    private static List<byte[]> read(SnapshotFile snapshot) {
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
        ByteBuffer bytes = ByteBuffer.wrap(all.toByteArray());
        List<byte[]> records = new ArrayList<>();
        bytes.position(SNAPSHOT_START.length);
        int length = bytes.getInt();
        while (length >= 0) {
            byte[] record = new byte[length];
            bytes.get(record);
            records.add(record);
            length = bytes.getInt();
        }
        assertThat(snapshot.zxid()).isEqualTo(records.size());
        return records;
    }
}
