package io.quorate.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealDiskTest {
    private final RealDisk disk = new RealDisk();

    @TempDir
    Path root;

    @Test
    void bytesAreReadWhereTheyWereWritten() throws IOException {
        Path path = root.resolve("a");
        try (DiskFile file = disk.create(path)) {
            file.writeFully(ByteBuffer.wrap(new byte[] {1, 2, 3}), 5);
            file.sync();
            assertThat(file.length()).isEqualTo(8);
            ByteBuffer read = ByteBuffer.allocate(20);
            assertThat(file.readFully(read, 4)).isEqualTo(4);
            assertThat(read.flip().get(0)).isZero();
            assertThat(read.get(3)).isEqualTo((byte) 3);
            assertThat(file.read(ByteBuffer.allocate(1), 8)).isEqualTo(-1);
            file.truncate(6);
        }
        assertThat(Files.readAllBytes(path)).containsExactly(0, 0, 0, 0, 0, 1);
        assertThat(disk.length(path)).isEqualTo(6);
        assertThat(disk.modifiedMs(path)).isPositive();
    }

    @Test
    void namesAreListedInOrder() throws IOException {
        for (String name : new String[] {"b", "a", "c"}) {
            disk.create(root.resolve(name)).close();
        }
        disk.createDirectory(root.resolve("d"));
        disk.rename(root.resolve("c"), root.resolve("a"));
        disk.delete(root.resolve("b"));
        disk.syncDirectory(root);
        assertThat(disk.list(root)).containsExactly("a", "d");
        assertThat(disk.isDirectory(root.resolve("d"))).isTrue();
        assertThat(disk.isDirectory(root.resolve("a"))).isFalse();
        assertThat(disk.exists(root.resolve("b"))).isFalse();
        assertThat(disk.isWritable(root)).isTrue();
        assertThat(disk.ownership(root)).startsWith("owned by ").contains(", we are ");
    }

    @Test
    void whatIsThereOrMissingIsSaid() throws IOException {
        disk.create(root.resolve("a")).close();
        assertThatThrownBy(() -> disk.create(root.resolve("a"))).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> disk.openForReading(root.resolve("b"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> disk.openForWriting(root.resolve("b"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> disk.list(root.resolve("a"))).isInstanceOf(NotDirectoryException.class);
    }

    @Test
    void aLockIsHeldOnceAndSaysByWhom() throws IOException {
        Path path = root.resolve("lock");
        DiskLock lock = Objects.requireNonNull(disk.tryLock(path));
        assertThat(disk.tryLock(path)).isNull();
        assertThat(Files.readString(path)).isEqualTo(ProcessHandle.current().pid() + "\n");
        lock.close();
        DiskLock again = Objects.requireNonNull(new RealDisk().tryLock(path));
        again.close();
    }
}
