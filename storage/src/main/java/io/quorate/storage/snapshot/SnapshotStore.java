package io.quorate.storage.snapshot;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.DiskFile;
import io.quorate.storage.disk.FileName;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.StorageListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The snapshots of one directory. Any thread, but one snapshot is written at a time. */
public final class SnapshotStore {
    /** How many are offered at most (storage format 4.7). */
    public static final int MAX_OFFERED = 100;

    /** What the name of a snapshot begins with, before its zxid. */
    public static final String NAME = SnapshotFormat.PREFIX;

    private static final String PREFIX = NAME + ".";

    private final Disk disk;
    private final Path directory;
    private final Compression compression;
    private final long maxBytes;
    private final StorageListener listener;
    private final Turnover turnover = new Turnover();
    private final AtomicLong received = new AtomicLong();

    /**
     * The snapshots in {@code directory}.
     *
     * @param compression how new ones are packed
     * @param maxBytes longest one read, decompressed
     */
    public SnapshotStore(Disk disk, Path directory, Compression compression, long maxBytes, StorageListener listener) {
        this.disk = disk;
        this.directory = directory;
        this.compression = compression;
        this.maxBytes = maxBytes;
        this.listener = listener;
    }

    /** Those that pass the quick test (storage format 4.5), newest first, at most {@value #MAX_OFFERED}. */
    public List<SnapshotFile> offered() {
        List<SnapshotFile> offered = new ArrayList<>();
        for (FileName name : names(true)) {
            Compression packing = Compression.ofSuffix(name.rest());
            Path path = directory.resolve(name.text());
            if (offered.size() < MAX_OFFERED && looksWhole(path, packing, true)) {
                offered.add(new SnapshotFile(disk, path, name.zxid(), packing, maxBytes));
            }
        }
        return offered;
    }

    /** The newest that passes the quick test. */
    public Optional<Info> newest() {
        return whole(1).stream().findFirst();
    }

    /** The newest so many that pass the quick test, newest first. */
    public List<Info> whole(int count) {
        List<Info> whole = new ArrayList<>();
        for (FileName name : names(false)) {
            if (whole.size() == count) {
                break;
            }
            Path path = directory.resolve(name.text());
            if (looksWhole(path, Compression.ofSuffix(name.rest()), false)) {
                addInfo(name, path, whole);
            }
        }
        return whole;
    }

    /** Those after {@code zxid} that do not pass the quick test, newest first. */
    public List<Path> damagedAfter(long zxid) {
        List<Path> damaged = new ArrayList<>();
        for (FileName name : names(false)) {
            Path path = directory.resolve(name.text());
            if (name.zxid() > zxid && !looksWhole(path, Compression.ofSuffix(name.rest()), false)) {
                damaged.add(path);
            }
        }
        return damaged;
    }

    /** Deletes those with a smaller zxid; says how many. */
    public int deleteBelow(long zxid) {
        int deleted = 0;
        try {
            for (FileName name : names(false).reversed()) {
                if (name.zxid() < zxid) {
                    disk.delete(directory.resolve(name.text()));
                    listener.noted("Removing file: " + directory.resolve(name.text()));
                    deleted++;
                }
            }
            if (deleted > 0) {
                disk.syncDirectory(directory);
            }
        } catch (IOException failure) {
            throw new StorageException(
                    StorageException.Kind.FAILED,
                    "old snapshots in " + directory + " cannot be deleted: " + failure,
                    failure);
        }
        return deleted;
    }

    /**
     * A snapshot on disk.
     *
     * @param zxid the zxid in its name
     * @param modifiedMs when it was finished, in milliseconds since 1970
     */
    public record Info(long zxid, long modifiedMs) {}

    /** Begins one named by {@code zxid}. */
    public SnapshotWriter begin(long zxid) {
        if (zxid < 0) {
            throw new IllegalArgumentException("a snapshot of zxid " + zxid + " could never be read again");
        }
        return SnapshotWriter.begin(disk, file(zxid), compression, listener, turnover);
    }

    /** Who replaces what is here, deletes of it or adds to it. */
    public Turnover turnover() {
        return turnover;
    }

    /** Begins to keep one aside that comes from elsewhere. */
    public Incoming receive(long zxid) {
        if (zxid < 0) {
            throw new IllegalArgumentException("a snapshot of zxid " + zxid + " could never be read again");
        }
        String name = FileName.of(SnapshotFormat.RECEIVED_PREFIX, zxid) + "." + received.incrementAndGet();
        SnapshotWriter writer =
                SnapshotWriter.begin(disk, directory.resolve(name), compression, listener, new Turnover());
        return new Incoming(this, name, zxid, maxBytes, writer);
    }

    /** One that was kept aside. */
    public SnapshotFile received(Incoming incoming) {
        return new SnapshotFile(disk, directory.resolve(incoming.name()), incoming.zxid(), compression, maxBytes);
    }

    /**
     * Gives one that was kept aside the name it has among the others. If it seems to have got it already, it gets it
     * again: the sync may have failed that was to make the name durable (faults D6).
     */
    public void install(String aside, String installed) {
        try {
            if (!disk.exists(directory.resolve(aside))) {
                disk.rename(directory.resolve(installed), directory.resolve(aside));
            }
            disk.rename(directory.resolve(aside), directory.resolve(installed));
            disk.syncDirectory(directory);
        } catch (IOException failure) {
            throw new StorageException(
                    StorageException.Kind.FAILED,
                    directory.resolve(aside) + " cannot become " + installed + ": " + failure + "; check the disk",
                    failure);
        }
    }

