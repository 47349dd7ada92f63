package io.quorate.tree.snapshot;

import io.quorate.tree.TreeLimits;
import io.quorate.tree.ZnodeTree;
import io.quorate.wire.ByteSource;

/** Reads a snapshot into a new tree (storage format 4.1, 4.2). */
public final class SnapshotDecoder {
    private SnapshotDecoder() {}

    /**
     * Reads all of it and checks its seals.
     *
     * @param zxid the zxid in the file's name: what the tree is at least up to
     * @param maxLength longest string or buffer accepted, in bytes
     * @throws io.quorate.wire.MalformedException if it is not a whole and undamaged snapshot
     */
    public static Loaded read(ByteSource source, long zxid, int maxLength, TreeLimits limits) {
        throw new UnsupportedOperationException();
    }

    /**
     * A snapshot, read.
     *
     * @param tree the tree; {@code lastZxid} is the file's
     * @param digestZxid zxid at which {@code digest} must hold, 0 if the snapshot carries none
     * @param digest the digest of the tree at that zxid
     */
    public record Loaded(ZnodeTree tree, long digestZxid, long digest) {}
}
