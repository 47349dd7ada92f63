package io.quorate.storage.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.storage.Heard;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.sim.Personality;
import io.quorate.storage.disk.sim.SimulatedDisk;
import io.quorate.storage.disk.sim.Survival;
import io.quorate.wire.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.SnappyInputStream;
import org.xerial.snappy.SnappyOutputStream;

class SnapshotStoreTest {
    private static final Path DIRECTORY = Path.of("/snap");
    private static final long MAX_BYTES = 10 << 20;

    private final SimulatedDisk disk = new SimulatedDisk(Personality.WEAK, new SplittableRandom(1));
    private final Heard heard = new Heard();

    @BeforeEach
    void makeTheDirectory() throws IOException {
        disk.createDirectory(DIRECTORY);
        disk.syncDirectory(Path.of("/"));
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void aSnapshotIsReadBackAsItWasWritten(Compression compression) {
        byte[] content = content(1_000_003);
        write(compression, 0x4e, content);
        SnapshotFile file = store(compression).offered().getFirst();
        assertThat(file.name()).isEqualTo("/snap/snapshot.4e" + compression.suffix());
        assertThat(file.zxid()).isEqualTo(0x4e);
        assertThat(read(file)).isEqualTo(content);
        assertThat(read(file)).as("read again").isEqualTo(content);
    }

    @Test
    void aSnapshotIsWhatZooKeepersReadersRead() throws IOException {
        byte[] content = content(200_000);
        write(Compression.NONE, 1, content);
        write(Compression.GZIP, 2, content);
        write(Compression.SNAPPY, 3, content);
        assertThat(disk.bytes(DIRECTORY.resolve("snapshot.1"))).isEqualTo(content);
        byte[] gzip = disk.bytes(DIRECTORY.resolve("snapshot.2.gz"));
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes())
                .isEqualTo(content);
        byte[] snappy = disk.bytes(DIRECTORY.resolve("snapshot.3.snappy"));
        assertThat(new SnappyInputStream(new ByteArrayInputStream(snappy)).readAllBytes())
                .isEqualTo(content);
        assertThat(Arrays.copyOf(snappy, 16))
                .containsExactly(0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1);
    }

