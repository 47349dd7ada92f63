package io.quorate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.sim.CrashedException;
import io.quorate.storage.disk.sim.Survival;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TruncationTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 4, 6, 7, 8, 13, 14, 15, 19, 20})
    void historyEndsWhereItIsCutAndGoesOnFromThere(long zxid) throws Exception {
        Site site = site();
        truncate(site, zxid);
        assertThat(site.replay(1)).isEqualTo(zxids(zxid));
        assertThat(site.liveUpTo(30).replay(1)).isEqualTo(zxids(30));
        assertThat(site.heard().warnings()).isEmpty();
    }

    @Test
    void theFileThatIsCutEndsBehindARecord() throws Exception {
        Site site = site();
        truncate(site, 10);
        assertThat(site.names()).containsExactly("log.1", "log.8", "snapshot.0");
        assertThat(site.disk().bytes(site.path("log.8")))
                .isEqualTo(LogImage.of(8, 10).bytes());
    }

    @Test
    void whereNoRecordHasTheZxidTheCutIsBeforeTheFirstAbove() throws Exception {
        Site site = Site.empty().putSnapshot(0);
        site.put("log.1", LogImage.of(1, 5).record(Payloads.of((1L << 32) + 1)).padded(100));
        truncate(site, 9);
        assertThat(site.replay(1)).isEqualTo(zxids(5));
    }

    @ParameterizedTest
    @EnumSource(Survival.class)
    void aCrashOnTheWayLeavesAPrefixAtLeastAsLong(Survival survival) throws Exception {
        for (int at = 1; at < 20; at++) {
            Site site = site();
            try (Storage storage = site.open()) {
                site.disk().faults().crashAt(site.disk().faults().operations() + at);
                storage.truncateLog(4);
            } catch (CrashedException _) {
                // the crash this test is about
            }
            site.disk().powerCut(survival);
            List<Long> left = site.replay(1);
            assertThat(left).isEqualTo(zxids(left.size())).hasSizeBetween(4, 20);
            truncate(site, 4);
            assertThat(site.replay(1)).isEqualTo(zxids(4));
        }
    }

    @Test
    void whatASnapshotHoldsIsNotCutOff() throws Exception {
        Site site = site().putSnapshot(12);
        assertThatThrownBy(() -> truncate(site, 11))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("end with 0xb", "a snapshot of 0xc");
        assertThat(site.replay(13)).hasSize(8);
    }

    @Test
    void nothingIsCutWhereTheLogsBeginLater() throws Exception {
        Site site = Site.empty().put("log.5", LogImage.of(5, 9).bytes());
        assertThatThrownBy(() -> truncate(site, 3))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("No log files found to truncate");
        assertThat(site.replay(5)).hasSize(5);
    }

    private static Site site() throws Exception {
        return Site.empty().putSnapshot(0).liveUpTo(7).liveUpTo(14).liveUpTo(20);
    }

    private static void truncate(Site site, long zxid) {
        try (Storage storage = site.open()) {
            storage.truncateLog(zxid);
        }
    }

    private static List<Long> zxids(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
