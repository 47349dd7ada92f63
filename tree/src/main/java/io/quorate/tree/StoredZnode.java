package io.quorate.tree;

import org.jspecify.annotations.Nullable;

/**
 * A znode on its way between a tree and a snapshot: one line of the snapshot's table of nodes (storage format 4.1).
 * Filled again for every znode and not to be kept. Owned by one thread.
 */
public final class StoredZnode {
    /** Holds the path's UTF-8 bytes from its start on; the root's path has none. */
    public byte[] path = {};
    /** How many bytes of {@link #path} belong to the path. */
    public int pathLength;
    /** The data; null is not the same as empty. Not to be written to. */
    public byte @Nullable [] data;
    /** Id of the ACL in the snapshot's table, −1 for the open one that was never given. */
    public long aclId;
    /** The fields of the stored stat. */
    public long czxid;

    public long mzxid;
    public long ctime;
    public long mtime;
    public int version;
    public int createCount;
    public int aversion;
    public long owner;
    public long pzxid;
}
