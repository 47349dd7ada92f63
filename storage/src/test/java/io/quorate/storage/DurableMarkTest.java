package io.quorate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.storage.disk.StorageException;
import io.quorate.storage.log.TxnLog;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The side file: what it proves, and when it proves nothing any more because another server has been here (decision
 * 0005).
 */
class DurableMarkTest {
    private static final String MARK = "quorate.durable";
    private static final String STALE = "quorate.durable.stale";
    private static final int HEADER = 16;
    private static final int RECORD = 113;

    @Test
    void aTornTailBelowTheMarkIsDamage() throws Exception {
        Site site = Site.empty().liveUpTo(9);
        byte[] log = site.disk().bytes(site.path("log.1"));
        Arrays.fill(log, HEADER + 8 * RECORD + 20, log.length, (byte) 0);
        site.put("log.1", log);

        assertRefused(site, "log.1", "offset " + (HEADER + 8 * RECORD), "0x9 were durable", "remove quorate.durable");
    }

    @Test
    void aWholeSectorMissingBelowTheMarkIsDamage() throws Exception {
        Site site = Site.empty().liveUpTo(30);
        byte[] log = site.disk().bytes(site.path("log.1"));
        Arrays.fill(log, 1024, 1536, (byte) 0);
        assertRefused(site.put("log.1", log), "log.1", "0x1e were durable");
        site.disk().remove(site.path(MARK));
        assertThat(site.replay(1)).as("the operator accepts the loss").isEqualTo(zxids(1, 8));
    }

    @Test
    void aTornTailAboveTheMarkIsLeftOut() throws Exception {
        Site site = Site.empty().liveUpTo(9);
        LogImage image = LogImage.of(1, 12);
        site.put("log.1", Arrays.copyOf(image.bytes(), image.bytes().length - 30));
        assertThat(site.replay(1)).isEqualTo(zxids(1, 11));
    }

    @Test
    void aTornTailIsJudgedOnce() throws Exception {
        LogImage image = LogImage.of(1, 12);
        Site site = Site.empty().put("log.1", Arrays.copyOf(image.bytes(), image.bytes().length - 30));
        site.liveUpTo(11);
        assertThat(site.heard().warnings()).singleElement().asString().contains("never acknowledged");
        assertThat(site.liveUpTo(11).replay(1)).isEqualTo(zxids(1, 11));
        assertThat(site.liveUpTo(15).replay(1)).isEqualTo(zxids(1, 15));
        assertThat(site.heard().warnings()).hasSize(1);
    }

    @Test
    void whatIsBehindTheEndOfALogThatWasStoppedCleanlyIsNotEvenRead() throws Exception {
        Site site = Site.empty().liveUpTo(9);
        byte[] log = site.disk().bytes(site.path("log.1"));
        assertThat(log.length).isGreaterThan(3000);
        log[2500] = 77;
        assertThat(site.put("log.1", log).replay(1)).isEqualTo(zxids(1, 9));
        assertThat(site.heard().warnings()).isEmpty();
    }

    @Test
    void aMissingFileIsDamage() throws Exception {
        Site site = Site.empty().putSnapshot(0).liveUpTo(9);
        site.disk().remove(site.path("log.1"));
        assertRefused(site, "log.1 is missing", "0x9 were durable, but only those up to 0x0 are there");
    }

    @Test
    void aFileThatHoldsNothingAnyMoreIsDamage() throws Exception {
        Site site = Site.empty().liveUpTo(9).put("log.1", new byte[4096]);
        assertRefused(site, "log.1 holds nothing");
        assertThat(site.names()).contains("log.1");
    }

    @Test
    void aMissingFileWhoseRecordsASnapshotHoldsIsNone() throws Exception {
        Site site = Site.empty().liveUpTo(9).putSnapshot(9);
        site.disk().remove(site.path("log.1"));
        assertThat(site.replay(10)).isEmpty();
        assertSetAside(site, "log.1 is gone, and a snapshot holds what was in it");
    }

