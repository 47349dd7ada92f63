package io.quorate.storage.disk;

/** Hears what storage has to tell. Called on whatever thread did the work; must be quick and must not throw. */
public interface StorageListener {

    /** Something an operator should look at, as one line. */
    void warned(String message);

    /** Something worth a line in the log. */
    void noted(String message);

    /** The txn log was forced to disk, which took so long. */
    default void synced(long nanos) {}

    /** Forcing the txn log took longer than the threshold; {@code message} is ZooKeeper's line (storage format 3.9). */
    default void syncWasSlow(long millis, String message) {
        warned(message);
    }
}
