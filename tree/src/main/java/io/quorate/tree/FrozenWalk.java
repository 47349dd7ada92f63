package io.quorate.tree;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Goes once through all znodes of a tree, exactly as they are when the walk is made and parents first, while txns go on
 * changing it. No znode is copied for that: what is about to change or to be removed is told before, its ancestors
 * first, and what is created meanwhile is passed over. A mark in every {@link Slot} says which have been told; since
 * each walk has another mark, none has to be wiped first. Owned by the driver's thread, as the tree is.
 */
public final class FrozenWalk {
    private final ZnodeTree tree;
    private final Consumer<StoredZnode> visitor;
    private final int mark;
    private final StoredZnode told = new StoredZnode();
    private final PathBytes path = new PathBytes();
    private @Nullable Slot[] untold = new Slot[16];
    private @Nullable Slot cursor;

    FrozenWalk(ZnodeTree tree, Slot root, int mark, Consumer<StoredZnode> visitor) {
        this.tree = tree;
        this.visitor = visitor;
        this.mark = mark;
        this.cursor = root;
    }

    /**
     * Tells one more znode, or passes over one that has been told or is new.
     *
     * @return false when the walk has ended, with this step or before; the tree is free for another
     */
    public boolean step() {
        Slot slot = cursor;
        if (slot == null) {
            return false;
        }
        if (slot.mark() != mark) {
            tell(slot);
        }
        cursor = successor(slot, tree.root());
        if (cursor == null) {
            tree.endWalk(true);
            return false;
        }
        return true;
    }

    /** Ends the walk early; the tree is free for another. */
    public void abandon() {
        if (cursor != null) {
            cursor = null;
            tree.endWalk(false);
        }
    }

    /** A znode's stored fields are about to change. */
    void beforeChange(Slot slot) {
        if (slot.mark() == mark) {
            return;
        }
        int count = 0;
        for (Slot at = slot; at != null && at.mark() != mark; at = at.parent) {
            if (count == untold.length) {
                untold = Arrays.copyOf(untold, 2 * count);
            }
            untold[count++] = at;
        }
        while (count > 0) {
            Slot next = untold[--count];
            untold[count] = null;
            if (next != null) {
                tell(next);
            }
        }
    }

    /** A childless znode is about to be taken out of the tree. */
    void beforeRemoval(Slot slot) {
        beforeChange(slot);
        if (cursor == slot) {
            cursor = successor(slot, tree.root());
            if (cursor == null) {
                tree.endWalk(true);
            }
        }
    }

    private void tell(Slot slot) {
        slot.setMark(mark);
        path.set(slot);
        told.path = path.array();
        told.pathLength = path.length();
        told.data = slot.data;
        told.aclId = tree.aclIdOf(slot);
        told.czxid = slot.czxid;
        told.mzxid = slot.mzxid();
        told.ctime = slot.ctime;
        told.mtime = slot.mtime();
        told.version = slot.version();
        told.createCount = slot.createCount();
        told.aversion = slot.aversion();
        told.owner = slot.owner();
        told.pzxid = slot.pzxid();
        visitor.accept(told);
    }

    /** The next below {@code top} in depth-first order, children after their parent. */
    static @Nullable Slot successor(Slot slot, Slot top) {
        Slot.Children children = slot.children;
        if (children != null && children.first != null) {
            return children.first;
        }
        for (Slot at = slot; at != null && at != top; at = at.parent) {
            if (at.next != null) {
                return at.next;
            }
        }
        return null;
    }
}