    @Test
    void anotherServerMayHavePurgedAndMovedOn() throws Exception {
        Site site = Site.empty().liveUpTo(9).putSnapshot(20);
        site.disk().remove(site.path("log.1"));
        site.put("log.15", LogImage.of(21, 25).padded(100));
        assertThat(site.replay(21)).isEqualTo(zxids(21, 25));
        assertSetAside(site, "log.15 has been written by another server after log.1");
    }

    @Test
    void anotherServerMayHaveContinued() throws Exception {
        Site site = Site.empty().liveUpTo(9).put("log.a", LogImage.of(10, 12).padded(100));
        assertThat(site.replay(1)).isEqualTo(zxids(1, 12));
        assertSetAside(site, "log.a has been written by another server after log.1");
        assertThat(site.liveUpTo(15).replay(1)).isEqualTo(zxids(1, 15));
        assertThat(site.names()).contains(MARK);
    }

    @Test
    void anotherServerMayHaveCutTheFile() throws Exception {
        Site site = inEnsemble(Site.empty().liveUpTo(9));
        site.put("log.1", Arrays.copyOf(site.disk().bytes(site.path("log.1")), HEADER + 7 * RECORD));
        assertThat(site.replay(1)).isEqualTo(zxids(1, 7));
        assertSetAside(site, "log.1 has been cut behind a record by another server");
    }

    @Test
    void nobodyCutsTheLogOfAMemberThatWasNeverInAnEnsemble() throws Exception {
        Site cut = Site.empty().liveUpTo(9);
        cut.put("log.1", Arrays.copyOf(cut.disk().bytes(cut.path("log.1")), HEADER + 7 * RECORD));
        assertRefused(cut, "log.1 cannot be read beyond offset " + (HEADER + 7 * RECORD));

        Site removed = Site.empty().liveUpTo(9).liveUpTo(15);
        removed.disk().remove(removed.path("log.a"));
        removed.put("log.1", Arrays.copyOf(removed.disk().bytes(removed.path("log.1")), HEADER + 9 * RECORD));
        assertRefused(removed, "log.a is missing", "0xf were durable, but only those up to 0x9 are there");
    }

    @Test
    void aCutElsewhereThanBehindARecordIsDamage() throws Exception {
        Site site = Site.empty().liveUpTo(9);
        site.put("log.1", Arrays.copyOf(site.disk().bytes(site.path("log.1")), HEADER + 7 * RECORD + 50));
        assertRefused(site, "log.1 cannot be read beyond offset " + (HEADER + 7 * RECORD));
    }

    @Test
    void anotherServerMayHaveCutAnEarlierFileAndRemovedTheMarkedOne() throws Exception {
        Site site = inEnsemble(Site.empty().liveUpTo(9).liveUpTo(15));
        site.disk().remove(site.path("log.a"));
        site.put("log.1", Arrays.copyOf(site.disk().bytes(site.path("log.1")), HEADER + 7 * RECORD));
        assertThat(site.replay(1)).isEqualTo(zxids(1, 7));
        assertSetAside(site, "log.a is gone, and log.1 has been cut");
    }

    @Test
    void anotherServerMayHaveCutAndThenBegunANewEpoch() throws Exception {
        long epoch = 1L << 32;
        Site site = Site.empty().liveUpTo(9).liveUpTo(15);
        site.disk().remove(site.path("log.a"));
        site.put("log.1", Arrays.copyOf(site.disk().bytes(site.path("log.1")), HEADER + 7 * RECORD));
        site.put("log.100000001", LogImage.of(epoch + 1, epoch + 2).padded(300));
        assertThat(site.replay(1)).hasSize(9).endsWith(epoch + 1, epoch + 2);
        assertSetAside(site, "log.100000001 has been written by another server");
    }

    @Test
    void theMarkedFileLostWhileAnOlderOneIsWholeIsDamage() throws Exception {
        Site site = Site.empty().liveUpTo(9).liveUpTo(15);
        site.disk().remove(site.path("log.a"));
        assertRefused(site, "log.a is missing", "0xf were durable, but only those up to 0x9 are there");
    }

