package io.quorate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.storage.disk.StorageException;
import io.quorate.storage.log.LogConfig;
import io.quorate.storage.snapshot.Compression;
import io.quorate.wire.MalformedException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Corruption and crash cases, row by row (storage format 3.6, 3.7 and 11), on files that another server has left. */
class RecoveryTest {
    private static final long EPOCH = 1L << 32;

    @ParameterizedTest
    @ValueSource(ints = {5, 11, 12, 13, 60, 112})
    void theNewestLogMayBeCutAnywhereInItsLastRecord(int kept) throws Exception {
        LogImage image = LogImage.of(1, 9);
        Site site = Site.empty().put("log.1", Arrays.copyOf(image.bytes(), image.offsetOf(8) + kept));

        assertThat(site.replay(1)).isEqualTo(zxids(1, 8));
        assertThat(site.heard().warnings()).singleElement().asString().contains("log.1", "after record 0x8");
    }

    @Test
    void aCutThatLeavesOnlyZerosOfTheLastRecordIsARegularEnd() throws Exception {
        LogImage image = LogImage.of(1, 9);
        Site site = Site.empty().put("log.1", Arrays.copyOf(image.bytes(), image.offsetOf(8) + 4));
        assertThat(site.replay(1)).isEqualTo(zxids(1, 8));
        assertThat(site.heard().warnings()).isEmpty();
    }

    @Test
    void aFileCutBehindARecordIsNotEvenWorthAWarning() throws Exception {
        Site site = Site.empty().put("log.1", LogImage.of(1, 9).bytes());
        assertThat(site.replay(1)).isEqualTo(zxids(1, 9));
        assertThat(site.heard().warnings()).isEmpty();
    }

    @Test
    void theLastRecordMayBeZerosFromItsMiddleOn() throws Exception {
        LogImage image = LogImage.of(1, 9);
        Site site = Site.empty().put("log.1", image.withZeros(image.offsetOf(8) + 60, image.bytes().length));
        assertThat(site.replay(1)).isEqualTo(zxids(1, 8));
    }

    @Test
    void theLastRecordMayMissASectorInItsMiddle() throws Exception {
        LogImage image = LogImage.of(1, 3).record(Payloads.of(4, 3000, 0));
        Site site = Site.empty().put("log.1", image.withZeros(1024, 1536));
        assertThat(site.replay(1)).isEqualTo(zxids(1, 3));
    }

    @Test
    void aBatchMayMissItsFirstSectorAndHaveTheOthers() throws Exception {
        LogImage image = LogImage.of(1, 20);
        Site site = Site.empty().put("log.1", image.withZeros(1024, 1536));
        assertThat(site.replay(1)).isEqualTo(zxids(1, 8));
        assertThat(site.heard().warnings()).singleElement().asString().contains("yet record 0xf follows");
    }

    /** Of a batch that was never acknowledged a sector is lost, and shows what an older file left there. */
    @Test
    void aBatchMayMissASectorThatAnOlderFileLeftAndHaveTheOthers() throws Exception {
        byte[] bytes = LogImage.of(1, 20).bytes();
        Arrays.fill(bytes, 1024, 1536, (byte) 0x4b);
        Site site = Site.empty().put("log.1", bytes);
        assertThat(site.replay(1)).isEqualTo(zxids(1, 8));
        assertThat(site.heard().warnings()).singleElement().asString().contains("yet record 0xf follows");
    }

    /** No sector is lost here: a few bytes at the border of two records make both unreadable. */
    @Test
    void aFewWrongBytesAtTheBorderOfTwoRecordsAreDamage() throws Exception {
        LogImage image = LogImage.of(1, 78);
        byte[] bytes = image.bytes();
        Arrays.fill(bytes, image.offsetOf(21) - 2, image.offsetOf(21) + 3, (byte) 0x4b);
        assertRefused(Site.empty().put("log.1", bytes), 1)
                .hasMessageContainingAll("after record 0x14", "record 0x17 follows");
    }

