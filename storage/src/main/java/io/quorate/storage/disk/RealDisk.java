package io.quorate.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The file system of this machine. Calls on different files may come from different threads. */
public final class RealDisk implements Disk {
    /**
     * Channels on lock files that this very process holds already. The system counts locks by process and drops them
     * when any channel on the file is closed, so these must stay open as long as possible.
     */
    private final List<FileChannel> keptOpen = new CopyOnWriteArrayList<>();

    /** The one there is. */
    public RealDisk() {}

    @Override
    public boolean isDirectory(Path path) {
        return Files.isDirectory(path);
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void createDirectory(Path path) throws IOException {
        Files.createDirectory(path);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public DiskFile create(Path path) throws IOException {
        return new ChannelFile(FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public DiskFile openForReading(Path path) throws IOException {
        return new ChannelFile(FileChannel.open(path, StandardOpenOption.READ));
    }

    @Override
    public DiskFile openForWriting(Path path) throws IOException {
        return new ChannelFile(FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public long length(Path path) throws IOException {
        return Files.size(path);
    }

    @Override
    public long modifiedMs(Path path) throws IOException {
        return Files.getLastModifiedTime(path).toMillis();
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The file holds the id of the process that has the lock, for whoever wonders; it stays when the lock is gone. */
    @Override
    public @Nullable DiskLock tryLock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return null;
            }
            channel.truncate(0);
            String pid = ProcessHandle.current().pid() + "\n";
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            return new ChannelLock(channel, lock);
        } catch (OverlappingFileLockException _) {
            keptOpen.add(channel);
            return null;
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
    }

    @Override
    public boolean isWritable(Path directory) {
        return Files.isWritable(directory) && Files.isExecutable(directory);
    }

    @Override
    public String ownership(Path path) {
        String us = System.getProperty("user.name", "an unknown user");
        try {
            return "owned by " + Files.getOwner(path) + ", we are " + us;
        } catch (IOException unreadable) {
            return "its owner cannot be read (" + unreadable.getMessage() + "), we are " + us;
        }
    }

    private record ChannelLock(FileChannel channel, FileLock lock) implements DiskLock {
        @Override
        public void close() throws IOException {
            try (channel) {
                if (lock.isValid()) {
                    lock.release();
                }
            }
        }
    }

    private record ChannelFile(FileChannel channel) implements DiskFile {
        @Override
        public int read(ByteBuffer target, long offset) throws IOException {
            return channel.read(target, offset);
        }

        @Override
        public int write(ByteBuffer source, long offset) throws IOException {
            return channel.write(source, offset);
        }

        @Override
        public long length() throws IOException {
            return channel.size();
        }

        @Override
        public void truncate(long length) throws IOException {
            channel.truncate(length);
        }

        @Override
        public void sync() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
