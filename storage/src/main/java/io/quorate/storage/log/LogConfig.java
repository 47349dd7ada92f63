package io.quorate.storage.log;

/**
 * How the txn log is written (storage format 3.5, 3.8, 3.9).
 *
 * @param preallocBytes step by which a log file is extended ahead of its records, in bytes; 0 or less: not at all
 * @param sizeLimitBytes a file longer than this, preallocation included, is followed by a new one; 0 or less: no limit
 * @param forceSync whether {@link TxnLog#sync()} forces to disk at all; without it a power cut loses acknowledged
 *     writes
 * @param slowSyncMs a force that takes longer is reported, in milliseconds
 * @param maxRecordBytes longest payload written or read, in bytes
 */
public record LogConfig(
        long preallocBytes, long sizeLimitBytes, boolean forceSync, long slowSyncMs, int maxRecordBytes) {

    /** Shortest payload: a txn header. */
    public static final int MIN_RECORD_BYTES = 32;

    public LogConfig {
        if (maxRecordBytes < MIN_RECORD_BYTES) {
            throw new IllegalArgumentException(
                    "maxRecordBytes is " + maxRecordBytes + ", but a record has at least " + MIN_RECORD_BYTES);
        }
    }

    /** ZooKeeper's defaults. */
    public static LogConfig defaults() {
        return new LogConfig(64L << 20, -1, true, 1000, 2 * 0xfffff);
    }
}
