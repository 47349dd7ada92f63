package io.quorate.tree;

import io.quorate.data.Acl;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fills a new tree with what a snapshot holds (storage format 4.1): first sessions and ACLs, then znodes, parents
 * first. Owned by one thread; of no use once {@link #finish} has been called.
 */
public final class TreeLoader {
    /**
     * What a znode gets whose ACL the snapshot does not have: nobody may do anything until a txn or the super user sets
     * it.
     */
    private static final List<Acl> NOBODY = List.of(new Acl(0, "world", "anyone"));

    private final ZnodeTree tree;
    private final Map<Long, Integer> aclIndexes = new HashMap<>();
    private final Map<Long, Integer> unknownAclIndexes = new HashMap<>();
    private Slot latestParent;
    private byte[] latestParentPath = {};
    private int latestParentLength;
    private long latestAclId = AclTable.NEVER_GIVEN_ID;
    private int latestAclIndex = AclTable.NEVER_GIVEN;
    private boolean latestAclIsUnknown;
    private boolean hasRoot;
    private int withoutAcl;

    /** A loader of a tree that is at least up to {@code zxid}. */
    public TreeLoader(TreeLimits limits, long zxid) {
        tree = new ZnodeTree(limits, zxid);
        latestParent = tree.root();
        aclIndexes.put(AclTable.NEVER_GIVEN_ID, AclTable.NEVER_GIVEN);
    }

    /** Adds a session. */
    public void session(long id, int timeoutMs) {
        tree.openSession(id, timeoutMs);
    }

    /** Adds an ACL. An id that is already there is kept as it is, as is the one of the list that was never given. */
    public void acl(long id, List<Acl> list) {
        aclIndexes.computeIfAbsent(id, _ -> tree.acls().load(id, list));
    }

    /**
     * Adds a znode. The root is the first; its path is empty. An ACL id that is in no table, as fuzzy snapshots have
     * them, gives the znode an ACL that lets nobody in until a txn of the log sets the right one (storage format 6.1).
     */
    public Placed znode(StoredZnode stored) {
        byte[] path = stored.path;
        int length = stored.pathLength;
        if (length == 0) {
            return root(stored);
        }
        int slash = length - 1;
        while (slash >= 0 && path[slash] != '/') {
            slash--;
        }
        if (slash < 0 || slash == length - 1) {
            return Placed.BAD_PATH;
        }
        Slot parent = hasRoot ? parent(path, slash) : null;
        if (parent == null) {
            return Placed.NO_PARENT;
        }
        Slot slot = new Slot(parent, Arrays.copyOfRange(path, slash + 1, length));
        fill(slot, stored);
        return tree.attach(slot, path, length, stored.createCount, stored.pzxid) ? Placed.PLACED : Placed.DUPLICATE;
    }

    /** How many znodes have an ACL id that the snapshot does not explain. */
    public int znodesWithoutAcl() {
        return withoutAcl;
    }

    /** The tree, with the reserved znodes that an old snapshot may lack and without ACLs that no znode has. */
    public ZnodeTree finish() {
        tree.acls().dropUnused();
        tree.insertReserved();
        return tree;
    }

    private Placed root(StoredZnode stored) {
        if (hasRoot) {
            return Placed.DUPLICATE;
        }
        hasRoot = true;
        fill(tree.root(), stored);
        tree.attachRoot(stored.createCount, stored.pzxid);
        return Placed.PLACED;
    }

    /** Most znodes have the same parent as the one before, or that one itself. */
    private @Nullable Slot parent(byte[] path, int length) {
        if (length == latestParentLength && Arrays.equals(path, 0, length, latestParentPath, 0, length)) {
            return latestParent;
        }
        Slot parent = tree.slot(path, 0, length);
        if (parent != null) {
            latestParent = parent;
            latestParentPath = Arrays.copyOf(path, length);
            latestParentLength = length;
        }
        return parent;
    }

    private void fill(Slot slot, StoredZnode stored) {
        slot.data = stored.data;
        slot.setAclIndex(aclIndex(stored.aclId));
        slot.czxid = stored.czxid;
        slot.ctime = stored.ctime;
        slot.setChanged(stored.mzxid, stored.mtime, stored.version, stored.aversion, stored.owner);
    }

    private int aclIndex(long id) {
        if (id != latestAclId) {
            Integer index = aclIndexes.get(id);
            latestAclIsUnknown = index == null;
            latestAclIndex = index != null
                    ? index
                    : unknownAclIndexes.computeIfAbsent(id, _ -> tree.acls().load(id, NOBODY));
            latestAclId = id;
        }
        if (latestAclIsUnknown) {
            withoutAcl++;
        }
        tree.acls().acquire(latestAclIndex);
        return latestAclIndex;
    }

    /** Whether a znode could be added. */
    public enum Placed {
        PLACED,
        /** Its parent has not been added before. */
        NO_PARENT,
        /** There is one at this path already. */
        DUPLICATE,
        /** Not a path. */
        BAD_PATH
    }
}
