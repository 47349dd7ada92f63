package io.quorate.tree.prepare;

import io.quorate.tree.Znode;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A znode as outstanding txns leave it. Linked into the queue of all of them, and to others of the same owner. */
final class OverlaidZnode {
    final String path;
    /** Null if it does not exist. */
    @Nullable
    Znode znode;
    /** Zxid of the last outstanding txn that touched it. */
    long zxid;
    /** CRC over path and data, if digests are kept and the znode exists and counts. */
    int contentCrc;
    /** What it adds to the digest of the tree; 0 if it adds nothing. */
    long digest;

    /** Whose outstanding ephemeral it is, and its neighbours among those; null if it is not one. */
    @Nullable
    OverlaidSession owner;

    @Nullable
    OverlaidZnode previousOwned;

    @Nullable
    OverlaidZnode nextOwned;

    private OverlaidZnode older = this;
    private OverlaidZnode younger = this;

    OverlaidZnode(String path, @Nullable Znode znode) {
        this.path = path;
        this.znode = znode;
    }

    /** Whether the path is that of a child, given the parent's path with a slash at its end. */
    boolean isChildOf(String parentAndSlash) {
        return path.length() > parentAndSlash.length()
                && path.startsWith(parentAndSlash)
                && path.indexOf('/', parentAndSlash.length()) < 0;
    }

    /** All entries of an overlay, the one touched longest ago first. */
    static final class Queue {
        private final OverlaidZnode ends = new OverlaidZnode("", null);

        void append(OverlaidZnode entry) {
            entry.older = ends.older;
            entry.younger = ends;
            ends.older.younger = entry;
            ends.older = entry;
        }

        void remove(OverlaidZnode entry) {
            entry.older.younger = entry.younger;
            entry.younger.older = entry.older;
        }

        /** The oldest entry, if it was not touched by a txn after {@code zxid}. */
        @Nullable
        OverlaidZnode oldestUpTo(long zxid) {
            OverlaidZnode oldest = ends.younger;
            return oldest == ends || oldest.zxid > zxid ? null : oldest;
        }

        void forEach(Consumer<OverlaidZnode> visitor) {
            for (OverlaidZnode entry = ends.younger; entry != ends; entry = entry.younger) {
                visitor.accept(entry);
            }
        }
    }
}