    @Test
    void anotherServerMayHaveReplacedTheFile() throws Exception {
        Site site = Site.empty().liveUpTo(9);
        LogImage other = LogImage.empty().record(Payloads.of(1, 90, 5)).record(Payloads.of(2, 90, 5));
        site.put("log.1", other.padded(100));
        assertThat(site.replay(1)).isEqualTo(zxids(1, 2));
        assertSetAside(site, "log.1 has been replaced");
    }

    @Test
    void whatWasLostBeforeANewEpochIsNoticed() throws Exception {
        long epoch = 1L << 32;
        Site site = Site.empty().liveUpTo(9);
        try (Storage storage = site.open()) {
            storage.replay(1, (_, _, _, _) -> {});
            try (TxnLog log = storage.startLog(9)) {
                byte[] payload = Payloads.of(epoch + 1);
                log.append(epoch + 1, payload, 0, payload.length);
            }
        }
        site.put("log.1", LogImage.of(1, 6).padded(500));
        assertRefused(site, "log.100000001 follows record 0x9, but the logs before it end with 0x6");
    }

    @Test
    void aMarkNobodyCanReadIsSetAside() throws Exception {
        Site site = Site.empty().liveUpTo(9).put(MARK, new byte[1024]);
        assertThat(site.replay(1)).isEqualTo(zxids(1, 9));
        assertSetAside(site, "it holds no whole mark");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 13, 40, 512, 525})
    void oneDamagedSlotDoesNotMatter(int offset) throws Exception {
        Site site = Site.empty().liveUpTo(9);
        site.disk().damage(site.path(MARK), offset, 0x10);
        assertThat(site.replay(1)).isEqualTo(zxids(1, 9));
        assertThat(site.heard().warnings()).isEmpty();
        assertThat(site.names()).contains(MARK).doesNotContain(STALE);
    }

    @Test
    void theMarkFollowsTheLogWithoutASyncOfItsOwn() throws Exception {
        Site site = Site.empty();
        try (Storage storage = site.open()) {
            storage.replay(1, (_, _, _, _) -> {});
            TxnLog log = storage.startLog(0);
            byte[] payload = Payloads.of(1);
            log.append(1, payload, 0, payload.length);
            log.sync();
            long before = site.disk().faults().operations();
            int syncs = site.heard().syncs();
            for (long zxid = 2; zxid <= 10_002; zxid++) {
                byte[] next = Payloads.of(zxid, 40, 0);
                log.append(zxid, next, 0, next.length);
            }
            log.sync();
            assertThat(site.heard().syncs() - syncs).isEqualTo(1);
            assertThat(site.disk().faults().operations() - before)
                    .as("room, records, zeros ahead, sync, mark")
                    .isEqualTo(5);
        }
        site.disk().killProcess();
        byte[] log = site.disk().bytes(site.path("log.1"));
        Arrays.fill(log, 5000, log.length, (byte) 0);
        assertRefused(site.put("log.1", log), "0x2712 were durable");
    }

    private static Site inEnsemble(Site site) {
        return site.put("currentEpoch", new byte[] {'0'}).put("acceptedEpoch", new byte[] {'0'});
    }

    private static void assertRefused(Site site, String... texts) {
        assertThatThrownBy(() -> site.replay(1))
                .isInstanceOfSatisfying(
                        StorageException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(StorageException.Kind.DAMAGED))
                .hasMessageContainingAll(texts);
    }

    private static void assertSetAside(Site site, String why) throws Exception {
        assertThat(site.heard().warnings())
                .filteredOn(warning -> warning.contains("set aside"))
                .singleElement()
                .asString()
                .contains(why);
        assertThat(site.names()).contains(STALE).doesNotContain(MARK);
        site.disk().remove(site.path(STALE));
    }

    private static List<Long> zxids(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
