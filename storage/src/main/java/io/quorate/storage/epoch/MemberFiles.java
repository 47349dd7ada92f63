package io.quorate.storage.epoch;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** The files an operator puts beside the {@code version-2} directories (storage format 2.2, 2.3). Stateless. */
public final class MemberFiles {
    private static final String MY_ID = "myid";
    private static final String INITIALIZE = "initialize";

    private MemberFiles() {}

    /** The number in {@code myid}; empty if there is no such file. */
    public static OptionalLong myId(Disk disk, Path dataDir) {
        return new TextFile(disk, dataDir.resolve(MY_ID)).readLong();
    }

    /**
     * Removes the {@code initialize} marker and says whether it was there. ZooKeeper looks for it in {@code dataLogDir}
     * only, but its script puts it into {@code dataDir}; it counts in both.
     */
    public static boolean takeInitializeMarker(Disk disk, List<Path> directories) {
        boolean found = false;
        for (Path directory : directories) {
            Path marker = directory.resolve(INITIALIZE);
            try {
                if (disk.exists(marker)) {
                    disk.delete(marker);
                    disk.syncDirectory(directory);
                    found = true;
                }
            } catch (IOException failure) {
                throw new StorageException(
                        StorageException.Kind.FAILED, marker + " cannot be deleted: " + failure, failure);
            }
        }
        return found;
    }
}
