package io.quorate.simulator;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.DiskFile;
import io.quorate.storage.disk.DiskLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A disk on which the current epoch is that which was accepted, as soon as it was (ZOOKEEPER-4643). */
record EagerEpochDisk(Disk disk) implements Disk {
    private static final int MOST_DIGITS = 20;

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
        if (to.endsWith("acceptedEpoch")) {
            Path current = to.resolveSibling("currentEpoch");
            ByteBuffer bytes = ByteBuffer.allocate(MOST_DIGITS);
            try (DiskFile file = disk.openForReading(to)) {
                bytes.limit(file.readFully(bytes, 0));
            }
            if (disk.exists(current)) {
                disk.delete(current);
            }
            try (DiskFile file = disk.create(current)) {
                file.writeFully(bytes.rewind(), 0);
                file.sync();
            }
        }
    }

    @Override
    public boolean isDirectory(Path path) {
        return disk.isDirectory(path);
    }

    @Override
    public boolean exists(Path path) {
        return disk.exists(path);
    }

    @Override
    public void createDirectory(Path path) throws IOException {
        disk.createDirectory(path);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public DiskFile create(Path path) throws IOException {
        return disk.create(path);
    }

    @Override
    public DiskFile openForReading(Path path) throws IOException {
        return disk.openForReading(path);
    }

    @Override
    public DiskFile openForWriting(Path path) throws IOException {
        return disk.openForWriting(path);
    }

    @Override
    public long length(Path path) throws IOException {
        return disk.length(path);
    }

    @Override
    public long modifiedMs(Path path) throws IOException {
        return disk.modifiedMs(path);
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        disk.syncDirectory(directory);
    }

    @Override
    public @Nullable DiskLock tryLock(Path path) throws IOException {
        return disk.tryLock(path);
    }

    @Override
    public boolean isWritable(Path directory) {
        return disk.isWritable(directory);
    }

    @Override
    public String ownership(Path path) {
        return disk.ownership(path);
    }
}
