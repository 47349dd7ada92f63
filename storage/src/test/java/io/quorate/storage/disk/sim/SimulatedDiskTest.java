package io.quorate.storage.disk.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulated disk loses what a disk may lose, all of it at some time, and nothing else (faults 3.3). */
class SimulatedDiskTest {
    private static final Path FILE = Path.of("/a");
    private static final Path OTHER = Path.of("/b");
    private static final int SEEDS = 200;

    @ParameterizedTest
    @EnumSource(Personality.class)
    void whatWasSyncedSurvives(Personality personality) throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = disk(personality, seed);
            DiskFile file = disk.create(FILE);
            write(file, 0, 1, 3000);
            file.sync();
            disk.syncDirectory(Path.of("/"));
            write(file, 3000, 2, 500);
            disk.powerCut(Survival.SOME);
            assertThat(Arrays.copyOf(disk.bytes(FILE), 3000)).containsOnly(1);
        }
    }

    @Test
    void anySubsetOfUnsyncedSectorsSurvives() throws IOException {
        Set<String> outcomes = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = disk(Personality.WEAK, seed);
            DiskFile file = disk.create(FILE);
            write(file, 0, 9, 1536);
            file.sync();
            disk.syncDirectory(Path.of("/"));
            write(file, 0, 1, 1536);
            disk.powerCut(Survival.SOME);
            byte[] bytes = disk.bytes(FILE);
            outcomes.add(bytes[0] + "" + bytes[512] + bytes[1024]);
            assertThat(Arrays.copyOfRange(bytes, 512, 1024)).containsOnly(bytes[512]);
        }
        assertThat(outcomes).containsExactly("111", "119", "191", "199", "911", "919", "991", "999");
    }

    @Test
    void aStrictDiskKeepsAWriteWholeOrNotAtAll() throws IOException {
        Set<Integer> lengths = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = disk(Personality.STRICT, seed);
            DiskFile file = disk.create(FILE);
            disk.syncDirectory(Path.of("/"));
            write(file, 0, 1, 3000);
            disk.powerCut(Survival.SOME);
            lengths.add(disk.bytes(FILE).length);
        }
        assertThat(lengths).containsExactly(0, 3000);
    }

    @Test
    void aWeakDiskKeepsNamesInAnyOrderAndAnOrderedOneInTheirs() throws IOException {
        assertThat(survivingNames(Personality.WEAK)).containsExactly("", "/a", "/a/b", "/b");
        assertThat(survivingNames(Personality.ORDERED)).containsExactly("", "/a", "/a/b");
    }

    @Test
    void onAnOrderedDiskSyncingAFileKeepsEarlierNames() throws IOException {
        for (Personality personality : Personality.values()) {
            SimulatedDisk disk = disk(personality, 1);
            disk.create(FILE).sync();
            disk.powerCut(Survival.NOTHING);
            assertThat(disk.exists(FILE)).isEqualTo(personality == Personality.ORDERED);
        }
    }

    @Test
    void aRenameMayShowTheNewNameWithoutContent() throws IOException {
        Set<String> outcomes = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = disk(Personality.WEAK, seed);
            disk.put(OTHER, new byte[] {7});
            DiskFile file = disk.create(FILE);
            write(file, 0, 1, 10);
            disk.rename(FILE, OTHER);
            disk.powerCut(Survival.SOME);
            outcomes.add(Arrays.toString(Arrays.copyOf(disk.bytes(OTHER), 1)) + disk.bytes(OTHER).length);
        }
        assertThat(outcomes).containsExactly("[0]0", "[0]10", "[1]10", "[7]1");
    }

    @Test
    void aFailedSyncIsNotMadeGoodByASecondOne() throws IOException {
        SimulatedDisk disk = disk(Personality.WEAK, 1);
        DiskFile file = disk.create(FILE);
        disk.syncDirectory(Path.of("/"));
        write(file, 0, 1, 100);
        disk.faults().failAt(disk.faults().operations() + 1, "Input/output error");
        assertThatThrownBy(file::sync).isInstanceOf(IOException.class).hasMessageContaining("Input/output error");
        file.sync();
        assertThat(disk.bytes(FILE)).as("the cache still has it").hasSize(100);
        disk.powerCut(Survival.EVERYTHING);
        assertThat(disk.bytes(FILE)).isEmpty();
    }

    @Test
    void aLyingSyncKeepsNothing() throws IOException {
        SimulatedDisk disk = disk(Personality.WEAK, 1);
        DiskFile file = disk.create(FILE);
        disk.syncDirectory(Path.of("/"));
        disk.faults().syncsLie(true);
        write(file, 0, 1, 100);
        file.sync();
        disk.powerCut(Survival.NOTHING);
        assertThat(disk.bytes(FILE)).isEmpty();
    }

    @Test
    void aKilledProcessLosesItsFilesAndLocksButNoBytes() throws IOException {
        SimulatedDisk disk = disk(Personality.WEAK, 1);
        DiskFile file = disk.create(FILE);
        write(file, 0, 1, 100);
        assertThat(disk.tryLock(OTHER)).isNotNull();
        assertThat(disk.tryLock(OTHER)).isNull();
        disk.killProcess();
        assertThat(disk.bytes(FILE)).hasSize(100);
        assertThat(disk.tryLock(OTHER)).isNotNull();
        assertThatThrownBy(file::sync).isInstanceOf(CrashedException.class);
    }

    @Test
    void afterACrashThereIsNoGoingOn() throws IOException {
        SimulatedDisk disk = disk(Personality.WEAK, 1);
        disk.faults().crashAt(2);
        DiskFile file = disk.create(FILE);
        assertThatThrownBy(() -> write(file, 0, 1, 100)).isInstanceOf(CrashedException.class);
        assertThatThrownBy(() -> file.read(ByteBuffer.allocate(1), 0)).isInstanceOf(CrashedException.class);
        assertThatThrownBy(() -> disk.create(OTHER)).isInstanceOf(CrashedException.class);
    }

    @Test
    void aFullDiskTakesNoMoreUntilSomethingIsDeleted() throws IOException {
        SimulatedDisk disk = disk(Personality.WEAK, 1);
        disk.faults().capacity(1024);
        DiskFile file = disk.create(FILE);
        write(file, 0, 1, 1024);
        write(file, 0, 2, 1024);
        DiskFile other = disk.create(OTHER);
        assertThatThrownBy(() -> write(other, 0, 1, 1)).hasMessageContaining("No space left on device");
        disk.delete(FILE);
        write(other, 0, 1, 1);
    }

    @Test
    void unwrittenSectorsMayHoldWhatOtherFilesLeft() throws IOException {
        boolean seen = false;
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = disk(Personality.WEAK, seed);
            disk.leaveStaleSectors(true);
            byte[] old = new byte[512];
            Arrays.fill(old, (byte) 7);
            disk.put(OTHER, old);
            DiskFile file = disk.create(FILE);
            disk.syncDirectory(Path.of("/"));
            write(file, 0, 1, 2048);
            disk.powerCut(Survival.SOME);
            byte[] bytes = disk.bytes(FILE);
            seen |= bytes.length == 2048 && bytes[600] == 7;
        }
        assertThat(seen).isTrue();
    }

    @Test
    void theSameSeedGivesTheSameDisk() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            assertThat(afterAPowerCut(seed)).isEqualTo(afterAPowerCut(seed));
        }
    }

    private static byte[] afterAPowerCut(int seed) throws IOException {
        SimulatedDisk disk = disk(Personality.WEAK, seed);
        DiskFile file = disk.create(FILE);
        disk.syncDirectory(Path.of("/"));
        write(file, 100, 1, 5000);
        write(file, 300, 2, 5000);
        file.truncate(4000);
        disk.powerCut(Survival.SOME);
        return disk.bytes(FILE);
    }

    private static Set<String> survivingNames(Personality personality) throws IOException {
        Set<String> outcomes = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = disk(personality, seed);
            disk.create(FILE);
            disk.create(OTHER);
            disk.powerCut(Survival.SOME);
            outcomes.add((disk.exists(FILE) ? "/a" : "") + (disk.exists(OTHER) ? "/b" : ""));
        }
        return outcomes;
    }

    private static SimulatedDisk disk(Personality personality, int seed) {
        return new SimulatedDisk(personality, new SplittableRandom(seed));
    }

    private static void write(DiskFile file, long offset, int value, int length) throws IOException {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        file.writeFully(ByteBuffer.wrap(bytes), offset);
    }
}
