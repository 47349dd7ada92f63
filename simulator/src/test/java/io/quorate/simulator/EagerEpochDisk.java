package io.quorate.simulator;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.DiskFile;
import io.quorate.storage.disk.DiskOverlay;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A disk on which the current epoch is that which was accepted, as soon as it was (ZOOKEEPER-4643). */
record EagerEpochDisk(Disk disk) implements DiskOverlay {
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
}
