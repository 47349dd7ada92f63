package io.quorate.tree.prepare;

import io.quorate.tree.TreeView;

/** The tree as it will be once everything outstanding is applied: an overlay over the tree. */
public final class OutstandingView {
    /** Nothing outstanding yet over {@code tree}. */
    public OutstandingView(TreeView tree) {
        throw new UnsupportedOperationException(tree.toString());
    }

    /** Drops what the tree below has applied, up to {@code zxid}. */
    public void appliedUpTo(long zxid) {}
}
