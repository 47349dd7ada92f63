package io.quorate.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.replica.Input;
import io.quorate.replica.driver.RecoveryException;
import io.quorate.storage.disk.StorageException;
import io.quorate.transport.peer.PeerStore;
import io.quorate.tree.ZnodeTree;
import io.quorate.zab.Input.AcceptedEpochSaved;
import io.quorate.zab.Input.CurrentEpochSaved;
import io.quorate.zab.Input.SnapshotDropped;
import io.quorate.zab.Input.SnapshotInstalled;
import io.quorate.zab.Input.SnapshotReceived;
import io.quorate.zab.Input.TruncateRefused;
import io.quorate.zab.Input.Truncated;
import io.quorate.zab.Recovered;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a member of an ensemble orders of its disk, on its threads and over real files. */
class EnsembleDiskTest {
    private static final long FIRST = 1L << 32;
    private static final long SECOND = 2L << 32;

    @TempDir
    private Path directory;

    @Test
    void ordersHaveTheirPlaceAmongTheAppends() throws Exception {
        try (LivingDisk disk = new LivingDisk(directory)) {
            disk.append(FIRST + 1, FIRST + 3);
            disk.journal.saveAcceptedEpoch(2);
            disk.append(SECOND + 1, SECOND + 1);
            disk.journal.saveCurrentEpoch(2);
            disk.append(SECOND + 2, SECOND + 2);
            disk.journal.submit();
            assertThat(disk.next()).isEqualTo(new Input.Persisted(FIRST + 3));
            assertThat(disk.nextForZab()).isEqualTo(new AcceptedEpochSaved(2));
            assertThat(disk.next()).isEqualTo(new Input.Persisted(SECOND + 1));
            assertThat(disk.nextForZab()).isEqualTo(new CurrentEpochSaved(2));
            assertThat(disk.next()).isEqualTo(new Input.Persisted(SECOND + 2));
        }
        try (LivingDisk disk = new LivingDisk(directory)) {
            assertThat(disk.remembered.acceptedEpoch()).isEqualTo(2);
            assertThat(disk.remembered.currentEpoch()).isEqualTo(2);
            assertThat(disk.remembered.lastZxid()).isEqualTo(SECOND + 2);
            assertThat(disk.remembered.log())
                    .containsExactly(
                            new Recovered.LogExtent(FIRST + 1, FIRST + 3),
                            new Recovered.LogExtent(SECOND + 1, SECOND + 2));
            assertThat(disk.remembered.trusted()).isTrue();
        }
    }

    @Test
    void aHistoryThatIsCutLeadsToTheStateOfThatPlace() throws Exception {
        try (LivingDisk disk = new LivingDisk(directory)) {
            promised(disk, 1);
            disk.append(FIRST + 1, FIRST + 9);
            disk.journal.truncate(FIRST + 4);
            assertThat(disk.next()).isEqualTo(new Input.Persisted(FIRST + 9));
            Input.Restored restored = (Input.Restored) disk.next();
            assertThat(restored.answer()).isEqualTo(new Truncated(FIRST + 4));
            assertThat(restored.txns()).isEqualTo(4);
            assertThat(LivingDisk.sessions(restored.tree())).containsExactly(zxids(FIRST + 1, FIRST + 4));
            disk.append(FIRST + 5, FIRST + 6);
            disk.journal.submit();
            assertThat(disk.next()).isEqualTo(new Input.Persisted(FIRST + 6));
        }
        assertThat(sessionsAtNextStart()).containsExactly(zxids(FIRST + 1, FIRST + 6));
    }

    @Test
    void aHistoryThatHasNoSuchPlaceStaysAsItIs() throws Exception {
        try (LivingDisk disk = new LivingDisk(directory)) {
            promised(disk, 2);
            disk.append(FIRST + 1, FIRST + 3);
            disk.append(SECOND + 1, SECOND + 2);
            disk.journal.truncate(FIRST + 5);
            assertThat(disk.next()).isEqualTo(new Input.Persisted(SECOND + 2));
            assertThat(disk.nextForZab()).isEqualTo(new TruncateRefused(FIRST + 5));
            assertThat(disk.notes).anyMatch(note -> note.contains("cannot be cut off after 0x100000005"));
            disk.append(SECOND + 3, SECOND + 3);
            disk.journal.submit();
            assertThat(disk.next()).isEqualTo(new Input.Persisted(SECOND + 3));
        }
        assertThat(sessionsAtNextStart()).hasSize(6);
    }

