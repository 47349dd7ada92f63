package io.quorate.testkit.disk;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.DiskFile;
import io.quorate.storage.disk.DiskLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The disk as one life of a member has it: as slow as told, and out of its reach once it has been killed, so that
 * nothing of a dead member is written after its death. Thread-safe.
 */
public final class MemberDisk implements Disk {
    /** How often a sync that waits looks whether the disk has become faster. */
    private static final long LOOK_AGAIN_MS = 10;

    private final Disk disk;
    private final DiskSpeed speed;
    private final CountDownLatch dead = new CountDownLatch(1);

    /**
     * A disk for one life.
     *
     * @param disk what is slowed down
     * @param speed how slow
     */
    public MemberDisk(Disk disk, DiskSpeed speed) {
        this.disk = disk;
        this.speed = speed;
    }

    /** The member is dead: whatever it still tries fails, and what waits for a slow disk waits no longer. */
    public void kill() {
        dead.countDown();
    }

    private void alive() throws IOException {
        if (dead.getCount() == 0) {
            throw new IOException("the member was killed");
        }
    }

    private void waitForSync() throws IOException {
        long begunNs = System.nanoTime();
        boolean interrupted = false;
        try {
            for (Duration longer = speed.syncTakes();
                    System.nanoTime() - begunNs < longer.toNanos();
                    longer = speed.syncTakes()) {
                long leftNs = longer.toNanos() - (System.nanoTime() - begunNs);
                try {
                    if (dead.await(
                            Math.min(leftNs, TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN_MS)), TimeUnit.NANOSECONDS)) {
                        break;
                    }
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        alive();
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
        alive();
        disk.createDirectory(path);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        alive();
        return disk.list(directory);
    }

    @Override
    public DiskFile create(Path path) throws IOException {
        alive();
        return new Open(disk.create(path));
    }

    @Override
    public DiskFile openForReading(Path path) throws IOException {
        alive();
        return new Open(disk.openForReading(path));
    }

    @Override
    public DiskFile openForWriting(Path path) throws IOException {
        alive();
        return new Open(disk.openForWriting(path));
    }

    @Override
    public long length(Path path) throws IOException {
        alive();
        return disk.length(path);
    }

    @Override
    public long modifiedMs(Path path) throws IOException {
        alive();
        return disk.modifiedMs(path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        alive();
        disk.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        alive();
        disk.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        alive();
        disk.syncDirectory(directory);
        waitForSync();
    }

    /** Locks are given back by the dead too, as the system does it. */
    @Override
    public @Nullable DiskLock tryLock(Path path) throws IOException {
        alive();
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

    private final class Open implements DiskFile {
        private final DiskFile file;

        Open(DiskFile file) {
            this.file = file;
        }

        @Override
        public int read(ByteBuffer target, long offset) throws IOException {
            alive();
            return file.read(target, offset);
        }

        @Override
        public int write(ByteBuffer source, long offset) throws IOException {
            alive();
            return file.write(source, offset);
        }

        @Override
        public long length() throws IOException {
            alive();
            return file.length();
        }

        @Override
        public void truncate(long length) throws IOException {
            alive();
            file.truncate(length);
        }

        @Override
        public void sync() throws IOException {
            alive();
            file.sync();
            waitForSync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
