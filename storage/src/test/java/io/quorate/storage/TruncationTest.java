package io.quorate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.sim.CrashedException;
import io.quorate.storage.disk.sim.Survival;
import io.quorate.storage.log.TxnLog;
import io.quorate.storage.snapshot.SnapshotFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A leader says that what follows a zxid was never decided. */
class TruncationTest {
    private static final long LAST = 20;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4, 6, 7, 8, 13, 14, 15, 19, 20})
    void historyEndsWhereItIsCutAndGoesOnFromThere(long zxid) throws Exception {
        Site site = site();
        assertThat(truncate(site, zxid)).isTrue();
        assertThat(site.replay(1)).isEqualTo(zxids(zxid));
        assertThat(site.liveUpTo(30).replay(1)).isEqualTo(zxids(30));
        assertThat(site.heard().warnings()).isEmpty();
    }

    @Test
    void theFileThatIsCutEndsBehindARecord() throws Exception {
        Site site = site();
        truncate(site, 10);
        assertThat(site.names()).containsExactly("log.1", "log.8", "quorate.durable", "snapshot.0");
        assertThat(site.disk().bytes(site.path("log.8")))
                .isEqualTo(LogImage.of(8, 10).begunAfter(7));
    }

    @Test
    void theLogGoesOnInTheSameLife() throws Exception {
        Site site = site();
        try (Storage storage = site.open()) {
            TxnLog before = storage.startLog(storage.replay(1, (_, _, _, _) -> {}));
            append(before, 21, 1);
            before.sync();
            assertThat(read(storage, 9).adopt()).isTrue();
            assertThat(storage.log()).isNotSameAs(before);
            append(storage.log(), 10, 3);
            storage.log().sync();
            storage.log().close();
        }
        assertThat(site.replay(1)).isEqualTo(zxids(12));
        assertThat(site.heard().warnings()).isEmpty();
    }

    @Test
    void snapshotsOfWhatIsCutOffAreGoneAndOlderOnesStay() throws Exception {
        Site site = site().putSnapshot(5).putSnapshot(12).putSnapshot(20);
        assertThat(truncate(site, 12)).isTrue();
        assertThat(site.names())
                .contains("snapshot.0", "snapshot.5", "snapshot.c")
                .doesNotContain("snapshot.14");
        assertThat(truncate(site, 11)).isTrue();
        assertThat(site.names()).contains("snapshot.0", "snapshot.5").doesNotContain("snapshot.c");
        assertThat(site.replay(6)).isEqualTo(List.of(6L, 7L, 8L, 9L, 10L, 11L));
    }

    @Test
    void whereNoRecordHasTheZxidNothingIsChanged() throws Exception {
        long second = 1L << 32;
        Site site = Site.empty().putSnapshot(0);
        site.put("log.1", LogImage.of(1, 5).record(Payloads.of(second + 1)).padded(100));
        List<String> before = site.names();
        assertRefused(site, 9, "is 0x100000001");
        assertThat(site.names()).containsAll(before).contains("quorate.durable");
        assertThat(site.replay(1)).hasSize(6);
    }

    @Test
    void nothingIsChangedWhereTheLogsBeginLaterThanTheSnapshotBefore() throws Exception {
        Site site = Site.empty()
                .putSnapshot(0)
                .putSnapshot(4)
                .put("log.5", LogImage.of(5, 9).bytes());
        assertRefused(site, 3, "do not hold what follows record 0x0");
        assertThat(site.names()).contains("snapshot.0", "snapshot.4", "log.5");
        assertThat(site.replay(5)).hasSize(5);
    }

    @Test
    void whatWasNotReadIsNotAdopted() throws Exception {
        Site site = site();
        try (Storage storage = site.open()) {
            storage.startLog(storage.replay(1, (_, _, _, _) -> {}));
            assertThat(storage.endingAt(4).adopt()).isFalse();
        }
        assertThat(site.replay(1)).isEqualTo(zxids(LAST));
    }

    @Test
    void whereAPurgeCameBetweenReadingAndCuttingNothingIsCut() throws Exception {
        Site site = site().putSnapshot(3).putSnapshot(9).putSnapshot(12);
        try (Storage storage = site.open()) {
            storage.startLog(storage.replay(13, (_, _, _, _) -> {}));
            OtherHistory shorter = storage.endingAt(2);
            shorter.replay(1, (_, _, _, _) -> {});
            assertThat(storage.purge(Storage.MIN_RETAINED)).isPositive();
            assertThat(shorter.adopt()).isFalse();
        }
        assertThat(site.replay(13)).hasSize(8);
    }

    @Test
    void aSnapshotThatWasBegunBeforeTheCutNeverGetsItsName() throws Exception {
        Site site = site();
        try (Storage storage = site.open()) {
            storage.startLog(storage.replay(1, (_, _, _, _) -> {}));
            var late = storage.beginSnapshot(LAST);
            late.write(new byte[] {'Z', 'K', 'S', 'N', 0, 0, 0, 0, 1, '/'}, 0, 10);
            assertThat(read(storage, 9).adopt()).isTrue();
            assertThatThrownBy(late::commit)
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("history that has been replaced");
            late.abandon();
        }
        assertThat(site.names()).doesNotContain("snapshot.14", "snapshot.14.tmp");
    }

    @ParameterizedTest
    @EnumSource(Survival.class)
    void aCrashOnTheWayLeavesTheOldHistoryOrTheCutOne(Survival survival) throws Exception {
        EveryCrash.of(10, survival, TruncationTest::crashed);
    }

    @Test
    void aKilledProcessLeavesTheOldHistoryOrTheCutOne() throws Exception {
        EveryCrash.of(10, null, TruncationTest::crashed);
    }

    private static EveryCrash.Outcome crashed(int at, @Nullable Survival survival) throws Exception {
        Site site = site().putSnapshot(3).putSnapshot(12);
        boolean crashed = false;
        try (Storage storage = site.open()) {
            storage.startLog(storage.replay(13, (_, _, _, _) -> {}));
            OtherHistory shorter = read(storage, 5);
            site.disk().faults().crashAt(site.disk().faults().operations() + at);
            shorter.adopt();
        } catch (CrashedException _) {
            crashed = true;
        }
        EveryCrash.strike(site, survival);
        List<Long> recovered = recovered(site);
        boolean cut = recovered.getLast() == 5;
        assertThat(recovered).as("after a crash at step %d", at).isEqualTo(cut ? List.of(3L, 4L, 5L) : since12());
        assertThat(cut || crashed).isTrue();
        site.disk().powerCut(Survival.NOTHING);
        assertThat(recovered(site)).isEqualTo(recovered);
        assertThat(site.names()).doesNotContain(Replacement.NAME);
        assertThat(truncate(site, 5)).isTrue();
        assertThat(recovered(site)).isEqualTo(List.of(3L, 4L, 5L));
        assertThat(site.heard().warnings()).isEmpty();
        return new EveryCrash.Outcome(crashed, cut);
    }

    @Test
    void anotherServersWorkIsNotUndoneByACutThatWasInterrupted() throws Exception {
        int undone = 0;
        for (int at = 1; at < 30; at++) {
            Site site = site();
            try (Storage storage = site.open()) {
                storage.startLog(storage.replay(1, (_, _, _, _) -> {}));
                OtherHistory shorter = read(storage, 4);
                site.disk().faults().crashAt(site.disk().faults().operations() + at);
                shorter.adopt();
            } catch (CrashedException _) {
                site.disk().killProcess();
            }
            if (!site.names().contains(Replacement.NAME)) {
                continue;
            }
            // ZooKeeper does not know the file. It replays what is there and goes on in a file of its own.
            long last = 0;
            for (String name : site.names()) {
                if (name.startsWith("log.")) {
                    last = Math.max(last, name.equals("log.f") ? 20 : name.equals("log.8") ? 14 : 7);
                }
            }
            site.put(
                    "log." + Long.toHexString(last + 1),
                    LogImage.empty().record(Payloads.of(last + 1, 80, 77)).bytes());
            try (Storage storage = site.open()) {
                assertThat(site.names()).doesNotContain(Replacement.NAME).contains("log." + Long.toHexString(last + 1));
                assertThat(storage.snapshots()).hasSize(1);
            }
            undone++;
            assertThat(String.join("\n", site.heard().warnings())).contains("another server has written here since");
        }
        assertThat(undone).isPositive();
    }

    private static Site site() throws Exception {
        return Site.empty().putSnapshot(0).liveUpTo(7).liveUpTo(14).liveUpTo(LAST);
    }

    private static boolean truncate(Site site, long zxid) {
        try (Storage storage = site.open()) {
            long newest = storage.lastSnapshot().zxid();
            storage.startLog(storage.replay(newest + 1, (_, _, _, _) -> {}));
            boolean done = read(storage, zxid).adopt();
            storage.log().close();
            return done;
        }
    }

    /** As a recovery does: the newest snapshot that is left, and the records after it. */
    private static OtherHistory read(Storage storage, long zxid) {
        OtherHistory shorter = storage.endingAt(zxid);
        List<Long> told = new ArrayList<>();
        long base = shorter.snapshots().getFirst().zxid();
        shorter.replay(base + 1, (each, _, _, _) -> told.add(each));
        assertThat(told)
                .isEqualTo(LongStream.rangeClosed(base + 1, zxid).boxed().toList());
        return shorter;
    }

    private static void assertRefused(Site site, long zxid, String why) {
        try (Storage storage = site.open()) {
            long newest = storage.lastSnapshot().zxid();
            storage.startLog(storage.replay(newest + 1, (_, _, _, _) -> {}));
            OtherHistory shorter = storage.endingAt(zxid);
            assertThatThrownBy(
                            () -> shorter.replay(shorter.snapshots().getFirst().zxid() + 1, (_, _, _, _) -> {}))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(why);
            assertThat(shorter.adopt()).isFalse();
        }
    }

    /** The zxid of the newest snapshot and of every record after it. */
    private static List<Long> recovered(Site site) {
        List<Long> zxids = new ArrayList<>();
        try (Storage storage = site.open()) {
            List<SnapshotFile> snapshots = storage.snapshots();
            zxids.add(snapshots.getFirst().zxid());
            storage.replay(zxids.getFirst() + 1, (zxid, _, _, _) -> zxids.add(zxid));
        }
        return zxids;
    }

    private static List<Long> since12() {
        return LongStream.rangeClosed(12, LAST).boxed().toList();
    }

    private static void append(TxnLog log, long first, int count) {
        for (long zxid = first; zxid < first + count; zxid++) {
            byte[] payload = Payloads.of(zxid, 90, 5);
            log.append(zxid, payload, 0, payload.length);
        }
    }

    private static List<Long> zxids(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
