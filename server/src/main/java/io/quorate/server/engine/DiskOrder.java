package io.quorate.server.engine;

/** What a member of an ensemble asks of its disk besides appending. */
sealed interface DiskOrder {

    /** Promise no earlier epoch. */
    record SaveAccepted(long epoch) implements DiskOrder {}

    /** The history of that epoch is here. */
    record SaveCurrent(long epoch) implements DiskOrder {}

    /** End history there. */
    record Truncate(long zxid) implements DiskOrder {}

    /** Put the snapshot that was received in place of everything. */
    record Install(long zxid) implements DiskOrder {}

    /**
     * Remove what came of a snapshot.
     *
     * @param removal does it; may block
     */
    record Drop(Runnable removal) implements DiskOrder {}
}
