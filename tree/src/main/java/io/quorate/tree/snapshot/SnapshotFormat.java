package io.quorate.tree.snapshot;

/** The fixed numbers of a snapshot (storage format 4.1, quorum protocol 4.6). */
final class SnapshotFormat {
    /** "ZKSN". */
    static final int MAGIC = 0x5a4b534e;

    static final int VERSION = 2;
    static final long DATABASE_ID = -1;
    /** Ends the table of nodes and every seal; no znode has this path there. */
    static final String END = "/";
    /** Ends what a leader sends to a learner. */
    static final String SIGNATURE = "BenWasHere";
    /** From this version on the digest is a long. */
    static final int FIRST_BINARY_DIGEST = 2;
    /** What is stored of a stat, without the ACL id before it. */
    static final int STAT_BYTES = 60;

    /** A session and its timeout. */
    static final int SESSION_BYTES = 12;

    static final int SEAL_BYTES = 13;
    static final int LAST_ZXID_SECTION_BYTES = Long.BYTES + SEAL_BYTES;

    private SnapshotFormat() {}
}
