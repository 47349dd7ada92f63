package io.quorate.replica;

import io.quorate.replica.port.Journal;

/** The way to the journal: what was appended is handed over once a batch, and counts for the next snapshot. */
final class Log {
    private final Journal journal;
    private final SnapshotTurn snapshots;
    private final Tally tally;
    private boolean appended;

    Log(Journal journal, SnapshotTurn snapshots, Tally tally) {
        this.journal = journal;
        this.snapshots = snapshots;
        this.tally = tally;
    }

    void append(long zxid, byte[] record, int length) {
        journal.append(zxid, record, 0, length);
        appended = true;
        tally.logged(length);
        snapshots.appended(length);
    }

    /** A batch of inputs has been taken: what was appended goes to the disk. */
    void submit() {
        if (appended) {
            appended = false;
            tally.submits++;
            journal.submit();
        }
    }
}