    @Test
    void aSnapshotThatHasComeTakesThePlaceOfEverything() throws Exception {
        try (LivingDisk disk = new LivingDisk(directory)) {
            promised(disk, 2);
            disk.append(FIRST + 1, FIRST + 3);
            disk.journal.submit();
            assertThat(disk.next()).isEqualTo(new Input.Persisted(FIRST + 3));
            receive(disk, SECOND + 1, FIRST + 1, SECOND + 1);
            assertThat(disk.nextForZab()).isEqualTo(new SnapshotReceived(SECOND + 1));
            assertThat(disk.storage.lastSnapshot().zxid()).isZero();
            disk.journal.installSnapshot(SECOND + 1);
            Input.Restored restored = (Input.Restored) disk.next();
            assertThat(restored.answer()).isEqualTo(new SnapshotInstalled(SECOND + 1));
            assertThat(restored.txns()).isZero();
            assertThat(restored.tree().lastZxid()).isEqualTo(SECOND + 1);
            assertThat(LivingDisk.sessions(restored.tree())).containsExactly(FIRST + 1, SECOND + 1);
            disk.append(SECOND + 2, SECOND + 2);
            disk.journal.saveCurrentEpoch(2);
            assertThat(disk.next()).isEqualTo(new Input.Persisted(SECOND + 2));
            assertThat(disk.nextForZab()).isEqualTo(new CurrentEpochSaved(2));
        }
        assertThat(sessionsAtNextStart()).containsExactly(FIRST + 1, SECOND + 1, SECOND + 2);
    }

    @Test
    void nothingIsHeardOfASnapshotThatWasGivenUp() throws Exception {
        try (LivingDisk disk = new LivingDisk(directory)) {
            byte[] stream = LivingDisk.stream(FIRST + 1);
            PeerStore.Reception late = disk.store.receive(FIRST + 1);
            late.write(stream, 0, 100);
            disk.journal.abandonSnapshot();
            late.write(stream, 100, stream.length - 100);
            late.complete();
            PeerStore.Reception later = disk.store.receive(FIRST + 2);
            disk.journal.abandonSnapshot();
            later.write(stream, 0, stream.length);
            later.complete();
            receive(disk, FIRST + 3, FIRST + 1, FIRST + 3);
            disk.journal.abandonSnapshot();
            assertThat(disk.nextForZab()).isInstanceOf(SnapshotDropped.class);
            assertThat(disk.nextForZab()).isInstanceOf(SnapshotDropped.class);
            assertThat(disk.nextForZab()).isEqualTo(new SnapshotReceived(FIRST + 3));
            assertThat(disk.nextForZab()).isInstanceOf(SnapshotDropped.class);
            late.abandon();
            later.abandon();
            disk.settle();
            assertThat(disk.isSilent()).isTrue();
            assertThat(received()).isEmpty();
        }
    }

    @Test
    void whileSnapshotsComeAndAreGivenUpTheAnswersKeepTheirOrder() throws Exception {
        byte[] stream = LivingDisk.stream(FIRST + 1);
        try (LivingDisk disk = new LivingDisk(directory)) {
            for (int round = 0; round < 60; round++) {
                PeerStore.Reception reception = disk.store.receive(FIRST + 1);
                CompletableFuture<Void> coming = CompletableFuture.runAsync(() -> {
                    reception.write(stream, 0, stream.length);
                    reception.complete();
                });
                if (round % 3 > 0) {
                    coming.get(20, TimeUnit.SECONDS);
                }
                disk.journal.abandonSnapshot();
                io.quorate.zab.Input heard = disk.nextForZab();
                if (heard instanceof SnapshotReceived) {
                    heard = disk.nextForZab();
                }
                assertThat(heard).isInstanceOf(SnapshotDropped.class);
                coming.get(20, TimeUnit.SECONDS);
                assertThat(disk.isSilent()).isTrue();
            }
            assertThat(received()).isEmpty();
        }
    }

    @Test
    void aSnapshotThatMakesNoSenseEndsTheReceptionOnly() throws Exception {
        try (LivingDisk disk = new LivingDisk(directory)) {
            byte[] stream = LivingDisk.stream(FIRST + 1);
            PeerStore.Reception reception = disk.store.receive(FIRST + 1);
            reception.write(stream, 0, stream.length - 40);
            assertThatThrownBy(reception::complete).isInstanceOf(RecoveryException.class);
            disk.journal.abandonSnapshot();
            assertThat(disk.nextForZab()).isInstanceOf(SnapshotDropped.class);
            assertThat(received()).isEmpty();
        }
    }

