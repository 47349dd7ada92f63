package io.quorate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.storage.disk.RealDisk;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.log.LogExtent;
import io.quorate.storage.log.TxnLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a member can tell others of its history out of its log. */
class LogReachTest {
    private static final long FIRST = 1L << 32;
    private static final long SECOND = 2L << 32;
    private static final double ANY_PRICE = 1000;

    @Test
    void whatWasReplayedIsOneRunForEachEpoch() throws Exception {
        Site site = Site.empty().putSnapshot(0);
        site.put(
                "log.100000001",
                records(FIRST + 1, FIRST + 5, SECOND + 1, SECOND + 3).bytes());
        assertThat(extents(site, 1))
                .containsExactly(new LogExtent(FIRST + 1, FIRST + 5), new LogExtent(SECOND + 1, SECOND + 3));
    }

    @Test
    void olderRecordsOfTheSameEpochCountToo() throws Exception {
        Site site = Site.empty().putSnapshot(FIRST + 8);
        site.put("log.100000001", LogImage.of(FIRST + 1, FIRST + 12).bytes());
        assertThat(extents(site, FIRST + 9)).containsExactly(new LogExtent(FIRST + 1, FIRST + 12));
    }

    @Test
    void olderRecordsAreLookedForInOlderFiles() throws Exception {
        Site site = Site.empty().putSnapshot(FIRST + 8);
        site.put("log.100000001", LogImage.of(FIRST + 1, FIRST + 4).padded(300));
        site.put("log.100000005", LogImage.of(FIRST + 5, FIRST + 8).padded(300));
        site.put("log.100000009", LogImage.of(FIRST + 9, FIRST + 12).padded(300));
        assertThat(extents(site, FIRST + 9)).containsExactly(new LogExtent(FIRST + 1, FIRST + 12));
        assertThat(reaches(site, FIRST + 9, ANY_PRICE)).isEqualTo(FIRST);
    }

    @Test
    void ofAnEarlierEpochNobodyKnowsWhetherItsEndWasDecided() throws Exception {
        Site site = Site.empty().putSnapshot(SECOND + 2);
        site.put("log.100000001", LogImage.of(FIRST + 1, FIRST + 4).padded(300));
        site.put("log.200000001", LogImage.of(SECOND + 1, SECOND + 2).padded(300));
        site.put("log.200000003", LogImage.of(SECOND + 3, SECOND + 5).padded(300));
        assertThat(extents(site, SECOND + 3)).containsExactly(new LogExtent(SECOND + 1, SECOND + 5));
        Site inOneFile = Site.empty().putSnapshot(SECOND + 2);
        inOneFile.put(
                "log.100000001",
                records(FIRST + 1, FIRST + 4, SECOND + 1, SECOND + 5).bytes());
        assertThat(extents(inOneFile, SECOND + 3)).containsExactly(new LogExtent(SECOND + 1, SECOND + 5));
    }

    /** ZooKeeper leaves such gaps where a snapshot from its leader came in between. */
    @Test
    void aGapBeforeTheSnapshotEndsIt() throws Exception {
        Site site = Site.empty().putSnapshot(FIRST + 8);
        site.put(
                "log.100000001",
                records(FIRST + 1, FIRST + 4, FIRST + 7, FIRST + 12).bytes());
        assertThat(extents(site, FIRST + 9)).containsExactly(new LogExtent(FIRST + 7, FIRST + 12));
        Site shorter = Site.empty().putSnapshot(FIRST + 8);
        shorter.put(
                "log.100000001",
                records(FIRST + 1, FIRST + 4, FIRST + 9, FIRST + 12).bytes());
        assertThat(extents(shorter, FIRST + 9)).containsExactly(new LogExtent(FIRST + 9, FIRST + 12));
    }

    @Test
    void aSnapshotBeyondTheLogLeavesNothing() throws Exception {
        Site site = Site.empty()
                .putSnapshot(FIRST + 8)
                .put("log.100000001", LogImage.of(FIRST + 1, FIRST + 4).bytes());
        assertThat(extents(site, FIRST + 9)).isEmpty();
        assertThat(reaches(site, FIRST + 9, ANY_PRICE)).isEqualTo(FIRST + 8);
    }

