package io.quorate.tree;

import org.jspecify.annotations.Nullable;

/**
 * Where a znode is kept: the changing counterpart of {@link Znode}, made so that ten million of them fit. What a plain
 * znode does not need is moved out: {@link Extra} once it differs from a fresh one, {@link Children} once it has had a
 * child. Only its name is stored; the path is found by walking up. Changed by the driver's thread only; other threads
 * read it under a {@link ChangeSequence}.
 */
final class Slot {
    /** How many different marks there are, see {@link FrozenWalk}. */
    static final int MARKS = 64;

    private static final int MARK_BITS = 6;

    /** Null for the root. */
    final @Nullable Slot parent;
    /** UTF-8; empty for the root. */
    final byte[] name;

    byte @Nullable [] data;

    @Nullable
    Children children;

    /** Siblings, in the list that starts at the parent's {@link Children#first}. */
    @Nullable
    Slot next;

    @Nullable
    Slot previous;

    /** Null while all of it is as in a fresh persistent znode. */
    @Nullable
    Extra extra;

    long czxid;
    long ctime;
    /** Index in the {@link AclTable}, and below it the mark of the last snapshot that has seen this znode. */
    private int aclAndMark;

    Slot(@Nullable Slot parent, byte[] name) {
        this.parent = parent;
        this.name = name;
    }

    int aclIndex() {
        return aclAndMark >>> MARK_BITS;
    }

    void setAclIndex(int index) {
        aclAndMark = (index << MARK_BITS) | (aclAndMark & (MARKS - 1));
    }

    int mark() {
        return aclAndMark & (MARKS - 1);
    }

    void setMark(int mark) {
        aclAndMark = (aclAndMark & -MARKS) | mark;
    }

    long mzxid() {
        Extra e = extra;
        return e == null ? czxid : e.mzxid;
    }

    long mtime() {
        Extra e = extra;
        return e == null ? ctime : e.mtime;
    }

    int version() {
        Extra e = extra;
        return e == null ? 0 : e.version;
    }

    int aversion() {
        Extra e = extra;
        return e == null ? 0 : e.aversion;
    }

    long owner() {
        Extra e = extra;
        return e == null ? Owner.NONE : e.owner;
    }

    long pzxid() {
        Children c = children;
        return c == null ? czxid : c.pzxid;
    }

    int createCount() {
        Children c = children;
        return c == null ? 0 : c.createCount;
    }

    int numChildren() {
        Children c = children;
        return c == null ? 0 : c.count;
    }

    int dataLength() {
        byte[] d = data;
        return d == null ? 0 : d.length;
    }

    /** Sets what a change of data or ACL sets; keeps the plain form where it can. */
    void setChanged(long mzxid, long mtime, int version, int aversion, long owner) {
        Extra e = extra;
        if (e == null) {
            if (mzxid == czxid && mtime == ctime && version == 0 && aversion == 0 && owner == Owner.NONE) {
                return;
            }
            e = new Extra();
        }
        e.mzxid = mzxid;
        e.mtime = mtime;
        e.version = version;
        e.aversion = aversion;
        e.owner = owner;
        extra = e;
    }

    /** Puts a child at the head of the list. The list must be there. */
    static void link(Children list, Slot child) {
        Slot head = list.first;
        child.next = head;
        if (head != null) {
            head.previous = child;
        }
        list.first = child;
        list.count++;
    }

    /** Takes a child out of the list. Its own references stay, for readers that stand on it. */
    static void unlink(Children list, Slot child) {
        Slot before = child.previous;
        Slot after = child.next;
        if (before == null) {
            list.first = after;
        } else {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
        list.count--;
    }

    /** The fields in which a znode differs from a fresh persistent one. */
    static final class Extra {
        long mzxid;
        long mtime;
        int version;
        int aversion;
        long owner;
    }

    /** What a znode needs once it has had a child. */
    static final class Children {
        @Nullable
        Slot first;

        int count;
        int createCount;
        long pzxid;
        /** CRC over path and data, so that a change among the children needs no pass over the data. */
        int contentCrc;
    }
}