    @Test
    void snapshotsAsZooKeeperWritesThemAreRead() throws IOException {
        byte[] content = content(200_000);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(gzip)) {
            packed.write(content);
        }
        ByteArrayOutputStream snappy = new ByteArrayOutputStream();
        try (OutputStream packed = new SnappyOutputStream(snappy)) {
            packed.write(content);
        }
        disk.put(DIRECTORY.resolve("snapshot.a"), content);
        disk.put(DIRECTORY.resolve("snapshot.b.gz"), gzip.toByteArray());
        disk.put(DIRECTORY.resolve("snapshot.c.snappy"), snappy.toByteArray());
        assertThat(store(Compression.NONE).offered())
                .extracting(SnapshotFile::zxid)
                .containsExactly(0xcL, 0xbL, 0xaL);
        assertThat(store(Compression.NONE).offered())
                .allSatisfy(file -> assertThat(read(file)).isEqualTo(content));
    }

    @Test
    void whatIsNotWholeIsPassedOverWithAWarning() {
        disk.put(DIRECTORY.resolve("snapshot.9"), new byte[0]);
        disk.put(DIRECTORY.resolve("snapshot.8"), Arrays.copyOf(content(100), 99));
        disk.put(DIRECTORY.resolve("snapshot.7.gz"), content(100));
        disk.put(DIRECTORY.resolve("snapshot.6.snappy"), new byte[] {(byte) 0x82, 'S'});
        disk.put(DIRECTORY.resolve("snapshot.5"), new byte[] {0, 0, 0, 1, '/'});
        disk.put(DIRECTORY.resolve("snapshot.4"), content(100));
        assertThat(store(Compression.NONE).offered())
                .extracting(SnapshotFile::zxid)
                .containsExactly(4L);
        assertThat(heard.warnings()).hasSize(5).allMatch(warning -> warning.contains("is not whole"));
    }

    @Test
    void namesThatAreNoneAreIgnored() {
        disk.put(DIRECTORY.resolve("snapshot.ffffffffffffffff"), content(100));
        disk.put(DIRECTORY.resolve("snapshot.4f.bak"), content(100));
        disk.put(DIRECTORY.resolve("snapshot."), content(100));
        disk.put(DIRECTORY.resolve("snapshot"), content(100));
        disk.put(DIRECTORY.resolve("snapshots.3"), content(100));
        disk.put(DIRECTORY.resolve("snapshot.5.tmp"), content(100));
        assertThat(store(Compression.NONE).offered()).isEmpty();
        assertThat(store(Compression.NONE).newest()).isEmpty();
    }

    @Test
    void aSnapshotHasItsNameOnlyOnceItIsDurable() throws IOException {
        SnapshotWriter writer = store(Compression.NONE).begin(7);
        writer.write(content(100), 0, 100);
        assertThat(disk.list(DIRECTORY)).containsExactly("snapshot.7.tmp");
        assertThat(store(Compression.NONE).offered()).isEmpty();
        writer.commit();
        disk.powerCut(Survival.NOTHING);
        assertThat(disk.list(DIRECTORY)).containsExactly("snapshot.7");
        assertThat(read(store(Compression.NONE).offered().getFirst())).isEqualTo(content(100));
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void anAbandonedSnapshotLeavesNothing(Compression compression) throws IOException {
        SnapshotWriter writer = store(compression).begin(7);
        writer.write(content(500_000), 0, 500_000);
        writer.abandon();
        writer.abandon();
        assertThat(disk.list(DIRECTORY)).isEmpty();
    }

    @Test
    void aFullDiskFailsTheSnapshotAndLeavesTheOlderOnes() throws IOException {
        write(Compression.NONE, 1, content(100));
        disk.faults().capacity(100_000);
        SnapshotWriter writer = store(Compression.NONE).begin(2);
        assertThatThrownBy(() -> {
                    writer.write(content(300_000), 0, 300_000);
                    writer.commit();
                })
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("snapshot /snap/snapshot.2", "No space left on device", "the log goes on");
        writer.abandon();
        assertThat(disk.list(DIRECTORY)).containsExactly("snapshot.1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aSnapshotThatFailsAtAnyStepLeavesNothing(int step) throws IOException {
        write(Compression.NONE, 1, content(100));
        disk.faults().failAt(disk.faults().operations() + step, "Input/output error");
        assertThatThrownBy(() -> {
                    SnapshotWriter writer = store(Compression.NONE).begin(2);
                    try {
                        writer.write(content(100), 0, 100);
                        writer.commit();
                    } finally {
                        writer.abandon();
                    }
                })
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("/snap/snapshot.2", "Input/output error");
        assertThat(disk.list(DIRECTORY)).containsExactly("snapshot.1");
        write(Compression.NONE, 2, content(100));
        assertThat(disk.list(DIRECTORY)).containsExactly("snapshot.1", "snapshot.2");
    }

    @Test
    void aLongSnapshotIsForcedToDiskBitByBit() {
        SnapshotWriter writer = store(Compression.NONE).begin(1);
        byte[] chunk = content(1 << 20);
        for (int i = 0; i < 9; i++) {
            writer.write(chunk, 0, chunk.length);
        }
        disk.powerCut(Survival.NOTHING);
        assertThat(disk.exists(DIRECTORY.resolve("snapshot.1"))).isFalse();
        assertThat(writer.fileBytes()).isGreaterThanOrEqualTo(9 << 20);
    }

    @Test
    void aSnapshotOfTheSameZxidReplacesTheOlder() throws IOException {
        write(Compression.NONE, 7, content(100));
        write(Compression.NONE, 7, content(50));
        assertThat(disk.list(DIRECTORY)).containsExactly("snapshot.7");
        assertThat(read(store(Compression.NONE).offered().getFirst())).isEqualTo(content(50));
    }

    @Test
    void anEndlessSnapshotIsNotRead() {
        SnapshotStore writing = store(Compression.GZIP);
        SnapshotWriter writer = writing.begin(1);
        byte[] zeros = new byte[1 << 20];
        for (int i = 0; i < 11; i++) {
            writer.write(zeros, 0, zeros.length);
        }
        writer.commit();
        assertThatThrownBy(() -> read(writing.offered().getFirst()))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("/snap/snapshot.1.gz", "more than " + MAX_BYTES);
    }

    @Test
    void damagedPackingIsNamed() {
        write(Compression.GZIP, 1, content(100_000));
        write(Compression.SNAPPY, 2, content(100_000));
        disk.damage(DIRECTORY.resolve("snapshot.1.gz"), 3000, 0xff);
        byte[] huge = disk.bytes(DIRECTORY.resolve("snapshot.2.snappy"));
        ByteBuffer.wrap(huge).putInt(16, Integer.MAX_VALUE);
        disk.put(DIRECTORY.resolve("snapshot.2.snappy"), huge);
        for (SnapshotFile file : store(Compression.NONE).offered()) {
            assertThatThrownBy(() -> read(file))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContainingAll(file.name(), "cannot be read", "an older one will do");
        }
    }

    @Test
    void aCutSnappyStreamIsNamed() {
        write(Compression.SNAPPY, 2, content(100_000));
        byte[] whole = disk.bytes(DIRECTORY.resolve("snapshot.2.snappy"));
        for (int length : new int[] {10, 17, 20, 1000}) {
            disk.put(DIRECTORY.resolve("snapshot.2.snappy"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> read(store(Compression.NONE).offered().getFirst()))
                    .isInstanceOf(StorageException.class);
        }
    }

    @Test
    void aSnapshotNobodyCouldReadAgainIsRefused() {
        assertThatThrownBy(() -> store(Compression.NONE).begin(-1)).hasMessageContaining("zxid -1");
    }

    private SnapshotStore store(Compression compression) {
        return new SnapshotStore(disk, DIRECTORY, compression, MAX_BYTES, heard);
    }

    private void write(Compression compression, long zxid, byte[] content) {
        SnapshotWriter writer = store(compression).begin(zxid);
        writer.write(content, 0, content.length / 2);
        writer.write(content, content.length / 2, content.length - content.length / 2);
        writer.commit();
    }

    private static byte[] read(SnapshotFile file) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (file) {
            ByteSource source = file.open();
            byte[] chunk = new byte[9999];
            int read = source.read(chunk, 1, chunk.length - 1);
            while (read >= 0) {
                all.write(chunk, 1, read);
                read = source.read(chunk, 1, chunk.length - 1);
            }
        }
        return all.toByteArray();
    }

    /** Bytes half of which can be packed, ending as snapshots end. */
    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new SplittableRandom(length).nextBytes(content);
        Arrays.fill(content, length / 3, length / 2, (byte) 'x');
        System.arraycopy(new byte[] {0, 0, 0, 1, '/'}, 0, content, length - 5, 5);
        return content;
    }
}