    @Test
    void aLogThatEndsWithTheSnapshotIsStillOfUse() throws Exception {
        Site site = Site.empty()
                .putSnapshot(FIRST + 4)
                .put("log.100000001", LogImage.of(FIRST + 1, FIRST + 4).bytes());
        assertThat(extents(site, FIRST + 5)).containsExactly(new LogExtent(FIRST + 1, FIRST + 4));
    }

    @Test
    void itReachesAsFarAsItCostsLessThanASnapshot() throws Exception {
        Site site = Site.empty();
        site.put("snapshot.100000008", snapshotOf(1000));
        site.put("log.100000001", LogImage.of(FIRST + 1, FIRST + 4).padded(300));
        site.put("log.100000005", LogImage.of(FIRST + 5, FIRST + 8).padded(300));
        site.put("log.100000009", LogImage.of(FIRST + 9, FIRST + 12).padded(300));
        assertThat(reaches(site, FIRST + 9, -1)).isEqualTo(FIRST + 12);
        assertThat(reaches(site, FIRST + 9, 0.33)).isEqualTo(FIRST + 12);
        assertThat(reaches(site, FIRST + 9, 0.41)).isEqualTo(FIRST + 8);
        assertThat(reaches(site, FIRST + 9, 0.8)).isEqualTo(FIRST + 4);
        assertThat(reaches(site, FIRST + 9, 1.3)).isEqualTo(FIRST);
    }

    @Test
    void itGrowsWithTheLogAndShrinksWithAPurge() throws Exception {
        Site site = Site.empty().put("snapshot.0", snapshotOf(1000));
        try (Storage storage = site.open()) {
            TxnLog log = storage.startLog(storage.replay(1, (_, _, _, _) -> {}));
            append(log, FIRST + 1, 5);
            log.roll();
            append(log, FIRST + 6, 5);
            append(log, SECOND + 1, 2);
            log.roll();
            append(log, SECOND + 3, 3);
            assertThat(storage.extents(0))
                    .containsExactly(new LogExtent(FIRST + 1, FIRST + 10), new LogExtent(SECOND + 1, SECOND + 5));
            assertThat(storage.logReaches(10)).isZero();
            assertThat(storage.logReaches(1.1)).isEqualTo(FIRST + 5);
            for (long zxid : new long[] {FIRST + 6, FIRST + 8, SECOND + 1}) {
                site.putSnapshot(zxid);
            }
            assertThat(storage.purge(Storage.MIN_RETAINED)).isEqualTo(2);
            assertThat(storage.logReaches(1000)).isEqualTo(FIRST + 5);
            assertThatThrownBy(() -> storage.read(FIRST + 2, SECOND + 1, (_, _, _, _) -> {}))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("do not hold what follows record 0x100000002");
            assertThat(read(storage, FIRST + 7, SECOND + 4))
                    .containsExactly(FIRST + 8, FIRST + 9, FIRST + 10, SECOND + 1, SECOND + 2, SECOND + 3, SECOND + 4);
            log.close();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 6, 7, 8, 13, 14, 19, 20})
    void everyPieceIsToldExactly(long after) throws Exception {
        Site site = Site.empty().putSnapshot(0).liveUpTo(7).liveUpTo(14).liveUpTo(20);
        try (Storage storage = site.open()) {
            storage.startLog(storage.replay(1, (_, _, _, _) -> {}));
            for (long through = after; through <= 20; through++) {
                assertThat(read(storage, after, through))
                        .isEqualTo(LongStream.rangeClosed(after + 1, through)
                                .boxed()
                                .toList());
            }
            assertThatThrownBy(() -> read(storage, after, 21)).isInstanceOf(StorageException.class);
        }
    }

