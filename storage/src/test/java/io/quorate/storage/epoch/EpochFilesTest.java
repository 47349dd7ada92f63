package io.quorate.storage.epoch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.storage.Heard;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.sim.CrashedException;
import io.quorate.storage.disk.sim.Personality;
import io.quorate.storage.disk.sim.SimulatedDisk;
import io.quorate.storage.disk.sim.Survival;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EpochFilesTest {
    private static final Path DIRECTORY = Path.of("/snap");

    private final Heard heard = new Heard();
    private SimulatedDisk disk = new SimulatedDisk(Personality.WEAK, new SplittableRandom(1));
    private EpochFiles epochs = new EpochFiles(disk, DIRECTORY, heard);

    @BeforeEach
    void makeTheDirectory() throws IOException {
        disk.createDirectory(DIRECTORY);
        disk.syncDirectory(Path.of("/"));
    }

    @Test
    void anEpochIsDecimalTextWithoutALineEnd() throws IOException {
        assertThat(epochs.current()).isEmpty();
        epochs.saveAccepted(12);
        epochs.saveCurrent(1);
        assertThat(disk.bytes(DIRECTORY.resolve("currentEpoch"))).containsExactly(0x31);
        assertThat(disk.bytes(DIRECTORY.resolve("acceptedEpoch"))).containsExactly(0x31, 0x32);
        assertThat(disk.list(DIRECTORY)).containsExactly("acceptedEpoch", "currentEpoch");
        assertThat(epochs.current()).hasValue(1);
        assertThat(epochs.accepted()).hasValue(12);
    }

    @Test
    void onlyTheFirstLineCounts() {
        put("acceptedEpoch", "7\nand more");
        assertThat(epochs.accepted()).hasValue(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 7", "7 ", "x", "99999999999999999999"})
    void whatIsNoNumberIsNamed(String text) {
        put("currentEpoch", text);
        assertThatThrownBy(epochs::current)
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("Found \"" + text + "\" in /snap/currentEpoch");
    }

    @Test
    void epochsNeverDecreaseAndTheCurrentNeverExceedsTheAccepted() {
        epochs.saveAccepted(5);
        assertThatThrownBy(() -> epochs.saveAccepted(4)).hasMessageContaining("must not decrease to 4");
        assertThatThrownBy(() -> epochs.saveCurrent(6)).hasMessageContaining("exceed the accepted epoch 5");
        epochs.saveCurrent(5);
        assertThatThrownBy(() -> epochs.saveCurrent(4)).hasMessageContaining("must not decrease to 4");
    }

    @ParameterizedTest
    @EnumSource(Personality.class)
    void aCrashLeavesTheOldOrTheNewAndOnceSavedTheNew(Personality personality) throws IOException {
        for (int at = 1; at <= 5; at++) {
            for (int dice = 0; dice < 8; dice++) {
                disk = new SimulatedDisk(personality, new SplittableRandom(dice));
                epochs = new EpochFiles(disk, DIRECTORY, heard);
                makeTheDirectory();
                epochs.saveAccepted(5);
                disk.faults().reset();
                disk.faults().crashAt(at);
                boolean saved = save(6);
                disk.powerCut(Survival.SOME);
                OptionalLong found = epochs.accepted();
                assertThat(found).isPresent();
                assertThat(found.getAsLong()).isIn(saved ? List.of(6L) : List.of(5L, 6L));
                epochs.saveAccepted(7);
                assertThat(epochs.accepted()).hasValue(7);
            }
        }
    }

    @Test
    void missingFilesAreWrittenFromTheHistory() {
        epochs.reconcile(3);
        assertThat(epochs.current()).hasValue(3);
        assertThat(epochs.accepted()).hasValue(3);
        assertThat(heard.notes()).hasSize(2);
    }

    @Test
    void aHistoryNewerThanTheCurrentEpochRaisesIt() {
        epochs.saveAccepted(2);
        epochs.saveCurrent(1);
        put("currentEpoch.tmp", "2");
        epochs.reconcile(2);
        assertThat(epochs.current()).hasValue(2);
        assertThat(disk.exists(DIRECTORY.resolve("currentEpoch.tmp"))).isFalse();
    }

    @Test
    void filesInLineAreLeftAlone() {
        epochs.saveAccepted(4);
        epochs.saveCurrent(3);
        epochs.reconcile(2);
        assertThat(epochs.current()).hasValue(3);
        assertThat(epochs.accepted()).hasValue(4);
        assertThat(heard.notes()).isEmpty();
    }

    /** The file is there for whoever looks, and gone with the power: the one who starts must not tell others of it. */
    @Test
    void anEpochWhoseDirectorySyncFailedIsDurableOnceAMemberHasStartedOnIt() {
        epochs.saveAccepted(5);
        epochs.saveCurrent(3);
        for (long operation = disk.faults().operations() + 1; ; operation++) {
            disk.faults().failAt(operation, "Input/output error");
            try {
                epochs.saveCurrent(4);
                break;
            } catch (StorageException expected) {
                disk.killProcess();
            }
            epochs = new EpochFiles(disk, DIRECTORY, heard);
            epochs.reconcile(3);
            OptionalLong told = epochs.current();
            disk.powerCut(Survival.NOTHING);
            assertThat(epochs.current())
                    .as("after operation %d failed", operation)
                    .isEqualTo(told);
            assertThat(epochs.accepted()).hasValue(5);
        }
        assertThat(epochs.current()).hasValue(4);
    }

    @Test
    void contradictionsNoCrashCanExplainAreRefused() {
        put("acceptedEpoch", "3");
        put("currentEpoch", "4");
        assertThatThrownBy(() -> epochs.reconcile(1))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("the accepted epoch 3 is less than the current epoch 4");
        put("currentEpoch", "2");
        assertThatThrownBy(() -> epochs.reconcile(5))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("the accepted epoch 3 is older than the last record, which is of epoch 5");
    }

    @Test
    void myIdIsTheFirstLineAndNothingIsTrimmed() {
        assertThat(MemberFiles.myId(disk, DIRECTORY)).isEmpty();
        put("myid", "3\n");
        assertThat(MemberFiles.myId(disk, DIRECTORY)).hasValue(3);
        put("myid", "3 \n");
        assertThatThrownBy(() -> MemberFiles.myId(disk, DIRECTORY)).hasMessageContainingAll("3 ", "/snap/myid");
    }

    @Test
    void theInitializeMarkerIsTakenOnceFromEitherPlace() {
        List<Path> directories = List.of(Path.of("/"), DIRECTORY);
        assertThat(MemberFiles.takeInitializeMarker(disk, directories)).isFalse();
        put("initialize", "");
        assertThat(MemberFiles.takeInitializeMarker(disk, directories)).isTrue();
        assertThat(MemberFiles.takeInitializeMarker(disk, directories)).isFalse();
    }

    private boolean save(long epoch) {
        try {
            epochs.saveAccepted(epoch);
            return true;
        } catch (CrashedException _) {
            return false;
        }
    }

    private void put(String name, String text) {
        disk.put(DIRECTORY.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }
}
