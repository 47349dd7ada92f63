package io.quorate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.storage.disk.RealDisk;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.sim.Personality;
import io.quorate.storage.disk.sim.SimulatedDisk;
import io.quorate.storage.log.LogConfig;
import io.quorate.storage.log.TxnLog;
import io.quorate.storage.snapshot.Compression;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoriesTest {
    private final Heard heard = new Heard();

    @TempDir
    Path root;

    @Test
    void missingDirectoriesAreMade() throws IOException {
        try (Storage _ = open(config(root.resolve("a/b/data"), root.resolve("logs"), true))) {
            assertThat(root.resolve("a/b/data/version-2")).isDirectory();
            assertThat(root.resolve("logs/version-2")).isDirectory();
        }
    }

    @Test
    void missingDirectoriesAreNamedWhereTheyMustNotBeMade() {
        assertRefused(config(root.resolve("data"), root.resolve("data"), false))
                .hasMessageContainingAll("Missing data directory", "data/version-2", "creation is disabled");
    }

    @Test
    void aFileInThePlaceOfADirectoryIsNamed() throws IOException {
        Files.writeString(root.resolve("data"), "x");
        assertRefused(config(root.resolve("data"), root.resolve("data"), true))
                .hasMessageContainingAll(root.resolve("data") + " is not a directory");
    }

    @Test
    void snapshotsAmongTheLogsAndLogsAmongTheSnapshotsAreRefused() throws IOException {
        StorageConfig config = config(root.resolve("data"), root.resolve("logs"), true);
        open(config).close();
        Path stray = root.resolve("logs/version-2/snapshot.1");
        Files.writeString(stray, "x");
        assertRefused(config).hasMessageContainingAll("Log directory has snapshot files", stray.toString());
        Files.delete(stray);
        Files.writeString(root.resolve("data/version-2/log.1"), "x");
        assertRefused(config).hasMessageContainingAll("Snapshot directory has log files", "dataLogDir");
    }

    @Test
    void oneDirectoryMayHoldBoth() throws IOException {
        StorageConfig config = config(root.resolve("data"), root.resolve("x/../data"), true);
        try (Storage storage = open(config)) {
            byte[] payload = Payloads.of(1);
            storage.replay(1, (_, _, _, _) -> {});
            try (TxnLog log = storage.startLog(0)) {
                log.append(1, payload, 0, payload.length);
            }
            assertThat(storage.sizes().dataBytes()).isEqualTo(storage.sizes().logBytes());
            assertThat(storage.sizes().logBytes()).isGreaterThan(64 << 20);
        }
        open(config).close();
    }

    @Test
    void leftoversAreRemovedButForOne() throws IOException {
        StorageConfig config = config(root.resolve("data"), root.resolve("data"), true);
        open(config).close();
        Path directory = root.resolve("data/version-2");
        for (String name : new String[] {"snapshot.5.tmp", "acceptedEpoch.tmp", "currentEpoch.tmp", "other"}) {
            Files.writeString(directory.resolve(name), "1");
        }
        open(config).close();
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("currentEpoch.tmp", "other", "quorate.lock");
        assertThat(heard.notes()).hasSize(2);
    }

    @Test
    void aDirectoryInUseWithinThisProcessIsRefused() {
        StorageConfig config = config(root.resolve("data"), root.resolve("data"), true);
        try (Storage _ = open(config)) {
            assertInUse(config).hasMessageContaining("is in use by another process");
        }
        open(config).close();
    }

    @Test
    void theLogDirectoryIsLockedAsWell() {
        try (Storage _ = open(config(root.resolve("data1"), root.resolve("logs"), true))) {
            assertInUse(config(root.resolve("data2"), root.resolve("logs"), true))
                    .hasMessageContaining("logs/version-2 is in use");
        }
        open(config(root.resolve("data2"), root.resolve("logs"), true)).close();
    }

    @Test
    void aDirectoryInUseByAnotherProcessIsRefusedUntilThatEnds() throws Exception {
        Path lock = root.resolve("data/version-2/quorate.lock");
        Files.createDirectories(lock.getParent());
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        source().toString(),
                        lock.toString())
                .redirectErrorStream(true)
                .start();
        StorageConfig config = config(root.resolve("data"), root.resolve("data"), true);
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("locked");
            assertInUse(config).hasMessageContaining("in use by another process (pid " + other.pid() + ")");
        } finally {
            other.destroyForcibly();
            assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        open(config).close();
    }

    @Test
    void aDirectoryOnWhichNothingCanBeWrittenIsNamed() throws Exception {
        SimulatedDisk disk = new SimulatedDisk(Personality.WEAK, new SplittableRandom(1));
        disk.createDirectory(Path.of("/data"));
        disk.faults().failFrom(2, "Read-only file system");
        assertThatThrownBy(() -> Storage.open(Member.config("/data", "/data", 0), disk, heard, () -> 0))
                .isInstanceOf(StorageException.class)
                .hasMessage("/data/version-2 cannot be created (/data is owned by the simulation, so are we):"
                        + " Read-only file system");
    }

    @Test
    void nothingStaysLockedWhenOpeningIsRefused() throws Exception {
        SimulatedDisk disk = new SimulatedDisk(Personality.WEAK, new SplittableRandom(1));
        StorageConfig config = Member.config("/data", "/logs", 0);
        Storage.open(config, disk, heard, () -> 0).close();
        disk.put(Path.of("/logs/version-2/a.tmp"), new byte[1]);
        disk.faults().failAt(disk.faults().operations() + 1, "Input/output error");
        assertThatThrownBy(() -> Storage.open(config, disk, heard, () -> 0)).hasMessageContaining("leftovers");
        Storage.open(config, disk, heard, () -> 0).close();
    }

    /** A program that takes the lock, says so, and waits to be killed. */
    private Path source() throws IOException {
        Path source = root.resolve("Holder.java");
        Files.writeString(source, """
            import java.nio.ByteBuffer;
            import java.nio.channels.FileChannel;
            import java.nio.file.Path;
            import java.nio.file.StandardOpenOption;

            class Holder {
                public static void main(String[] args) throws Exception {
                    var channel = FileChannel.open(
                            Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    channel.lock();
                    channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\\n").getBytes()));
                    System.out.println("locked");
                    System.in.read();
                }
            }
            """);
        return source;
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(StorageConfig config) {
        return assertThatThrownBy(() -> open(config).close())
                .isInstanceOfSatisfying(
                        StorageException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(StorageException.Kind.DIRECTORY));
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertInUse(StorageConfig config) {
        return assertThatThrownBy(() -> open(config).close())
                .isInstanceOfSatisfying(
                        StorageException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(StorageException.Kind.IN_USE));
    }

    private Storage open(StorageConfig config) {
        return Storage.open(config, new RealDisk(), heard, System::nanoTime);
    }

    private static StorageConfig config(Path data, Path logs, boolean createMissing) {
        return new StorageConfig(data, logs, createMissing, false, 1 << 20, Compression.NONE, LogConfig.defaults());
    }
}