    @Test
    void aMemberThatHasLostItsDataIsTrustedOnceTheEpochOfItsNewHistoryIsSaved() throws Exception {
        try (LivingDisk disk = new LivingDisk(directory)) {
            promised(disk, 2);
            disk.journal.saveCurrentEpoch(2);
            assertThat(disk.nextForZab()).isEqualTo(new CurrentEpochSaved(2));
        }
        Files.delete(directory.resolve("version-2/snapshot.0"));
        try (LivingDisk disk = new LivingDisk(directory)) {
            assertThat(disk.remembered.trusted()).isFalse();
            assertThat(disk.remembered.acceptedEpoch()).isEqualTo(2);
            assertThat(disk.remembered.currentEpoch()).isZero();
            receive(disk, SECOND + 1, SECOND + 1);
            assertThat(disk.nextForZab()).isEqualTo(new SnapshotReceived(SECOND + 1));
            disk.journal.installSnapshot(SECOND + 1);
            assertThat(disk.next()).isInstanceOf(Input.Restored.class);
        }
        try (LivingDisk disk = new LivingDisk(directory)) {
            assertThat(disk.remembered.trusted()).isFalse();
            disk.journal.saveCurrentEpoch(2);
            assertThat(disk.nextForZab()).isEqualTo(new CurrentEpochSaved(2));
        }
        try (LivingDisk disk = new LivingDisk(directory)) {
            assertThat(disk.remembered.trusted()).isTrue();
            assertThat(disk.remembered.currentEpoch()).isEqualTo(2);
            assertThat(disk.remembered.lastZxid()).isEqualTo(SECOND + 1);
        }
    }

    /** A crash between the end of a synchronization and its epoch (faults S21b). */
    @Test
    void anEpochThatIsBehindItsHistoryIsRaisedAtStart() throws Exception {
        try (LivingDisk disk = new LivingDisk(directory)) {
            promised(disk, 2);
            disk.append(SECOND + 1, SECOND + 2);
            disk.journal.submit();
            assertThat(disk.next()).isEqualTo(new Input.Persisted(SECOND + 2));
        }
        try (LivingDisk disk = new LivingDisk(directory)) {
            assertThat(disk.remembered.currentEpoch()).isEqualTo(2);
        }
    }

    @Test
    void historyThatIsNotOnDiskYetIsWaitedFor() throws Exception {
        try (LivingDisk disk = new LivingDisk(directory)) {
            promised(disk, 1);
            disk.append(FIRST + 1, FIRST + 3);
            List<Long> told = new ArrayList<>();
            CompletableFuture<Void> reader =
                    CompletableFuture.runAsync(() -> disk.store.history(FIRST + 1, FIRST + 5, (zxid, payload) -> {
                        assertThat(payload).isEqualTo(LivingDisk.record(zxid));
                        told.add(zxid);
                    }));
            disk.journal.submit();
            disk.append(FIRST + 4, FIRST + 6);
            assertThat(disk.next()).isEqualTo(new Input.Persisted(FIRST + 3));
            assertThat(reader).isNotDone();
            disk.journal.submit();
            reader.get(20, TimeUnit.SECONDS);
            assertThat(told).containsExactly(FIRST + 2, FIRST + 3, FIRST + 4, FIRST + 5);
            assertThatThrownBy(() -> disk.store.history(SECOND, FIRST + 6, (_, _) -> {}))
                    .isInstanceOf(IllegalArgumentException.class);
            disk.append(FIRST + 7, FIRST + 9);
            disk.journal.truncate(FIRST + 6);
            assertThat(disk.next()).isEqualTo(new Input.Persisted(FIRST + 6));
            assertThat(disk.next()).isEqualTo(new Input.Persisted(FIRST + 9));
            assertThat(disk.next()).isInstanceOf(Input.Restored.class);
            assertThatThrownBy(() -> disk.storage.read(FIRST + 6, FIRST + 9, (_, _, _, _) -> {}))
                    .isInstanceOf(StorageException.class);
        }
    }

    private static void promised(LivingDisk disk, long epoch) {
        disk.journal.saveAcceptedEpoch(epoch);
        assertThat(disk.nextForZab()).isEqualTo(new AcceptedEpochSaved(epoch));
    }

    private static void receive(LivingDisk disk, long zxid, long... sessions) {
        byte[] stream = LivingDisk.stream(sessions);
        PeerStore.Reception reception = disk.store.receive(zxid);
        for (int at = 0; at < stream.length; at += 100) {
            reception.write(stream, at, Math.min(100, stream.length - at));
        }
        reception.complete();
    }

    private List<Long> sessionsAtNextStart() {
        try (LivingDisk disk = new LivingDisk(directory)) {
            ZnodeTree tree = disk.tree;
            return LivingDisk.sessions(tree);
        }
    }

    private List<Path> received() throws Exception {
        try (var files = Files.list(directory.resolve("version-2"))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("received"))
                    .toList();
        }
    }

    private static Long[] zxids(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toArray(Long[]::new);
    }
}
