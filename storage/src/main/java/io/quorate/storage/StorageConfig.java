package io.quorate.storage;

import io.quorate.storage.log.LogConfig;
import io.quorate.storage.snapshot.Compression;
import java.nio.file.Path;

/**
 * Where a member keeps its files and how.
 *
 * @param dataDir directory of snapshots, epochs and {@code myid}
 * @param dataLogDir directory of the txn log; may be {@code dataDir}
 * @param createMissing whether missing directories are made ({@code datadir.autocreate})
 * @param trustEmptySnapshot whether logs without any snapshot are replayed even if their beginning is missing
 *     ({@code snapshot.trust.empty})
 * @param maxSnapshotBytes longest snapshot read, decompressed, in bytes
 * @param compression how snapshots are packed
 * @param log how the txn log is written
 */
public record StorageConfig(
        Path dataDir,
        Path dataLogDir,
        boolean createMissing,
        boolean trustEmptySnapshot,
        long maxSnapshotBytes,
        Compression compression,
        LogConfig log) {

    /** Longest snapshot read unless told otherwise: a file that claims more is taken for damaged. */
    public static final long DEFAULT_MAX_SNAPSHOT_BYTES = 1L << 40;

    /** ZooKeeper's defaults, everything in one directory. */
    public static StorageConfig defaults(Path dataDir) {
        return new StorageConfig(
                dataDir, dataDir, true, false, DEFAULT_MAX_SNAPSHOT_BYTES, Compression.NONE, LogConfig.defaults());
    }
}