    @Test
    void oldBytesBehindATornRecordAreNotTakenForRecords() throws Exception {
        LogImage older = LogImage.of(1, 30);
        LogImage image = LogImage.of(31, 36);
        byte[] torn = Arrays.copyOf(image.bytes(), 4096);
        System.arraycopy(older.bytes(), 512, torn, 512, 2048);
        Site site = Site.empty().putSnapshot(30).put("log.1f", torn);
        assertThat(site.replay(31)).isEqualTo(zxids(31, 34));
    }

    /** The first five bytes of the last record were written, and the sector behind them was not. */
    @Test
    void whatAnOlderFileLeftInTheSectorOfALengthIsNoDamage() throws Exception {
        LogImage image = LogImage.empty().record(Payloads.of(1, 478, 0)).record(Payloads.of(2, 36, 0));
        assertThat(image.offsetOf(1)).isEqualTo(507);
        byte[] torn = image.bytes();
        Arrays.fill(torn, 512, torn.length, (byte) 0x4b);
        assertThat(Site.empty().put("log.1", torn).replay(1)).isEqualTo(zxids(1, 1));
    }

    /** All of the last record was written but its end, which is in the next sector. */
    @Test
    void whatAnOlderFileLeftInTheSectorOfAnEndMarkIsNoDamage() throws Exception {
        LogImage image = LogImage.empty().record(Payloads.of(1, 80, 0)).record(Payloads.of(2, 391, 0));
        assertThat(image.bytes()).hasSize(513);
        byte[] torn = Arrays.copyOf(image.bytes(), 700);
        Arrays.fill(torn, 512, torn.length, (byte) 0x4b);
        assertThat(Site.empty().put("log.1", torn).replay(1)).isEqualTo(zxids(1, 1));
    }

    @Test
    void aFlippedBitInARecordIsRefused() throws Exception {
        LogImage image = LogImage.of(1, 9);
        int offset = image.offsetOf(8) + 50;
        Site site = Site.empty().put("log.1", image.with(offset, image.bytes()[offset] ^ 1));
        assertRefused(site, 1)
                .hasMessageContainingAll(
                        "/data/version-2/log.1",
                        "offset " + image.offsetOf(8),
                        "after record 0x8",
                        "checksum",
                        "Restore");
    }

    @Test
    void aFlippedBitBelowTheSnapshotIsRefusedWhereTheFileMustBeRead() throws Exception {
        LogImage image = LogImage.of(1, 9);
        int offset = image.offsetOf(2) + 50;
        Site site = Site.empty().putSnapshot(5).put("log.1", image.with(offset, image.bytes()[offset] ^ 1));
        assertRefused(site, 6).hasMessageContaining("offset " + image.offsetOf(2));
    }

    @Test
    void aWrongEndByteInTheMiddleOfTheNewestFileIsRefused() throws Exception {
        LogImage image = LogImage.of(1, 78);
        Site site = Site.empty().put("log.1", image.with(image.offsetOf(21) - 1, 0x43));
        assertRefused(site, 1).hasMessageContainingAll("after record 0x14", "end mark", "record 0x16 follows");
    }

    @Test
    void aWrongEndByteInAnOlderFileIsRefused() throws Exception {
        LogImage image = LogImage.of(1, 30);
        Site site = Site.empty()
                .put("log.1", image.with(image.offsetOf(21) - 1, 0x43))
                .put("log.1f", LogImage.of(31, 40).bytes());
        assertRefused(site, 1).hasMessageContaining("after record 0x14");
    }

