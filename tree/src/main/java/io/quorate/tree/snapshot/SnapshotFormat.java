package io.quorate.tree.snapshot;

/** The fixed numbers of a snapshot (storage format 4.1). */
final class SnapshotFormat {
    /** "ZKSN". */
    static final int MAGIC = 0x5a4b534e;

    static final int VERSION = 2;
    static final long DATABASE_ID = -1;
    /** Ends the table of nodes and every seal; no znode has this path there. */
    static final String END = "/";
    /** From this version on the digest is a long. */
    static final int FIRST_BINARY_DIGEST = 2;
    /** An ACL id and the stored stat. */
    static final int STAT_BYTES = 60;

    static final int SEAL_BYTES = 13;
    static final int LAST_ZXID_SECTION_BYTES = Long.BYTES + SEAL_BYTES;

    private SnapshotFormat() {}
}
