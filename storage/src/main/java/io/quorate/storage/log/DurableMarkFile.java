package io.quorate.storage.log;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.DiskFile;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.StorageListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The side file that holds the {@link DurableMark}, in two slots (decision 0005). One slot holds what was synced last
 * and is left alone; the other is overwritten, at little cost, as the log grows. When that one is synced too they
 * change places. So a crash at any moment leaves a valid mark, and any valid mark is true. Owned by the log's thread.
 */
final class DurableMarkFile implements AutoCloseable {
    static final String NAME = "quorate.durable";
    private static final String STALE = "quorate.durable.stale";
    private static final String TEMPORARY = NAME + ".tmp";
    private static final int SLOTS = 2;

    private final Path path;
    private final DiskFile file;
    private final ByteBuffer slot = ByteBuffer.allocateDirect(DurableMark.SLOT_BYTES);
    private long sequence;
    private int openSlot;

    private DurableMarkFile(Path path, DiskFile file) {
        this.path = path;
        this.file = file;
    }

    /** The mark in a directory; null if there is none, or none that can be read, of which the listener is told. */
    static @Nullable DurableMark load(Disk disk, Path directory, StorageListener listener) {
        Path path = directory.resolve(NAME);
        if (!disk.exists(path)) {
            return null;
        }
        ByteBuffer slots = ByteBuffer.allocate(SLOTS * DurableMark.SLOT_BYTES);
        try (DiskFile file = disk.openForReading(path)) {
            file.readFully(slots, 0);
        } catch (IOException failure) {
            throw failed(path, "cannot be read", failure);
        }
        slots.flip();
        DurableMark first = DurableMark.readFrom(slots, 0);
        DurableMark second = DurableMark.readFrom(slots, DurableMark.SLOT_BYTES);
        if (first == null && second == null) {
            setAside(disk, directory, "it holds no whole mark", listener);
            return null;
        }
        boolean secondIsNewer = first == null || (second != null && second.sequence() > first.sequence());
        return secondIsNewer ? second : first;
    }

    /** Whether there is such a file, or was one until it was set aside. */
    static boolean wasBegun(Disk disk, Path directory) {
        return disk.exists(directory.resolve(NAME)) || disk.exists(directory.resolve(STALE));
    }

    /** Gives the file another name, under which it means nothing. */
    static void setAside(Disk disk, Path directory, String why, StorageListener listener) {
        try {
            disk.rename(directory.resolve(NAME), directory.resolve(STALE));
            disk.syncDirectory(directory);
        } catch (IOException failure) {
            throw failed(directory.resolve(NAME), "cannot be set aside", failure);
        }
        listener.warned(directory.resolve(NAME) + " is set aside as " + STALE + ": " + why
                + ". It is only a lower bound of what was durable; the log itself is untouched");
    }

    /** Begins a new file with a mark, replacing any old one; durable when it returns. */
    static DurableMarkFile begin(Disk disk, Path directory, DurableMark mark) {
        Path path = directory.resolve(NAME);
        Path temporary = directory.resolve(TEMPORARY);
        try {
            if (disk.exists(temporary)) {
                disk.delete(temporary);
            }
            DurableMarkFile created = new DurableMarkFile(path, disk.create(temporary));
            created.sequence = mark.sequence();
            created.write(mark, 0);
            created.write(mark, 1);
            created.file.sync();
            disk.rename(temporary, path);
            disk.syncDirectory(directory);
            return created;
        } catch (IOException failure) {
            throw failed(path, "cannot be written", failure);
        }
    }

    /** Removes the file, if there is one: without forced syncs nothing is known to be durable. */
    static void remove(Disk disk, Path directory) {
        Path path = directory.resolve(NAME);
        if (!disk.exists(path)) {
            return;
        }
        try {
            disk.delete(path);
            disk.syncDirectory(directory);
        } catch (IOException failure) {
            throw failed(path, "cannot be deleted", failure);
        }
    }

    /** Writes a mark, to become durable when the system pleases. */
    void note(DurableMark mark) {
        try {
            sequence++;
            write(mark.numbered(sequence), openSlot);
        } catch (IOException failure) {
            throw failed(path, "cannot be written", failure);
        }
    }

    /** Makes what was noted last durable. */
    void sync() {
        try {
            file.sync();
            openSlot = SLOTS - 1 - openSlot;
        } catch (IOException failure) {
            throw failed(path, "cannot be forced to disk", failure);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failure) {
            throw failed(path, "cannot be closed", failure);
        }
    }

    private void write(DurableMark mark, int number) throws IOException {
        slot.clear();
        mark.writeTo(slot);
        file.writeFully(slot.flip(), (long) number * DurableMark.SLOT_BYTES);
    }

    private static StorageException failed(Path path, String what, IOException failure) {
        return new StorageException(
                StorageException.Kind.FAILED,
                path + " " + what + ": " + failure + "; check the disk and the file's permissions",
                failure);
    }
}
