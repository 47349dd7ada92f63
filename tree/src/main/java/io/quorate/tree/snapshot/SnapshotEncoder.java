package io.quorate.tree.snapshot;

import io.quorate.tree.ZnodeTree;
import io.quorate.wire.ByteSink;

/**
 * Writes a tree, exactly as it is when the encoder is made, while txns go on changing it (storage format 4.1). The walk
 * advances slice by slice on the driver's thread; whatever a txn is about to change or remove is written before that, its
 * ancestors first, so that no second copy of anything is kept.
 */
public final class SnapshotEncoder {

    /** Freezes {@code tree}; only one encoder can be at work on a tree. */
    public SnapshotEncoder(ZnodeTree tree, boolean withDigest, boolean withLastZxid, ByteSink sink) {
        throw new UnsupportedOperationException("" + tree + withDigest + withLastZxid + sink);
    }

    /** The zxid it was frozen at. */
    public long zxid() {
        return 0;
    }

    /**
     * Writes some more.
     *
     * @param maxBytes about how much
     * @return whether all has been written
     */
    public boolean slice(int maxBytes) {
        return false;
    }

    /** Gives up; the tree is free for another. */
    public void abandon() {}
}
