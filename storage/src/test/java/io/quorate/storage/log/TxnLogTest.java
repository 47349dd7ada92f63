package io.quorate.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.storage.Heard;
import io.quorate.storage.LogImage;
import io.quorate.storage.Payloads;
import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.RealDisk;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.sim.Personality;
import io.quorate.storage.disk.sim.SimulatedDisk;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TxnLogTest {
    private static final Path DIRECTORY = Path.of("/log");
    /** The first two payloads of a log that ZooKeeper wrote (storage format 3.4). */
    private static final String CREATE_SESSION = "010000184d710000" + "00000000" + "0000000000000001"
            + "000001a1fbc73160" + "fffffff6" + "00007530" + "00000002" + "0000000051c6d660";

    private static final String CREATE = "010000184d710000" + "00000001" + "0000000000000002" + "000001a1fbc733c8"
            + "00000001" + "000000022f61" + "000000026869" + "00000001" + "0000001f" + "00000005776f726c64"
            + "00000006616e796f6e65" + "00" + "00000001" + "00000002" + "00000000f162266f";

    private final SimulatedDisk disk = new SimulatedDisk(Personality.WEAK, new SplittableRandom(1));
    private final Heard heard = new Heard();
    private long nanos;

    @BeforeEach
    void makeTheDirectory() throws Exception {
        disk.createDirectory(DIRECTORY);
    }

    @Test
    void aFileIsWhatZooKeeperWouldHaveWritten(@TempDir Path directory) throws Exception {
        LogDirectory logs = new LogDirectory(new RealDisk(), directory, config(64 << 10, -1), heard);
        try (TxnLog log = logs.start(0, () -> nanos)) {
            append(log, 1, HexFormat.of().parseHex(CREATE_SESSION));
            log.sync();
            append(log, 2, HexFormat.of().parseHex(CREATE));
            log.sync();
        }

        byte[] file = Files.readAllBytes(directory.resolve("log.1"));
        String expected = "5a4b4c47" + "00000002" + "0000000000000000"
                + "00000000c1e50ab5" + "00000030" + CREATE_SESSION + "42"
                + "00000000dfd60c68" + "00000058" + CREATE + "42";
        assertThat(HexFormat.of().formatHex(file, 0, expected.length() / 2)).isEqualTo(expected);
        assertThat(file).hasSize(65_552);
        assertThat(Arrays.copyOfRange(file, expected.length() / 2, file.length)).containsOnly(0);
    }

    @Test
    void aBatchIsOneWriteAndOneSync() {
        try (TxnLog log = start(disk, config(1 << 20, -1), 0)) {
            append(log, 1, Payloads.of(1));
            log.sync();
            long before = disk.faults().operations();
            for (long zxid = 2; zxid <= 100; zxid++) {
                append(log, zxid, Payloads.of(zxid));
            }
            log.sync();
            assertThat(disk.faults().operations() - before).isEqualTo(2);
            assertThat(heard.syncs()).isEqualTo(2);
            log.sync();
            assertThat(disk.faults().operations() - before).as("nothing to do").isEqualTo(2);
        }
    }

    @Test
    void aFileIsMadeAheadInSteps() {
        try (TxnLog log = start(disk, config(10_000, -1), 0)) {
            assertThat(log.fileBytes()).isZero();
            append(log, 1, Payloads.of(1));
            log.sync();
            assertThat(log.fileBytes()).isEqualTo(10_016);
            append(log, 2, Payloads.of(2, 30_000, 0));
            log.sync();
            assertThat(log.fileBytes()).isEqualTo(40_016);
            assertThat(disk.bytes(DIRECTORY.resolve("log.1"))).hasSize(40_016);
        }
    }

    @Test
    void withoutPreallocationAFileIsAsLongAsItsRecords() {
        try (TxnLog log = start(disk, config(0, -1), 0)) {
            append(log, 1, Payloads.of(1));
            log.sync();
            assertThat(disk.bytes(DIRECTORY.resolve("log.1")))
                    .isEqualTo(LogImage.of(1, 1).bytes());
        }
    }

    @Test
    void rollingBeginsAFileNamedByItsFirstRecord() throws Exception {
        try (TxnLog log = start(disk, config(0, -1), 0)) {
            append(log, 1, Payloads.of(1));
            append(log, 2, Payloads.of(2));
            log.roll();
            append(log, 3, Payloads.of(3));
            log.sync();
        }
        assertThat(disk.list(DIRECTORY)).containsExactly("log.1", "log.3", "quorate.durable");
        assertThat(disk.bytes(DIRECTORY.resolve("log.1")))
                .isEqualTo(LogImage.of(1, 2).bytes());
        assertThat(disk.bytes(DIRECTORY.resolve("log.3")))
                .isEqualTo(LogImage.of(3, 3).begunAfter(2));
    }

    @Test
    void aFileBeyondTheSizeLimitIsFollowedByAnother() throws Exception {
        try (TxnLog log = start(disk, config(0, 300), 0)) {
            for (long zxid = 1; zxid <= 6; zxid++) {
                append(log, zxid, Payloads.of(zxid));
                log.sync();
            }
        }
        assertThat(disk.list(DIRECTORY)).containsExactly("log.1", "log.4", "quorate.durable");
    }

    @Test
    void aNewEpochMayFollow() throws Exception {
        long second = 2L << 32;
        try (TxnLog log = start(disk, config(0, -1), 7)) {
            append(log, 8, Payloads.of(8));
            append(log, second + 1, Payloads.of(second + 1));
            append(log, second + 2, Payloads.of(second + 2));
            assertThat(log.lastZxid()).isEqualTo(second + 2);
        }
        assertThat(disk.list(DIRECTORY)).containsExactly("log.8", "quorate.durable");
    }

    @Test
    void aRecordThatDoesNotFollowIsRefused() {
        try (TxnLog log = start(disk, config(0, -1), 7)) {
            for (long zxid : new long[] {7, 6, 9, 0, -1, (1L << 32) + 2, 1L << 32}) {
                assertThatThrownBy(() -> append(log, zxid, Payloads.of(zxid)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("does not follow 0x7");
            }
            append(log, 8, Payloads.of(8));
        }
    }

    @Test
    void aRecordThatCouldNotBeReadAgainIsRefused() {
        try (TxnLog log = start(disk, config(0, -1), 0)) {
            assertThatThrownBy(() -> append(log, 1, new byte[31])).hasMessageContaining("31 bytes");
            assertThatThrownBy(() -> append(log, 1, new byte[4_000_001])).hasMessageContaining("4000001 bytes");
        }
    }

    @Test
    void aBatchBeyondTheBufferIsWhole() {
        LogImage expected = LogImage.empty();
        try (TxnLog log = start(disk, config(0, -1), 0)) {
            for (long zxid = 1; zxid <= 5; zxid++) {
                byte[] payload = Payloads.of(zxid, 700_001, 0);
                append(log, zxid, payload);
                expected.record(payload);
            }
            log.sync();
        }
        assertThat(disk.bytes(DIRECTORY.resolve("log.1"))).isEqualTo(expected.bytes());
    }

    @Test
    void withoutForcedSyncsNothingIsForcedAndNothingIsClaimed() throws Exception {
        LogConfig config = new LogConfig(0, -1, false, 1000, 4_000_000);
        try (TxnLog log = start(disk, config, 0)) {
            append(log, 1, Payloads.of(1));
            log.sync();
        }
        assertThat(heard.syncs()).isZero();
        assertThat(disk.list(DIRECTORY)).containsExactly("log.1");
    }

    @Test
    void afterAFailedSyncTheLogRefusesEverything() {
        try (TxnLog log = start(disk, config(0, -1), 0)) {
            append(log, 1, Payloads.of(1));
            log.sync();
            append(log, 2, Payloads.of(2));
            disk.faults().failAt(disk.faults().operations() + 2, "Input/output error");
            assertThatThrownBy(log::sync)
                    .isInstanceOf(StorageException.class)
                    .hasMessageContainingAll("/log/log.1", "at offset 242", "Input/output error", "record 0x2");
            assertThatThrownBy(log::sync).hasMessageContaining("has failed before");
            assertThatThrownBy(() -> append(log, 3, Payloads.of(3))).hasMessageContaining("has failed before");
        }
    }

    @Test
    void aFullDiskIsNamed() {
        try (TxnLog log = start(disk, config(0, -1), 0)) {
            append(log, 1, Payloads.of(1));
            log.sync();
            disk.faults().capacity(4096);
            append(log, 2, Payloads.of(2, 10_000, 0));
            assertThatThrownBy(log::sync)
                    .isInstanceOf(StorageException.class)
                    .hasMessageContainingAll("/log/log.1", "No space left on device", "Free space");
        }
    }

    @Test
    void aSlowSyncIsReportedInZooKeepersWords() {
        LogDirectory logs = new LogDirectory(disk, DIRECTORY, config(0, -1), heard);
        try (TxnLog log = logs.start(0, () -> nanos += 1_001_000_000)) {
            append(log, 1, Payloads.of(1));
            log.sync();
        }
        assertThat(heard.warnings())
                .containsExactly("fsync-ing the write ahead log in "
                        + Thread.currentThread().getName()
                        + " took 1001ms which will adversely effect operation latency.File size is 129 bytes."
                        + " See the ZooKeeper troubleshooting guide");
    }

    @Test
    void aMillionSmallRecordsAreReadBackInOrder(@TempDir Path directory) {
        int count = 1_000_000;
        byte[] payload = Payloads.of(1);
        LogDirectory logs = new LogDirectory(new RealDisk(), directory, config(64 << 20, -1), heard);
        try (TxnLog log = logs.start(0, System::nanoTime)) {
            for (long zxid = 1; zxid <= count; zxid++) {
                ByteBuffer.wrap(payload).putLong(12, zxid);
                log.append(zxid, payload, 0, payload.length);
                if (zxid % 50_000 == 0) {
                    log.sync();
                }
            }
        }
        List<Long> wrong = new ArrayList<>();
        long[] expected = {0};
        long last = new LogDirectory(new RealDisk(), directory, config(64 << 20, -1), heard)
                .replay(1, Beginning.FIRST_EVER, false, (zxid, _, _, _) -> {
                    if (zxid != ++expected[0]) {
                        wrong.add(zxid);
                    }
                });
        assertThat(wrong).isEmpty();
        assertThat(last).isEqualTo(count);
    }

    private TxnLog start(Disk on, LogConfig config, long lastZxid) {
        return new LogDirectory(on, DIRECTORY, config, heard).start(lastZxid, () -> nanos);
    }

    private static LogConfig config(long preallocBytes, long sizeLimitBytes) {
        return new LogConfig(preallocBytes, sizeLimitBytes, true, 1000, 4_000_000);
    }

    private static void append(TxnLog log, long zxid, byte[] payload) {
        log.append(zxid, payload, 0, payload.length);
    }
}