    /** A DIFF over a missing file would leave the learner with a hole between two epochs that looks like none. */
    @Test
    void aFileThatIsLostAtTheEndOfAnEpochIsNoticed() throws Exception {
        Site site = Site.empty().putSnapshot(0);
        site.put("log.100000001", LogImage.of(FIRST + 1, FIRST + 4).padded(300));
        site.put("log.100000005", LogImage.of(FIRST + 5, FIRST + 8).padded(300));
        site.put("log.200000001", LogImage.of(SECOND + 1, SECOND + 5).padded(300));
        try (Storage storage = site.open()) {
            storage.startLog(storage.replay(1, (_, _, _, _) -> {}));
            site.disk().remove(site.path("log.100000005"));
            assertThatThrownBy(() -> read(storage, FIRST + 1, SECOND + 3))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("what follows record 0x100000004");
        }
    }

    @Test
    void aReaderAndTheLogAndAPurgeMayMeetOnARealDisk(@TempDir Path directory) throws Exception {
        StorageConfig config = StorageConfig.defaults(directory);
        try (Storage storage = Storage.open(config, new RealDisk(), new Heard(), System::nanoTime)) {
            for (long zxid : new long[] {0, 1, 2}) {
                snapshot(storage, zxid);
            }
            TxnLog log = storage.startLog(storage.replay(3, (_, _, _, _) -> {}));
            AtomicLong synced = new AtomicLong(2);
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<Integer> whole = CompletableFuture.supplyAsync(() -> readAgain(storage, synced, done));
            for (long zxid = 3; zxid < 3000; zxid += 10) {
                append(log, zxid, 10);
                synced.set(zxid + 9);
                if (zxid % 400 == 3) {
                    snapshot(storage, zxid + 9);
                    log.roll();
                    storage.purge(Storage.MIN_RETAINED);
                }
            }
            done.set(true);
            assertThat(whole.get(20, TimeUnit.SECONDS)).isPositive();
            log.close();
        }
    }

    /** Reads pieces again and again; each is told as a whole or refused. Says how many were told. */
    private static int readAgain(Storage storage, AtomicLong synced, AtomicBoolean done) {
        int told = 0;
        boolean last = false;
        while (!last) {
            last = done.get();
            long through = synced.get();
            long after = Math.max(2, through - 900);
            List<Long> zxids = new ArrayList<>();
            try {
                storage.read(after, through, (zxid, _, _, _) -> zxids.add(zxid));
                assertThat(zxids)
                        .isEqualTo(LongStream.rangeClosed(after + 1, through)
                                .boxed()
                                .toList());
                told++;
            } catch (StorageException purged) {
                assertThat(zxids)
                        .isEqualTo(LongStream.rangeClosed(after + 1, after + zxids.size())
                                .boxed()
                                .toList());
            }
        }
        return told;
    }

    private static void snapshot(Storage storage, long zxid) {
        var writer = storage.beginSnapshot(zxid);
        byte[] bytes = snapshotOf(200);
        writer.write(bytes, 0, bytes.length);
        writer.commit();
    }

    private static byte[] snapshotOf(int length) {
        byte[] bytes = new byte[length];
        bytes[length - 2] = 1;
        bytes[length - 1] = '/';
        return bytes;
    }

    private static LogImage records(long first, long last, long thenFirst, long thenLast) {
        LogImage image = LogImage.of(first, last);
        for (long zxid = thenFirst; zxid <= thenLast; zxid++) {
            image.record(Payloads.of(zxid));
        }
        return image;
    }

    private static List<LogExtent> extents(Site site, long fromZxid) {
        try (Storage storage = site.open()) {
            storage.replay(fromZxid, (_, _, _, _) -> {});
            return storage.extents(ANY_PRICE);
        }
    }

    private static long reaches(Site site, long fromZxid, double factor) {
        try (Storage storage = site.open()) {
            storage.replay(fromZxid, (_, _, _, _) -> {});
            storage.extents(factor);
            return storage.logReaches(factor);
        }
    }

    private static List<Long> read(Storage storage, long after, long through) {
        List<Long> zxids = new ArrayList<>();
        storage.read(after, through, (zxid, _, _, _) -> zxids.add(zxid));
        return zxids;
    }

    private static void append(TxnLog log, long first, int count) {
        for (long zxid = first; zxid < first + count; zxid++) {
            byte[] payload = Payloads.of(zxid);
            log.append(zxid, payload, 0, payload.length);
        }
        log.sync();
    }
}
