package io.quorate.simulator;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.DiskFile;
import io.quorate.storage.disk.DiskOverlay;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * A disk that says things are durable and are not (faults D13).
 *
 * @param files about what is in which files it lies
 * @param names whether it lies about names in directories
 * @param onlyFailures whether it syncs, and lies only where that has failed, as who overlooks an error does
 */
record LyingDisk(Disk disk, Predicate<Path> files, boolean names, boolean onlyFailures) implements DiskOverlay {
    @Override
    public DiskFile create(Path path) throws IOException {
        return lying(path, disk.create(path));
    }

    @Override
    public DiskFile openForWriting(Path path) throws IOException {
        return lying(path, disk.openForWriting(path));
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        if (!names) {
            disk.syncDirectory(directory);
        } else if (onlyFailures) {
            sync(() -> disk.syncDirectory(directory));
        }
    }

    private DiskFile lying(Path path, DiskFile file) {
        return files.test(path) ? new LyingFile(file, onlyFailures) : file;
    }

    private interface Sync {
        void now() throws IOException;
    }

    private static void sync(Sync syncing) {
        try {
            syncing.now();
        } catch (IOException _) {
            // That is the lie: nobody hears of it.
        }
    }

    private record LyingFile(DiskFile file, boolean onlyFailures) implements DiskFile {
        @Override
        public int read(ByteBuffer target, long offset) throws IOException {
            return file.read(target, offset);
        }

        @Override
        public int write(ByteBuffer source, long offset) throws IOException {
            return file.write(source, offset);
        }

        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public void truncate(long length) throws IOException {
            file.truncate(length);
        }

        @Override
        public void sync() {
            if (onlyFailures) {
                LyingDisk.sync(file::sync);
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
