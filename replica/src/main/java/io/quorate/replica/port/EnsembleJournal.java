package io.quorate.replica.port;

/**
 * The txn log of a member of an ensemble, and whatever else it must not forget. Everything is done in the order of the
 * calls, {@link #append} included, and each thing is answered once, when it is durable; a disk that fails ends the
 * member. Called on the driver's thread; nothing blocks.
 *
 * <p>The answers are {@link io.quorate.replica.Input.ForZab} and, where the state on disk has become another,
 * {@link io.quorate.replica.Input.Restored}.
 */
public interface EnsembleJournal extends Journal {

    /** Makes the epoch durable; answered by {@code AcceptedEpochSaved} (quorum protocol 3). */
    void saveAcceptedEpoch(long epoch);

    /** Makes the epoch durable, and the member trusted from now on; answered by {@code CurrentEpochSaved}. */
    void saveCurrentEpoch(long epoch);

    /**
     * Cuts log and snapshots back to exactly {@code zxid}; answered by a {@code Restored} with {@code Truncated}, or by
     * {@code TruncateRefused} when the history cannot be cut there, and then nothing was changed.
     */
    void truncate(long zxid);

    /**
     * The snapshot that was kept aside takes the place of log, snapshots and state, or a crash leaves all as it was;
     * answered by a {@code Restored} with {@code SnapshotInstalled}.
     */
    void installSnapshot(long zxid);

    /** The snapshot that comes or is kept aside is of no use any more; answered by {@code SnapshotDropped}. */
    void abandonSnapshot();
}
