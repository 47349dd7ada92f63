package io.quorate.tree.prepare;

import io.quorate.tree.TreeView;
import io.quorate.tree.Znode;
import org.jspecify.annotations.Nullable;

/**
 * What was last looked up in the tree below an overlay. Judging a request, playing its txn and making entries look for
 * the same znode and its parent again and again, and the tree makes a new {@link Znode} each time. Forgotten before the
 * tree can change.
 */
final class FoundBelow {
    private final TreeView below;
    private @Nullable String path;
    private @Nullable Znode znode;
    private @Nullable String pathBefore;
    private @Nullable Znode znodeBefore;

    FoundBelow(TreeView below) {
        this.below = below;
    }

    @Nullable
    Znode find(String sought) {
        if (sought.equals(path)) {
            return znode;
        }
        if (sought.equals(pathBefore)) {
            return znodeBefore;
        }
        pathBefore = path;
        znodeBefore = znode;
        path = sought;
        znode = below.find(sought);
        return znode;
    }

    void forget() {
        path = null;
        znode = null;
        pathBefore = null;
        znodeBefore = null;
    }
}
