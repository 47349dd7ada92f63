package io.quorate.storage.epoch;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.StorageException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Says that data of this member may be missing, so that it must not vote with what it has, until it has learned
 * everything anew from a leader (storage format 2.3, faults Z17). ZooKeeper does not know the file. Owned by one
 * thread.
 */
public final class TrustMark {
    private static final String NAME = "quorate.untrusted";

    private final Disk disk;
    private final Path directory;

    /** The mark in the {@code version-2} directory of the snapshots. */
    public TrustMark(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    /** Whether it is there. */
    public boolean isSet() {
        return disk.exists(directory.resolve(NAME));
    }

    /** Sets it; durable when it returns. */
    public void set() {
        try {
            if (!isSet()) {
                disk.create(directory.resolve(NAME)).close();
            }
            disk.syncDirectory(directory);
        } catch (IOException failure) {
            throw failed("cannot be made", failure);
        }
    }

    /** Removes it; durable when it returns. */
    public void remove() {
        if (!isSet()) {
            return;
        }
        try {
            disk.delete(directory.resolve(NAME));
            disk.syncDirectory(directory);
        } catch (IOException failure) {
            throw failed("cannot be deleted", failure);
        }
    }

    private StorageException failed(String what, IOException failure) {
        return new StorageException(
                StorageException.Kind.FAILED,
                directory.resolve(NAME) + " " + what + ": " + failure
                        + "; check the disk and the directory's permissions",
                failure);
    }
}
