package io.quorate.testkit.disk;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.DiskFile;
import io.quorate.storage.disk.DiskLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory, which outlives the servers that work on it and is gone with the last reference to it. Every
 * write counts as durable: what it shows is a process that dies, not a power cut. Thread-safe.
 */
public final class MemoryDisk implements Disk {
    private final Map<Path, MemoryFile> files = new TreeMap<>();
    private final Set<Path> locked = new HashSet<>();

    /**
     * An empty disk with one directory, whose parents exist in name only.
     *
     * @param directory absolute; nothing of it is read from the real disk
     */
    public MemoryDisk(Path directory) {
        files.put(directory, new MemoryFile(true));
    }

    @Override
    public synchronized boolean isDirectory(Path path) {
        MemoryFile file = files.get(path);
        return file != null && file.isDirectory();
    }

    @Override
    public synchronized boolean exists(Path path) {
        return files.containsKey(path);
    }

    @Override
    public synchronized void createDirectory(Path path) throws IOException {
        add(path, true);
    }

    @Override
    public synchronized List<String> list(Path directory) throws IOException {
        if (!isDirectory(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        return files.keySet().stream()
                .filter(path -> directory.equals(path.getParent()))
                .map(path -> String.valueOf(path.getFileName()))
                .sorted()
                .toList();
    }

    @Override
    public synchronized DiskFile create(Path path) throws IOException {
        return new Open(add(path, false));
    }

    @Override
    public synchronized DiskFile openForReading(Path path) throws IOException {
        return new Open(file(path));
    }

    @Override
    public synchronized DiskFile openForWriting(Path path) throws IOException {
        return new Open(file(path));
    }

    @Override
    public synchronized long length(Path path) throws IOException {
        return file(path).length();
    }

    @Override
    public synchronized long modifiedMs(Path path) throws IOException {
        return file(path).modifiedMs();
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        MemoryFile file = file(from);
        parentOf(to);
        files.remove(from);
        files.put(to, file);
    }

    @Override
    public synchronized void delete(Path path) throws IOException {
        if (isDirectory(path) && !list(path).isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        if (files.remove(path) == null) {
            throw new NoSuchFileException(path.toString());
        }
    }

    @Override
    public synchronized void syncDirectory(Path directory) throws IOException {
        if (!isDirectory(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
    }

    @Override
    public synchronized @Nullable DiskLock tryLock(Path path) throws IOException {
        if (!exists(path)) {
            add(path, false);
        }
        return locked.add(path) ? () -> unlock(path) : null;
    }

    private synchronized void unlock(Path path) {
        locked.remove(path);
    }

    @Override
    public boolean isWritable(Path directory) {
        return true;
    }

    @Override
    public String ownership(Path path) {
        return "in this process's memory";
    }

    private MemoryFile add(Path path, boolean directory) throws IOException {
        parentOf(path);
        MemoryFile file = new MemoryFile(directory);
        if (files.putIfAbsent(path, file) != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        return file;
    }

    private void parentOf(Path path) throws NoSuchFileException {
        Path parent = path.getParent();
        if (parent == null || !isDirectory(parent)) {
            throw new NoSuchFileException(String.valueOf(parent));
        }
    }

    private MemoryFile file(Path path) throws NoSuchFileException {
        MemoryFile file = files.get(path);
        if (file == null || file.isDirectory()) {
            throw new NoSuchFileException(path.toString());
        }
        return file;
    }

    private record Open(MemoryFile file) implements DiskFile {
        @Override
        public int read(ByteBuffer target, long offset) {
            return file.read(target, offset);
        }

        @Override
        public int write(ByteBuffer source, long offset) {
            return file.write(source, offset);
        }

        @Override
        public long length() {
            return file.length();
        }

        @Override
        public void truncate(long length) {
            file.truncate(length);
        }

        @Override
        public void sync() {
            // The memory is as durable as it gets.
        }

        @Override
        public void close() {
            // Nothing is held but the name.
        }
    }
}
