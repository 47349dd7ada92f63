package io.quorate.storage;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.DiskFile;
import io.quorate.storage.disk.DiskLock;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.StorageListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code version-2} directories, checked and locked (storage format 2 and 13). Whatever is wrong with them is said
 * in one line before anything is touched.
 */
final class Directories implements AutoCloseable {
    static final String VERSION = "version-2";
    private static final String LOCK = "quorate.lock";
    private static final String TEMPORARY = ".tmp";
    /** The one leftover that still has something to say at start (storage format 2.4). */
    private static final String KEPT_TEMPORARY = "currentEpoch.tmp";

    private static final int MAX_PID_CHARS = 20;

    private final Disk disk;
    private final Path snapshots;
    private final Path logs;
    private final List<DiskLock> locks = new ArrayList<>();

    private Directories(Disk disk, Path snapshots, Path logs) {
        this.disk = disk;
        this.snapshots = snapshots;
        this.logs = logs;
    }

    static Directories open(StorageConfig config, Disk disk, StorageListener listener) {
        Path snapshots = config.dataDir().toAbsolutePath().normalize().resolve(VERSION);
        Path logs = config.dataLogDir().toAbsolutePath().normalize().resolve(VERSION);
        Directories directories = new Directories(disk, snapshots, logs);
        try {
            for (Path directory : directories.distinct()) {
                directories.prepare(directory, config.createMissing());
            }
            if (!snapshots.equals(logs)) {
                directories.refuse(logs, "snapshot.", "Log directory has snapshot files", "dataDir");
                directories.refuse(snapshots, "log.", "Snapshot directory has log files", "dataLogDir");
            }
            for (Path directory : directories.distinct()) {
                directories.lock(directory);
                directories.removeLeftovers(directory, listener);
            }
            return directories;
        } catch (StorageException refused) {
            directories.close();
            throw refused;
        }
    }

    /** Where snapshots and epochs are. */
    Path snapshots() {
        return snapshots;
    }

    /** Where logs are. */
    Path logs() {
        return logs;
    }

    /** Bytes of the files in a directory; files may come and go meanwhile. */
    long bytesIn(Path directory) {
        try {
            long total = 0;
            for (String name : disk.list(directory)) {
                total += bytesOf(directory.resolve(name));
            }
            return total;
        } catch (IOException failure) {
            throw explained(directory, "cannot be measured", failure);
        }
    }

    @Override
    public void close() {
        for (DiskLock lock : locks) {
            try {
                lock.close();
            } catch (IOException failure) {
                throw new StorageException(
                        StorageException.Kind.FAILED,
                        "the lock on " + logs + " cannot be released: " + failure,
                        failure);
            }
        }
        locks.clear();
    }

    private long bytesOf(Path file) throws IOException {
        try {
            return disk.isDirectory(file) ? 0 : disk.length(file);
        } catch (NoSuchFileException _) {
            return 0;
        }
    }

    private List<Path> distinct() {
        return snapshots.equals(logs) ? List.of(snapshots) : List.of(snapshots, logs);
    }

    private void prepare(Path directory, boolean createMissing) {
        if (!disk.exists(directory) && !createMissing) {
            throw new StorageException(
                    StorageException.Kind.DIRECTORY,
                    "Missing data directory " + directory + ", automatic data directory creation is disabled"
                            + " (zookeeper.datadir.autocreate is false). Please create this directory manually.");
        }
        create(directory);
        if (!disk.isWritable(directory)) {
            throw new StorageException(
                    StorageException.Kind.DIRECTORY,
                    "Cannot write to data directory " + directory + ": it is " + disk.ownership(directory)
                            + "; change its owner or its permissions");
        }
    }

    /** Makes a directory and those above it; each is durable in the one above. */
    private void create(Path directory) {
        if (disk.isDirectory(directory)) {
            return;
        }
        if (disk.exists(directory)) {
            throw new StorageException(
                    StorageException.Kind.DIRECTORY,
                    directory + " is not a directory; remove it, or choose another dataDir or dataLogDir");
        }
        Path parent = directory.getParent();
        if (parent == null) {
            throw new StorageException(StorageException.Kind.DIRECTORY, directory + " does not exist");
        }
        create(parent);
        try {
            disk.createDirectory(directory);
            disk.syncDirectory(parent);
        } catch (IOException failure) {
            throw explained(directory, "cannot be created (" + parent + " is " + disk.ownership(parent) + ")", failure);
        }
    }

    private void refuse(Path directory, String prefix, String what, String belongsTo) {
        try {
            for (String name : disk.list(directory)) {
                if (name.startsWith(prefix)) {
                    throw new StorageException(
                            StorageException.Kind.DIRECTORY,
                            what + ": " + directory.resolve(name)
                                    + ". Check that dataDir and dataLogDir are set as intended"
                                    + " and move such files to the " + VERSION + " directory of " + belongsTo);
                }
            }
        } catch (IOException failure) {
            throw explained(directory, "cannot be listed", failure);
        }
    }

    private void lock(Path directory) {
        Path file = directory.resolve(LOCK);
        try {
            DiskLock lock = disk.tryLock(file);
            if (lock == null) {
                throw new StorageException(
                        StorageException.Kind.IN_USE,
                        "Data directory " + directory + " is in use by another process" + holder(file)
                                + "; stop that one, or choose another dataDir");
            }
            locks.add(lock);
        } catch (IOException failure) {
            throw explained(file, "cannot be locked", failure);
        }
    }

    /** The process that says it has the lock. Only asked when we do not have it: closing the file would drop ours. */
    private String holder(Path lock) {
        try (DiskFile file = disk.openForReading(lock)) {
            ByteBuffer bytes = ByteBuffer.allocate(MAX_PID_CHARS);
            int length = file.readFully(bytes, 0);
            String pid = new String(bytes.array(), 0, length, StandardCharsets.US_ASCII).strip();
            return pid.isEmpty() ? "" : " (pid " + pid + ")";
        } catch (IOException _) {
            return "";
        }
    }

    private void removeLeftovers(Path directory, StorageListener listener) {
        try {
            for (String name : disk.list(directory)) {
                if (name.endsWith(TEMPORARY) && !name.equals(KEPT_TEMPORARY)) {
                    disk.delete(directory.resolve(name));
                    listener.noted("deleted " + directory.resolve(name) + ", left over from an unfinished write");
                }
            }
        } catch (IOException failure) {
            throw explained(directory, "cannot be cleared of leftovers", failure);
        }
    }

    private StorageException explained(Path path, String what, IOException failure) {
        String why = switch (failure) {
            case AccessDeniedException _ -> "permission denied; it is " + disk.ownership(path);
            case FileSystemException denied when denied.getReason() != null -> denied.getReason();
            default -> failure.toString();
        };
        return new StorageException(StorageException.Kind.DIRECTORY, path + " " + what + ": " + why, failure);
    }
}
