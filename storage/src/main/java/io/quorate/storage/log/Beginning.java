package io.quorate.storage.log;

/** What a replay may begin with. */
public enum Beginning {
    /** The record after the snapshot's zxid. */
    AFTER_SNAPSHOT,
    /**
     * The very first record there ever was, since there is no snapshot: anything else means that snapshots are missing.
     */
    FIRST_EVER,
    /** Any record: the operator says that nothing is missing ({@code snapshot.trust.empty}). */
    ANY
}
