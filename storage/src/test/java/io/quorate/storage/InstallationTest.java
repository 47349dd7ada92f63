package io.quorate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.sim.CrashedException;
import io.quorate.storage.disk.sim.Survival;
import io.quorate.storage.log.LogConfig;
import io.quorate.storage.log.LogExtent;
import io.quorate.storage.log.TxnLog;
import io.quorate.storage.snapshot.Compression;
import io.quorate.storage.snapshot.Incoming;
import io.quorate.storage.snapshot.SnapshotFile;
import io.quorate.wire.ByteSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Adler32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A leader sends a snapshot, and it takes the place of everything. */
class InstallationTest {
    private static final long SECOND_EPOCH = 2L << 32;
    /** Sessions, ACLs and znodes; here only their end is of any meaning. */
    private static final byte[] BODY = body(5000);

    @Test
    void whatComesGetsTheHeaderAndTheSealOfASnapshotFile() throws Exception {
        Site site = site();
        try (Storage storage = started(site)) {
            Incoming incoming = received(storage, SECOND_EPOCH + 7);
            List<SnapshotFile> snapshots = storage.received(incoming).snapshots();
            assertThat(snapshots).hasSize(1);
            assertThat(snapshots.getFirst().zxid()).isEqualTo(SECOND_EPOCH + 7);
            assertThat(read(snapshots.getFirst())).isEqualTo(fileOf(BODY));
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void itIsAllThereIsOnceItIsInstalled(Compression compression) throws Exception {
        Site site = site(compression);
        try (Storage storage = started(site)) {
            OtherHistory history = storage.received(received(storage, SECOND_EPOCH + 7));
            assertThat(history.lastZxid()).isEqualTo(SECOND_EPOCH + 7);
            assertThat(site.names()).contains("log.1", "snapshot.3");
            assertThat(history.adopt()).isTrue();
            assertThat(site.names()).containsExactly("quorate.durable", "snapshot.200000007" + compression.suffix());
            assertThat(storage.logReaches(1)).isEqualTo(SECOND_EPOCH + 7);
            append(storage.log(), SECOND_EPOCH + 8, 3);
            storage.log().close();
        }
        try (Storage storage = site.open()) {
            assertThat(read(storage.snapshots().getFirst())).isEqualTo(fileOf(BODY));
            assertThat(storage.replay(SECOND_EPOCH + 8, (_, _, _, _) -> {})).isEqualTo(SECOND_EPOCH + 10);
            assertThat(storage.extents(1)).containsExactly(new LogExtent(SECOND_EPOCH + 8, SECOND_EPOCH + 10));
        }
        assertThat(site.heard().warnings()).isEmpty();
    }

    @Test
    void anOlderSnapshotReplacesANewerHistory() throws Exception {
        Site site = site();
        try (Storage storage = started(site)) {
            assertThat(storage.received(received(storage, 2)).adopt()).isTrue();
            storage.log().close();
        }
        assertThat(recovered(site)).containsExactly(2L);
    }

    @Test
    void oneOfTheSameNameIsReplaced() throws Exception {
        Site site = site();
        try (Storage storage = started(site)) {
            assertThat(storage.received(received(storage, 3)).adopt()).isTrue();
            storage.log().close();
        }
        assertThat(recovered(site)).containsExactly(3L);
        assertThat(site.disk().bytes(site.path("snapshot.3"))).isEqualTo(fileOf(BODY));
    }

    @Test
    void whatIsNotWholeIsNotInstalled() throws Exception {
        Site site = site();
        try (Storage storage = started(site)) {
            Incoming incoming = storage.receive(100);
            incoming.write(BODY, 0, 100);
            assertThat(storage.received(incoming).adopt()).isFalse();
        }
        assertThat(recovered(site)).isEqualTo(old());
    }

    @Test
    void whatIsGivenUpLeavesNothingAndTakesNothingMore() throws Exception {
        Site site = site();
        try (Storage storage = started(site)) {
            List<String> before = site.names();
            Incoming coming = storage.receive(100);
            coming.write(BODY, 0, BODY.length);
            coming.abandon();
            coming.write(BODY, 0, BODY.length);
            assertThat(coming.complete()).isFalse();
            Incoming whole = received(storage, 100);
            whole.abandon();
            assertThat(whole.isWhole()).isFalse();
            assertThat(storage.received(whole).adopt()).isFalse();
            assertThat(site.names()).isEqualTo(before);
        }
    }

    @Test
    void twoOfTheSameZxidDoNotMeet() throws Exception {
        Site site = site();
        try (Storage storage = started(site)) {
            Incoming first = storage.receive(100);
            Incoming second = received(storage, 100);
            first.write(BODY, 0, 10);
            first.abandon();
            assertThat(storage.received(second).adopt()).isTrue();
            storage.log().close();
        }
        assertThat(recovered(site)).containsExactly(100L);
    }

    @Test
    void whatAnEarlierProcessReceivedIsRemovedAtStart() throws Exception {
        Site site = site();
        try (Storage storage = started(site)) {
            received(storage, 100);
            storage.receive(101).write(BODY, 0, 2000);
        }
        assertThat(site.names()).anyMatch(name -> name.startsWith("received."));
        assertThat(recovered(site)).isEqualTo(old());
        assertThat(site.names()).noneMatch(name -> name.startsWith("received."));
    }

    @Test
    void oneThatIsLongerThanSnapshotsMayBeIsGivenUp() throws Exception {
        Site site = site();
        try (Storage storage = started(site)) {
            Incoming incoming = storage.receive(100);
            byte[] much = new byte[1 << 19];
            incoming.write(much, 0, much.length);
            assertThatThrownBy(() -> incoming.write(much, 0, much.length))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("longer than 1048576 bytes");
            assertThat(incoming.complete()).isFalse();
        }
    }

    @Test
    void aDiskThatIsFullEndsTheReceptionAndNothingElse() throws Exception {
        for (int at = 1; at <= 5; at++) {
            Site site = site();
            try (Storage storage = started(site)) {
                site.disk().faults().failAt(site.disk().faults().operations() + at, "No space left on device");
                assertThatThrownBy(() -> received(storage, 100)).isInstanceOf(StorageException.class);
                append(storage.log(), 21, 1);
                storage.log().close();
            }
            assertThat(recovered(site)).hasSize(old().size() + 1);
            assertThat(site.names()).noneMatch(name -> name.startsWith("received."));
        }
    }

    @ParameterizedTest
    @EnumSource(Survival.class)
    void aCrashAtAnyStepLeavesEverythingAsItWasOrReplaced(Survival survival) throws Exception {
        EveryCrash.of(15, survival, InstallationTest::crashed);
    }

    @Test
    void aKilledProcessLeavesEverythingAsItWasOrReplaced() throws Exception {
        EveryCrash.of(15, null, InstallationTest::crashed);
    }

    private static EveryCrash.Outcome crashed(int at, @Nullable Survival survival) throws Exception {
        Site site = site();
        boolean crashed = false;
        try (Storage storage = started(site)) {
            site.disk().faults().crashAt(site.disk().faults().operations() + at);
            storage.received(received(storage, SECOND_EPOCH)).adopt();
        } catch (CrashedException _) {
            crashed = true;
        }
        EveryCrash.strike(site, survival);
        List<Long> recovered = recovered(site);
        boolean replaced = recovered.equals(List.of(SECOND_EPOCH));
        assertThat(replaced || (crashed && recovered.equals(old())))
                .as("after a crash at step %d: %s", at, recovered)
                .isTrue();
        site.disk().powerCut(Survival.NOTHING);
        assertThat(recovered(site)).isEqualTo(recovered);
        assertThat(site.names())
                .doesNotContain(Replacement.NAME)
                .noneMatch(name -> name.startsWith("received.") || name.endsWith(".tmp"));
        if (replaced) {
            assertThat(site.names()).filteredOn(name -> name.startsWith("log.")).isEmpty();
        }
        assertThat(site.heard().warnings()).isEmpty();
        return new EveryCrash.Outcome(crashed, replaced);
    }

    /** After a failed sync the cache shows what the disk does not have (faults D6); nobody may trust it then. */
    @Test
    void whatTheNextProcessHasFoundAfterAFailedStepStaysSoAfterAPowerCut() throws Exception {
        int replaced = 0;
        for (int at = 1; at <= 12; at++) {
            Site site = site();
            Storage storage = started(site);
            OtherHistory history = storage.received(received(storage, SECOND_EPOCH));
            site.disk().faults().failAt(site.disk().faults().operations() + at, "Input/output error");
            assertThatThrownBy(history::adopt).as("step %d", at).isInstanceOf(StorageException.class);
            site.disk().killProcess();
            List<Long> found = recovered(site);
            site.disk().powerCut(Survival.NOTHING);
            assertThat(recovered(site)).as("after a failure of step %d", at).isEqualTo(found);
            replaced += found.equals(List.of(SECOND_EPOCH)) ? 1 : 0;
        }
        assertThat(replaced).isBetween(1, 11);
    }

    @Test
    void aPlanThatCannotBeReadIsNotGuessed() throws Exception {
        Site site = site().put(Replacement.NAME, "zxid 4\npromised -1\nend 5\n".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(site::open)
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll(Replacement.NAME, "is damaged");
    }

    @Test
    void aPlanOfBeforeALaterPromiseMeansNothing() throws Exception {
        Site site = planned();
        site.put("acceptedEpoch", new byte[] {'3'});
        assertThat(recovered(site)).isEqualTo(old());
        assertThat(site.heard().warnings()).hasSize(1).first().asString().contains("another server has written here");
    }

    /** It had been purged, but the sync of that had failed, and a power cut has brought it back. */
    @Test
    void anOlderSnapshotThatHasComeBackIsNoWorkOfAnotherServer() throws Exception {
        Site site = planned();
        site.putSnapshot(1);
        assertThat(recovered(site)).isEqualTo(List.of(SECOND_EPOCH));
        assertThat(site.names()).doesNotContain("snapshot.1", Replacement.NAME);
        assertThat(site.heard().warnings()).isEmpty();
    }

    @Test
    void aNewerSnapshotThatNobodyHadDecidedOnIsWorkOfAnotherServer() throws Exception {
        Site site = planned();
        site.putSnapshot(20);
        assertThat(recovered(site).getFirst()).isEqualTo(20);
        assertThat(site.heard().warnings()).hasSize(1).first().asString().contains("another server has written here");
    }

    /** A replacement is decided, and the process dies before anything of it is carried out. */
    private static Site planned() throws Exception {
        for (int at = 1; at < 40; at++) {
            Site site = site();
            try (Storage storage = started(site)) {
                OtherHistory history = storage.received(received(storage, SECOND_EPOCH));
                site.disk().faults().crashAt(site.disk().faults().operations() + at);
                history.adopt();
            } catch (CrashedException _) {
                site.disk().killProcess();
            }
            if (site.names().contains(Replacement.NAME)) {
                return site;
            }
        }
        throw new AssertionError("nothing was ever decided");
    }

    private static Site site() throws Exception {
        return site(Compression.NONE);
    }

    /** Snapshots of 0 and 3, and a log up to 20. */
    private static Site site(Compression compression) throws Exception {
        StorageConfig config = new StorageConfig(
                Path.of("/data"),
                Path.of("/data"),
                true,
                false,
                1 << 20,
                compression,
                new LogConfig(4096, -1, true, 1000, 100_000));
        return Site.with(config).putSnapshot(0).liveUpTo(8).liveUpTo(20).putSnapshot(3);
    }

    private static List<Long> old() {
        List<Long> zxids = new ArrayList<>();
        for (long zxid = 3; zxid <= 20; zxid++) {
            zxids.add(zxid);
        }
        return zxids;
    }

    private static Storage started(Site site) {
        Storage storage = site.open();
        storage.startLog(storage.replay(4, (_, _, _, _) -> {}));
        return storage;
    }

    private static Incoming received(Storage storage, long zxid) {
        Incoming incoming = storage.receive(zxid);
        for (int at = 0; at < BODY.length; at += 700) {
            incoming.write(BODY, at, Math.min(700, BODY.length - at));
        }
        assertThat(incoming.complete()).isTrue();
        return incoming;
    }

    /** The zxid of the newest snapshot and of every record after it. */
    private static List<Long> recovered(Site site) {
        List<Long> zxids = new ArrayList<>();
        try (Storage storage = site.open()) {
            zxids.add(storage.snapshots().getFirst().zxid());
            storage.replay(zxids.getFirst() + 1, (zxid, _, _, _) -> zxids.add(zxid));
        }
        return zxids;
    }

    private static void append(TxnLog log, long first, int count) {
        for (long zxid = first; zxid < first + count; zxid++) {
            byte[] payload = Payloads.of(zxid);
            log.append(zxid, payload, 0, payload.length);
        }
        log.sync();
    }

    private static byte[] body(int length) {
        byte[] body = new byte[length];
        for (int i = 0; i < length; i++) {
            body[i] = (byte) (i * 31);
        }
        return body;
    }

    private static byte[] fileOf(byte[] body) {
        ByteBuffer file = ByteBuffer.allocate(16 + body.length + 13);
        file.putInt(0x5a4b534e).putInt(2).putLong(-1).put(body);
        Adler32 checksum = new Adler32();
        checksum.update(file.array(), 0, file.position());
        return file.putLong(checksum.getValue()).putInt(1).put((byte) '/').array();
    }

    private static byte[] read(SnapshotFile snapshot) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (snapshot) {
            ByteSource source = snapshot.open();
            byte[] chunk = new byte[900];
            int read = source.read(chunk, 0, chunk.length);
            while (read >= 0) {
                bytes.writeBytes(Arrays.copyOf(chunk, read));
                read = source.read(chunk, 0, chunk.length);
            }
        }
        return bytes.toByteArray();
    }
}