    /** Removes what was kept aside when the last process died. */
    public void removeReceived() {
        try {
            for (String name : disk.list(directory)) {
                if (FileName.parse(SnapshotFormat.RECEIVED_PREFIX, name) != null) {
                    disk.delete(directory.resolve(name));
                    listener.noted("deleted " + directory.resolve(name) + ", which was received and never installed");
                }
            }
        } catch (IOException failure) {
            throw new StorageException(
                    StorageException.Kind.FAILED,
                    directory + " cannot be cleared of received snapshots: " + failure,
                    failure);
        }
    }

    /** Names of all those with a greater zxid, damaged ones too, newest first. */
    public List<String> namesAfter(long zxid) {
        return names(false).stream()
                .filter(name -> name.zxid() > zxid)
                .map(FileName::text)
                .toList();
    }

    /** Deletes those, whether they are still there or only seem to be gone; durable when it returns. */
    public void delete(List<String> doomed) {
        try {
            for (String name : doomed) {
                disk.deleteForCertain(directory.resolve(name));
            }
            disk.syncDirectory(directory);
        } catch (IOException failure) {
            throw new StorageException(
                    StorageException.Kind.FAILED,
                    directory + " cannot be cleared of " + doomed + ": " + failure,
                    failure);
        }
    }

    /** Deletes one that was kept aside; if that fails, the next start will do it. */
    void drop(String name) {
        try {
            delete(name);
        } catch (StorageException failure) {
            listener.warned(String.valueOf(failure.getMessage()));
        }
    }

    private void delete(String name) {
        try {
            if (disk.exists(directory.resolve(name))) {
                disk.delete(directory.resolve(name));
            }
        } catch (IOException failure) {
            throw new StorageException(
                    StorageException.Kind.FAILED,
                    "snapshot " + directory.resolve(name) + " cannot be deleted: " + failure,
                    failure);
        }
    }

    /** Length of a snapshot file as it is on disk, 0 if there is none of that zxid. */
    public long fileBytes(long zxid) {
        try {
            for (FileName name : names(false)) {
                if (name.zxid() == zxid) {
                    return disk.length(directory.resolve(name.text()));
                }
            }
        } catch (NoSuchFileException _) {
            return 0;
        } catch (IOException failure) {
            throw new StorageException(
                    StorageException.Kind.FAILED,
                    "the snapshot of 0x" + Long.toHexString(zxid) + " cannot be looked at: " + failure,
                    failure);
        }
        return 0;
    }

    /** Where {@link #begin} puts the one of this zxid. */
    public Path file(long zxid) {
        return directory.resolve(FileName.of(SnapshotFormat.PREFIX, zxid) + compression.suffix());
    }

    /** All names that are those of snapshots, newest first; plain ones before packed ones of the same zxid. */
    private List<FileName> names(boolean warns) {
        List<FileName> names = new ArrayList<>();
        try {
            for (String text : disk.list(directory)) {
                FileName name = FileName.parse(SnapshotFormat.PREFIX, text);
                if (name != null && Compression.isSuffix(name.rest())) {
                    names.add(name);
                } else if (warns && text.startsWith(PREFIX) && !text.endsWith(SnapshotFormat.TEMPORARY)) {
                    listener.warned(directory.resolve(text) + " is not the name of a snapshot; the file is ignored."
                            + " ZooKeeper may load it: move it elsewhere");
                }
            }
        } catch (IOException failure) {
            throw new StorageException(
                    StorageException.Kind.FAILED,
                    directory + " cannot be listed: " + failure + "; check the disk and the directory's permissions",
                    failure);
        }
        names.sort(Comparator.comparingLong(FileName::zxid).reversed().thenComparing(FileName::text));
        return names;
    }

    /** Unless a purge has deleted it meanwhile. */
    private void addInfo(FileName name, Path path, List<Info> infos) {
        try {
            infos.add(new Info(name.zxid(), disk.modifiedMs(path)));
        } catch (NoSuchFileException _) {
            return;
        } catch (IOException failure) {
            throw new StorageException(
                    StorageException.Kind.FAILED, "snapshot " + path + " cannot be looked at: " + failure, failure);
        }
    }

    private boolean looksWhole(Path path, Compression packing, boolean warns) {
        try (DiskFile file = disk.openForReading(path)) {
            long length = file.length();
            byte[] expected = switch (packing) {
                case NONE -> SnapshotFormat.plainEnd();
                case GZIP -> SnapshotFormat.gzipStart();
                case SNAPPY -> SnapshotFormat.snappyStart();
            };
            long from = packing == Compression.NONE ? Math.max(0, length - expected.length) : 0;
            byte[] found = new byte[expected.length];
            file.readFully(ByteBuffer.wrap(found), from);
            boolean whole = length >= (packing == Compression.NONE ? SnapshotFormat.MIN_PLAIN_BYTES : expected.length)
                    && Arrays.equals(found, expected);
            if (!whole && warns) {
                listener.warned("snapshot " + path + " is not whole and is passed over: it has " + length
                        + " bytes and " + (packing == Compression.NONE ? "ends with " : "begins with ")
                        + Arrays.toString(found));
            }
            return whole;
        } catch (IOException failure) {
            if (warns) {
                listener.warned("snapshot " + path + " cannot be read and is passed over: " + failure);
            }
            return false;
        }
    }

    static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(path + " is not within a directory");
        }
        return parent;
    }
}
