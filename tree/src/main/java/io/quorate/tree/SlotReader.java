package io.quorate.tree;

/**
 * Reads slots while they may be changing. Whatever it met, an exception included, counts only if the
 * {@link ChangeSequence} says that nothing was changed meanwhile. Every loop on its way is bounded by the path's length
 * or a segment's size.
 */
final class SlotReader implements FastReader {
    private final ZnodeTree tree;
    private final ChangeSequence sequence;

    SlotReader(ZnodeTree tree, ChangeSequence sequence) {
        this.tree = tree;
        this.sequence = sequence;
    }

    @Override
    public long quietZxid() {
        long begun = sequence.begin();
        if (begun == ChangeSequence.CHANGING) {
            return -1;
        }
        long zxid = tree.lastZxid();
        return sequence.isUndisturbed(begun) ? zxid : -1;
    }

    @Override
    public boolean read(byte[] path, int offset, int length, ReadCell into) {
        long begun = sequence.begin();
        if (begun == ChangeSequence.CHANGING) {
            return false;
        }
        try {
            fill(path, offset, length, into);
        } catch (RuntimeException e) {
            if (sequence.isUndisturbed(begun)) {
                throw e;
            }
            return false;
        }
        return sequence.isUndisturbed(begun);
    }

    private void fill(byte[] path, int offset, int length, ReadCell into) {
        into.lastZxid = tree.lastZxid();
        boolean isRoot = length == 1 && path[offset] == '/';
        Slot slot = tree.slot(path, offset, isRoot ? offset : offset + length);
        into.found = slot != null;
        if (slot == null) {
            into.data = null;
            return;
        }
        long owner = slot.owner();
        int numChildren = slot.numChildren();
        into.data = slot.data;
        into.acl = tree.aclOf(slot);
        into.czxid = slot.czxid;
        into.mzxid = slot.mzxid();
        into.pzxid = slot.pzxid();
        into.ctime = slot.ctime;
        into.mtime = slot.mtime();
        into.version = slot.version();
        into.cversion = 2 * slot.createCount() - numChildren;
        into.aversion = slot.aversion();
        into.ephemeralOwner = Owner.isSession(owner) ? owner : 0;
        into.numChildren = numChildren;
    }
}