    @Test
    void theTornTailOfAnOlderFileIsFineWhereTheNextContinues() throws Exception {
        LogImage image = LogImage.of(1, 10);
        Site site = Site.empty()
                .put("log.1", Arrays.copyOf(image.bytes(), image.offsetOf(9) + 30))
                .put("log.a", LogImage.of(10, 15).padded(500));
        assertThat(site.replay(1)).isEqualTo(zxids(1, 15));
        assertThat(site.heard().warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, -100, 100_001, Integer.MAX_VALUE, Integer.MIN_VALUE, 31, 1, 0})
    void anImpossibleLengthIsRefusedWhereRecordsFollow(int length) throws Exception {
        LogImage image = LogImage.of(1, 9);
        byte[] bytes = image.padded(1000);
        ByteBuffer.wrap(bytes).putInt(image.offsetOf(4) + 8, length);
        assertRefused(Site.empty().put("log.1", bytes), 1).hasMessageContaining("after record 0x4");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 100_001, 31, 0, 99, 101, 90_000})
    void aWrongLengthIsRefusedEvenInTheLastRecord(int length) throws Exception {
        LogImage image = LogImage.of(1, 9);
        byte[] bytes = image.padded(1000);
        ByteBuffer.wrap(bytes).putInt(image.offsetOf(8) + 8, length);
        assertRefused(Site.empty().put("log.1", bytes), 1).hasMessageContaining("after record 0x8");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 4000})
    void theNewestLogMayHoldNothing(int length) throws Exception {
        Site site = Site.empty().put("log.1", LogImage.of(1, 9).bytes()).put("log.a", new byte[length]);
        assertThat(site.replay(1)).isEqualTo(zxids(1, 9));
        assertThat(site.names()).containsExactly("log.1");
        assertThat(site.heard().notes()).singleElement().asString().contains("deleted /data/version-2/log.a");
    }

    @Test
    void theNewestLogMayHaveNothingButAHeader() throws Exception {
        Site site = Site.empty()
                .put("log.1", LogImage.of(1, 9).bytes())
                .put("log.a", LogImage.empty().padded(100));
        assertThat(site.replay(1)).isEqualTo(zxids(1, 9));
        assertThat(site.liveUpTo(12).replay(1)).isEqualTo(zxids(1, 12));
    }

    /** A later epoch begins another file; then one whose header was never durable would be in the middle. */
    @Test
    void aNewestLogThatHoldsNothingButAHeaderIsRemoved() throws Exception {
        byte[] torn = LogImage.of(10, 10).padded(100);
        Arrays.fill(torn, 60, torn.length, (byte) 0);
        for (byte[] headerOnly : List.of(LogImage.empty().padded(100), torn)) {
            Site site = Site.empty().put("log.1", LogImage.of(1, 9).bytes()).put("log.a", headerOnly);
            assertThat(site.replay(1)).isEqualTo(zxids(1, 9));
            assertThat(site.names()).containsExactly("log.1");
        }
    }

    @Test
    void anEmptyLogInTheMiddleIsRefused() throws Exception {
        Site site = Site.empty()
                .put("log.1", LogImage.of(1, 9).bytes())
                .put("log.a", new byte[0])
                .put("log.b", LogImage.of(11, 12).bytes());
        assertRefused(site, 1).hasMessageContainingAll("log.a", "header");
    }

    @Test
    void aFileWithAnotherHeaderIsRefused() throws Exception {
        assertRefused(Site.empty().put("log.1", LogImage.of(1, 3).with(0, 'X')), 1)
                .hasMessageContaining("header");
    }

    /**
     * The header is durable before the first record is written; where it is not, its sector shows what was there
     * before.
     */
    @Test
    void aNewestFileWhoseOnlySectorIsOfAnOlderFileNeverHeldARecord() throws Exception {
        byte[] older = LogImage.of(1, 9).bytes();
        byte[] stale = Arrays.copyOf(Arrays.copyOfRange(older, 700, older.length), 4096);
        Site site = Site.empty().put("log.1", older).put("log.a", stale);
        assertThat(site.replay(1)).isEqualTo(zxids(1, 9));
        assertThat(site.names()).containsExactly("log.1");
        assertThat(site.heard().notes()).singleElement().asString().contains("deleted /data/version-2/log.a");
    }

    @Test
    void aNewestFileWithoutAHeaderThatHoldsALaterRecordIsRefused() throws Exception {
        byte[] rotten = LogImage.of(10, 19).padded(2000);
        Arrays.fill(rotten, 0, 512, (byte) 'x');
        Site site = Site.empty().put("log.1", LogImage.of(1, 9).bytes()).put("log.a", rotten);
        assertRefused(site, 1).hasMessageContainingAll("log.a", "header");
    }

    @Test
    void versionAndIdInTheHeaderDoNotMatter() throws Exception {
        assertThat(Site.empty().put("log.1", LogImage.of(1, 3).with(9, 'X')).replay(1))
                .isEqualTo(zxids(1, 3));
    }

    @Test
    void aGapBetweenFilesIsRefused() throws Exception {
        Site site = Site.empty()
                .put("log.1", LogImage.of(1, 9).bytes())
                .put("log.b", LogImage.of(11, 12).bytes());
        assertRefused(site, 1).hasMessageContainingAll("log.b", "0xb is not the next one after 0x9");
    }

    @Test
    void aGapWithinAFileIsRefused() throws Exception {
        Site site = Site.empty()
                .put("log.1", LogImage.of(1, 4).record(Payloads.of(6)).bytes());
        assertRefused(site, 1).hasMessageContaining("0x6 is not the next one after 0x4");
    }

    @Test
    void aGapBelowTheSnapshotDoesNotMatter() throws Exception {
        LogImage image = LogImage.of(1, 4).record(Payloads.of(9)).record(Payloads.of(10));
        assertThat(Site.empty().putSnapshot(9).put("log.1", image.bytes()).replay(10))
                .isEqualTo(zxids(10, 10));
    }

    @Test
    void logsThatBeginAfterTheSnapshotAreRefused() throws Exception {
        Site site = Site.empty().putSnapshot(3).put("log.5", LogImage.of(5, 9).bytes());
        assertRefused(site, 4).hasMessageContaining("0x5 is not the next one after 0x3");
    }

    @Test
    void aNewEpochBeginsWithItsFirstRecord() throws Exception {
        LogImage image = LogImage.of(1, 3).record(Payloads.of(EPOCH + 1)).record(Payloads.of(5 * EPOCH + 1));
        Site site = Site.empty().put("log.1", image.bytes());
        assertThat(site.replay(1)).containsExactly(1L, 2L, 3L, EPOCH + 1, 5 * EPOCH + 1);
        assertRefused(
                        Site.empty()
                                .put(
                                        "log.1",
                                        LogImage.of(1, 3)
                                                .record(Payloads.of(EPOCH + 2))
                                                .bytes()),
                        1)
                .hasMessageContaining("0x100000002 is not the next one after 0x3");
    }

    @Test
    void aTornTailBeforeANewEpochIsJudgedAsIfItWereTheLast() throws Exception {
        LogImage image = LogImage.of(1, 9);
        byte[] next = LogImage.empty().record(Payloads.of(EPOCH + 1)).bytes();
        Site torn = Site.empty()
                .put("log.1", Arrays.copyOf(image.bytes(), image.offsetOf(8) + 50))
                .put("log.100000001", next);
        assertThat(torn.replay(1)).hasSize(9);
        Site damaged =
                Site.empty().put("log.1", image.with(image.offsetOf(6) - 1, 0)).put("log.100000001", next);
        assertRefused(damaged, 1).hasMessageContaining("after record 0x5");
    }

    @Test
    void onlyFilesThatMatterAreRead() throws Exception {
        Site site = Site.empty()
                .put("log.1", new byte[] {1, 2, 3})
                .put("log.5", LogImage.of(5, 9).bytes())
                .put("log.a", LogImage.of(10, 12).bytes());
        assertThat(site.replay(7)).isEqualTo(zxids(7, 12));
        assertThat(site.replay(10)).isEqualTo(zxids(10, 12));
        assertThat(site.replay(13)).isEmpty();
    }

    @Test
    void aLogThatEndsBelowTheSnapshotIsAccepted() throws Exception {
        assertThat(Site.empty()
                        .putSnapshot(20)
                        .put("log.1", LogImage.of(1, 9).bytes())
                        .replay(21))
                .isEmpty();
    }

    @Test
    void aSnapshotWithoutLogsIsAccepted() throws Exception {
        assertThat(Site.empty().putSnapshot(20).replay(21)).isEmpty();
    }

    @Test
    void whatASnapshotShowsToBeDurableIsNotTakenForATornTail() throws Exception {
        LogImage image = LogImage.of(1, 20);
        Site site = Site.empty().putSnapshot(15).put("log.1", image.withZeros(1024, 1536));
        assertRefused(site, 16).hasMessageContainingAll("after record", "a snapshot shows that it was durable");
    }

    @Test
    void logsWithoutSnapshotAreReadOnlyFromTheVeryBeginning() throws Exception {
        assertThat(Site.empty().put("log.1", LogImage.of(1, 3).bytes()).replay(1))
                .isEqualTo(zxids(1, 3));
        Site ensemble = Site.empty()
                .put("log.100000001", LogImage.of(EPOCH + 1, EPOCH + 2).bytes());
        assertThat(ensemble.replay(1)).isEqualTo(zxids(EPOCH + 1, EPOCH + 2));
        assertRefused(Site.empty().put("log.5", LogImage.of(5, 9).bytes()), 1)
                .hasMessageContaining("No snapshot found, but there are log entries");
        assertRefused(
                        Site.empty()
                                .put(
                                        "log.300000001",
                                        LogImage.of(3 * EPOCH + 1, 3 * EPOCH + 2)
                                                .bytes()),
                        1)
                .hasMessageContaining("No snapshot found");
    }

    @Test
    void whatDamagedSnapshotsHeldIsNotTakenForNothing() throws Exception {
        assertRefused(Site.empty().put("snapshot.20", new byte[100]).put("snapshot.1f", new byte[0]), 1)
                .hasMessageContainingAll(
                        "history ends with 0x0", "/snapshot.20", "/snapshot.1f", "Restore one of them");
        assertRefused(Site.empty().putSnapshot(9).put("snapshot.20", new byte[100]), 10)
                .hasMessageContainingAll("history ends with 0x9", "/snapshot.20");
        assertRefused(
                        Site.empty()
                                .put("snapshot.20", new byte[100])
                                .put("log.1", LogImage.of(1, 31).bytes()),
                        1)
                .hasMessageContainingAll("history ends with 0x1f", "/snapshot.20");
    }

    @Test
    void aDamagedSnapshotIsNoLossWhereTheLogTellsAllOfIt() throws Exception {
        assertThat(Site.empty()
                        .put("snapshot.20", new byte[100])
                        .put("log.1", LogImage.of(1, 32).bytes())
                        .replay(1))
                .isEqualTo(zxids(1, 32));
        assertThat(Site.empty()
                        .putSnapshot(9)
                        .put("snapshot.20", new byte[100])
                        .put("log.a", LogImage.of(10, 40).bytes())
                        .replay(10))
                .isEqualTo(zxids(10, 40));
        assertThat(Site.empty().put("snapshot.0", new byte[3]).replay(1))
                .as("what a server that was killed while it began leaves")
                .isEmpty();
    }

    @Test
    void theOperatorCannotVouchForWhatADamagedSnapshotHeld() throws Exception {
        StorageConfig trusting = new StorageConfig(
                Path.of("/data"), Path.of("/data"), true, true, 1 << 20, Compression.NONE, LogConfig.defaults());
        assertRefused(
                        Site.with(trusting)
                                .put("snapshot.4", new byte[100])
                                .put("log.5", LogImage.of(5, 9).bytes()),
                        1)
                .hasMessageContaining("No snapshot found, but there are log entries");
    }

    @Test
    void theOperatorMayVouchForLogsWithoutSnapshot() throws Exception {
        StorageConfig trusting = new StorageConfig(
                Path.of("/data"), Path.of("/data"), true, true, 1 << 20, Compression.NONE, LogConfig.defaults());
        assertThat(Site.with(trusting).put("log.5", LogImage.of(5, 9).bytes()).replay(1))
                .isEqualTo(zxids(5, 9));
    }

    @Test
    void namesWithMoreThanAZxidAreIgnoredWithAWarning() throws Exception {
        Site site = Site.empty()
                .putSnapshot(0)
                .put("log.1", LogImage.of(1, 9).bytes())
                .put("log.1.fixed", LogImage.of(1, 3).bytes())
                .put("log.x", new byte[5])
                .put("log.01", new byte[5])
                .put("snapshot.4f.bak", new byte[5]);
        try (Storage storage = site.open()) {
            assertThat(storage.snapshots()).hasSize(1);
            assertThat(storage.replay(1, (_, _, _, _) -> {})).isEqualTo(9);
        }
        assertThat(site.heard().warnings()).hasSize(4);
        assertThat(String.join("\n", site.heard().warnings())).contains("log.1.fixed", "log.x", "log.01", "4f.bak");
    }

    @Test
    void aLogLostAtTheBorderOfTwoEpochsIsMissedByTheOneBehindIt() throws Exception {
        byte[] behind = LogImage.of(EPOCH + 1, EPOCH + 3).begunAfter(19);
        Site site = Site.empty().put("log.1", LogImage.of(1, 9).bytes()).put("log.100000001", behind);
        assertRefused(site, 1).hasMessageContainingAll("log.100000001", "begun after record 0x13", "end with 0x9");

        site.put("log.a", LogImage.of(10, 19).begunAfter(9));
        assertThat(site.replay(1)).hasSize(22).endsWith(EPOCH + 3);
        assertRefused(Site.empty().put("log.100000001", behind), 10).hasMessageContaining("0x13");
        assertThat(Site.empty().put("log.100000001", behind).replay(20)).hasSize(3);
    }

    @Test
    void aLogWhoseEndHasRottenAtTheBorderOfTwoEpochsIsRefused() throws Exception {
        LogImage rotten = LogImage.of(1, 9);
        Site site = Site.empty()
                .put("log.1", rotten.withZeros(rotten.offsetOf(8) + 60, rotten.bytes().length))
                .put("log.100000001", LogImage.of(EPOCH + 1, EPOCH + 3).begunAfter(9));
        assertRefused(site, 1).hasMessageContainingAll("log.100000001", "begun after record 0x9", "end with 0x8");
    }

    /** A leader's first snapshot has counter 0; whoever reads the log from the one before never sees such a zxid. */
    @Test
    void aLogBegunAfterTheSnapshotOfANewLeaderCanBeReadFromAnOlderSnapshot() throws Exception {
        Site site = Site.empty().put("log.1", LogImage.of(1, 9).bytes());
        site.liveFrom(EPOCH, EPOCH + 4);
        assertThat(site.replay(1)).hasSize(13).endsWith(EPOCH + 4);
    }

    @Test
    void aCopyOfALogIsIgnoredWithAWarning() throws Exception {
        byte[] log = LogImage.of(1, 9).bytes();
        Site site = Site.empty().put("log.1", log).put("log.5", log);
        assertThat(site.replay(1)).isEqualTo(zxids(1, 9));
        assertThat(site.heard().warnings()).singleElement().asString().contains("log.5 repeats records");
    }

    @Test
    void aCopyUnderALaterNameDoesNotHideTheLogThatMatters() throws Exception {
        Site site = Site.empty()
                .put("log.1", LogImage.of(1, 50).bytes())
                .put("log.20", LogImage.of(1, 9).bytes());
        assertThat(site.replay(41)).isEqualTo(zxids(41, 50));
    }

    @Test
    void twoDifferentRecordsOfOneZxidAreRefused() throws Exception {
        Site site = Site.empty()
                .put("log.1", LogImage.of(1, 9).bytes())
                .put("log.5", LogImage.empty().record(Payloads.of(5, 100, 77)).bytes());
        assertRefused(site, 1).hasMessageContainingAll("log.5", "0x5 differs");
    }

    @Test
    void aRecordThatCannotBeUnderstoodIsRefusedWithItsPlace() throws Exception {
        Site site = Site.empty().put("log.1", LogImage.of(1, 9).bytes());
        try (Storage storage = site.open()) {
            assertThatThrownBy(() -> storage.replay(1, (zxid, _, _, _) -> {
                        if (zxid == 3) {
                            throw new MalformedException("Unsupported Txn with type=99");
                        }
                    }))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContainingAll("log.1", "offset 242", "0x3", "Unsupported Txn with type=99");
        }
    }

    @Test
    void aReadErrorIsNamed() throws Exception {
        Site site = Site.empty().put("log.1", LogImage.of(1, 9).bytes());
        try (Storage storage = site.open()) {
            site.disk().faults().failReadAt(site.disk().faults().reads() + 5);
            assertThatThrownBy(() -> storage.replay(1, (_, _, _, _) -> {}))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContainingAll("/data/version-2/log.1", "Input/output error");
        }
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Site site, long fromZxid) {
        return assertThatThrownBy(() -> site.replay(fromZxid))
                .isInstanceOfSatisfying(
                        StorageException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(StorageException.Kind.DAMAGED));
    }

    private static List<Long> zxids(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
