package io.quorate.tree;

import io.quorate.data.Acl;
import io.quorate.data.ZnodePath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The tree itself, with the table of sessions: the one place where replicated state changes. A znode costs its name,
 * its data and about seventy bytes; finding one by its path is one hash, and nothing but a listing or a count depends
 * on how many children there are.
 *
 * <p>Owned by the driver's thread; only {@link #fastReader} gives something to other threads.
 */
public final class ZnodeTree implements TreeStore {
    private final ChangeSequence sequence = new ChangeSequence();
    private PathHash hash;
    private PathIndex index = new PathIndex();
    private AclTable acls = new AclTable();
    private OwnedZnodes owned = new OwnedZnodes();
    private TreeMap<Long, Integer> sessions = new TreeMap<>();
    private TreeDigest digest;
    private final Listing listing = new Listing();
    private final PathBytes path = new PathBytes();
    private final PathBytes told = new PathBytes();
    private Slot root = new Slot(null, new byte[0]);

    /** The path looked up last, whose bytes are in {@link #path}, and what is there, until the tree changes. */
    private @Nullable String located;

    private @Nullable Slot locatedSlot;
    private @Nullable Slot quotas;
    private int size = 1;
    private long dataSize;
    private long lastZxid;
    private @Nullable FrozenWalk walk;
    private int mark;
    private int abandonedWalks;

    /** A new tree: the root and the reserved znodes (client protocol 2.3). */
    public ZnodeTree(TreeLimits limits) {
        this(limits, 0);
        attachRoot(0, 0);
        insertReserved();
    }

    /** A tree without any znode but the root, which does not count yet. */
    ZnodeTree(TreeLimits limits, long lastZxid) {
        this.lastZxid = lastZxid;
        hash = new PathHash(limits.hashSeed());
        digest = new TreeDigest(limits.digest());
        root.data = new byte[0];
    }

    /** Adds what is missing of the reserved znodes, as it is in a new tree. */
    void insertReserved() {
        insertIfMissing(ZnodePath.RESERVED, Acl.OPEN, false, 0);
        insertIfMissing(ZnodePath.CONFIG, Acl.READ_ONLY, true, -1);
        insertIfMissing(ZnodePath.QUOTA, Acl.OPEN, false, 0);
    }

    /** The driver is about to apply txns: readers on other threads take the ordinary way until {@link #endBatch}. */
    public void beginBatch() {
        sequence.beginChange();
    }

    /** What was applied, and all events about it, are where readers will find them in order. */
    public void endBatch() {
        sequence.endChange();
    }

    /**
     * Takes over all that another tree holds, which must not be used afterwards: the disk has another history now. The
     * readers of this tree stay; no walk may be under way. To be called within a batch.
     */
    public void become(ZnodeTree other) {
        if (walk != null || other.walk != null) {
            throw new IllegalStateException("a tree cannot become another while it is being walked");
        }
        hash = other.hash;
        index = other.index;
        acls = other.acls;
        owned = other.owned;
        sessions = other.sessions;
        digest = other.digest;
        root = other.root;
        located = null;
        locatedSlot = null;
        quotas = null;
        size = other.size;
        dataSize = other.dataSize;
        lastZxid = other.lastZxid;
        mark = other.mark;
        abandonedWalks = other.abandonedWalks;
    }

    /** A reader for other threads. */
    public FastReader fastReader() {
        return new SlotReader(this, sequence);
    }

    /** Number of znodes, the root counted once. */
    public int size() {
        return size;
    }

    /** Number of ephemerals. */
    public int ephemeralCount() {
        return owned.ephemeralCount();
    }

    /** Number of sessions. */
    public int sessionCount() {
        return sessions.size();
    }

    /** Bytes of all paths and all data together, the root's path being empty (operations 3.2). */
    public long approximateDataSize() {
        return dataSize;
    }

    /** Number of znodes below this path, at any depth; 0 if there is no such znode. Visits them all. */
    public int countDescendants(String path) {
        Slot top = locate(path);
        if (top == null) {
            return 0;
        }
        int count = 0;
        for (Slot at = FrozenWalk.successor(top, top); at != null; at = FrozenWalk.successor(at, top)) {
            count++;
        }
        return count;
    }

    @Override
    public @Nullable Znode find(String path) {
        Slot slot = locate(path);
        if (slot == null) {
            return null;
        }
        int aclIndex = slot.aclIndex();
        return new Znode(
                slot.data,
                acls.list(aclIndex),
                aclIndex != AclTable.NEVER_GIVEN,
                slot.czxid,
                slot.mzxid(),
                slot.pzxid(),
                slot.ctime,
                slot.mtime(),
                slot.version(),
                slot.createCount(),
                slot.aversion(),
                slot.owner(),
                slot.numChildren());
    }

    @Override
    public void forEachChild(String path, Consumer<String> visitor) {
        Slot slot = locate(path);
        Slot.Children children = slot == null ? null : slot.children;
        for (Slot at = children == null ? null : children.first; at != null; at = at.next) {
            visitor.accept(new String(at.name, StandardCharsets.UTF_8));
        }
    }

    /**
     * The names of the children as a listing carries them: a count, then length and UTF-8 bytes of each, in no order
     * that means anything; the count 0 if there is no such znode. The array is shared and must not be written to.
     *
     * @throws ArithmeticException if they need 2 GiB or more, which no frame can carry
     */
    public byte[] childNames(String path) {
        Slot slot = locate(path);
        return listing.of(slot == null ? null : slot.children);
    }

    @Override
    public void forEachEphemeral(long sessionId, Consumer<String> visitor) {
        for (Slot slot : owned.ephemeralsOf(sessionId)) {
            told.set(slot);
            visitor.accept(told.text());
        }
    }

    /** Tells the sessions that own ephemerals, smallest id first, also those that are not in the table of sessions. */
    public void forEachEphemeralOwner(LongConsumer visitor) {
        owned.forEachSession(visitor);
    }

    /**
     * Tells the paths of containers and TTL znodes that nobody needs any more (operations 9): childless, and either
     * used before, or older than they may be.
     *
     * @param now wall clock, ms since 1970
     * @param maxNeverUsedMs how old a container that never had a child may grow, in ms; 0 for any age
     * @param most how many to tell at most
     */
    public void forEachReapable(long now, long maxNeverUsedMs, int most, Consumer<String> visitor) {
        for (Slot slot : owned.reapable(now, maxNeverUsedMs, most)) {
            told.set(slot);
            visitor.accept(told.text());
        }
    }

    @Override
    public boolean hasQuotas() {
        Slot slot = quotas;
        if (slot == null) {
            slot = locate(ZnodePath.QUOTA);
            quotas = slot;
        }
        return slot != null && slot.numChildren() > 0;
    }

    @Override
    public int sessionTimeoutMs(long sessionId) {
        Integer timeout = sessions.get(sessionId);
        return timeout == null ? -1 : timeout;
    }

    /** Tells all sessions, smallest id first. */
    public void forEachSession(SessionVisitor visitor) {
        sessions.forEach(visitor::session);
    }

    /** Number of ACLs that {@link #forEachAcl} tells. */
    public int aclCount() {
        return acls.size();
    }

    /** Tells all ACLs that znodes were given, by the ids that snapshots use, smallest first (storage format 6.2). */
    public void forEachAcl(AclVisitor visitor) {
        for (AclTable.Entry entry : acls.inOrder()) {
            visitor.acl(entry.id, entry.list);
        }
    }

    @Override
    public long lastZxid() {
        return lastZxid;
    }

    @Override
    public long digest() {
        return digest.sum();
    }

    @Override
    public int contentCrc(String path) {
        Slot slot = existing(path);
        return digest.contentCrc(this.path.array(), this.path.length(), slot);
    }

    @Override
    public void insert(String path, Znode znode) {
        located = null;
        this.path.set(path);
        int slash = this.path.lastSlash();
        Slot parent = slash < 0 ? null : slot(this.path.array(), 0, slash);
        if (parent == null) {
            throw new IllegalStateException("there is no parent for a new znode at " + path);
        }
        byte[] name = Arrays.copyOfRange(this.path.array(), slash + 1, this.path.length());
        Slot slot = new Slot(parent, name);
        slot.data = znode.data();
        slot.setAclIndex(znode.aclGiven() ? acls.acquire(znode.acl()) : AclTable.NEVER_GIVEN);
        slot.czxid = znode.czxid();
        slot.ctime = znode.ctime();
        slot.setChanged(znode.mzxid(), znode.mtime(), znode.version(), znode.aversion(), znode.owner());
        if (!attach(slot, this.path.array(), this.path.length(), znode.createCount(), znode.pzxid())) {
            throw new IllegalStateException("there is already a znode at " + path);
        }
    }

    @Override
    public void replace(String path, Znode znode) {
        Slot slot = existing(path);
        byte[] bytes = this.path.array();
        int length = this.path.length();
        if (znode.owner() != slot.owner()) {
            throw new IllegalStateException("the owner of " + path + " cannot change to " + znode.owner());
        }
        beforeChange(slot);
        digest.subtract(bytes, length, slot);
        if (!Arrays.equals(slot.data, znode.data())) {
            dataSize -= slot.dataLength();
            slot.data = znode.data();
            dataSize += slot.dataLength();
            if (slot.children != null) {
                slot.children.contentCrc = digest.contentCrcToKeep(bytes, length, slot.data);
            }
        }
        giveAcl(slot, znode);
        long oldPzxid = slot.pzxid();
        slot.czxid = znode.czxid();
        slot.ctime = znode.ctime();
        slot.setChanged(znode.mzxid(), znode.mtime(), znode.version(), znode.aversion(), znode.owner());
        if (znode.pzxid() != oldPzxid || znode.createCount() != slot.createCount()) {
            setChildStat(slot, bytes, length, znode.createCount(), znode.pzxid());
        }
        digest.add(bytes, length, slot);
    }

    @Override
    public void replaceChildStat(String path, int createCount, long pzxid) {
        Slot slot = existing(path);
        beforeChange(slot);
        digest.subtract(this.path.array(), this.path.length(), slot);
        setChildStat(slot, this.path.array(), this.path.length(), createCount, pzxid);
        digest.add(this.path.array(), this.path.length(), slot);
    }

    @Override
    public void remove(String path) {
        Slot slot = existing(path);
        Slot parent = slot.parent;
        if (parent == null || parent.children == null || slot.numChildren() != 0) {
            throw new IllegalStateException(path + " cannot be removed, it has " + slot.numChildren() + " children");
        }
        byte[] bytes = this.path.array();
        int length = this.path.length();
        if (walk != null) {
            walk.beforeRemoval(slot);
        }
        digest.subtract(bytes, length, slot);
        index.remove(slot, hash.of(bytes, 0, length));
        listing.changing(parent.children);
        located = null;
        if (slot == quotas) {
            quotas = null;
        }
        Slot.unlink(parent.children, slot);
        owned.remove(slot);
        acls.release(slot.aclIndex());
        size--;
        dataSize -= length + slot.dataLength();
    }

    @Override
    public void openSession(long sessionId, int timeoutMs) {
        sessions.put(sessionId, timeoutMs);
    }

    @Override
    public void endSession(long sessionId) {
        sessions.remove(sessionId);
    }

    @Override
    public void advance(long zxid) {
        lastZxid = zxid;
    }

    /**
     * Begins to tell all znodes as they are now, while txns go on changing them. Only one walk can be under way.
     *
     * @param visitor is told about each znode from {@link FrozenWalk#step} and from the methods that change the tree
     */
    public FrozenWalk freeze(Consumer<StoredZnode> visitor) {
        if (walk != null) {
            throw new IllegalStateException("a snapshot is already being taken; it has to end or be abandoned first");
        }
        if (abandonedWalks == Slot.MARKS - 2) {
            for (Slot at = root; at != null; at = FrozenWalk.successor(at, root)) {
                at.setMark(mark);
            }
            abandonedWalks = 0;
        }
        mark = (mark + 1) % Slot.MARKS;
        FrozenWalk begun = new FrozenWalk(this, root, mark, visitor);
        walk = begun;
        return begun;
    }

    void endWalk(boolean complete) {
        walk = null;
        abandonedWalks = complete ? 0 : abandonedWalks + 1;
    }

    /** The slot of a path, whose root is empty; safe for readers on other threads. */
    @Nullable
    Slot slot(byte[] path, int from, int to) {
        return from == to ? root : index.find(path, from, to, hash.of(path, from, to));
    }

    List<Acl> aclOf(Slot slot) {
        return acls.list(slot.aclIndex());
    }

    long aclIdOf(Slot slot) {
        return acls.id(slot.aclIndex());
    }

    AclTable acls() {
        return acls;
    }

    Slot root() {
        return root;
    }

    /** Counts the root, filled but for its children. */
    void attachRoot(int createCount, long pzxid) {
        setChildStat(root, path.array(), 0, createCount, pzxid);
        dataSize += root.dataLength();
        digest.add(path.array(), 0, root);
    }

    /** Puts a slot, filled but for its children, where its path says; false if there is one already. */
    boolean attach(Slot slot, byte[] path, int length, int createCount, long pzxid) {
        Slot parent = slot.parent;
        long at = hash.of(path, 0, length);
        if (parent == null || index.find(path, 0, length, at) != null) {
            return false;
        }
        slot.setMark(mark);
        int parentLength = length - slot.name.length - 1;
        Slot.Children siblings = childrenOf(parent, path, parentLength);
        listing.changing(siblings);
        located = null;
        Slot.link(siblings, slot);
        index.add(slot, at);
        owned.add(slot);
        if (createCount != 0 || pzxid != slot.czxid) {
            setChildStat(slot, path, length, createCount, pzxid);
        }
        size++;
        dataSize += length + slot.dataLength();
        digest.add(path, length, slot);
        return true;
    }

    /** The children of a slot, which is at this path; made if it never had any. */
    private Slot.Children childrenOf(Slot slot, byte[] path, int length) {
        Slot.Children children = slot.children;
        if (children == null) {
            children = new Slot.Children();
            children.pzxid = slot.czxid;
            children.contentCrc = digest.contentCrcToKeep(path, length, slot.data);
            slot.children = children;
        }
        return children;
    }

    private void setChildStat(Slot slot, byte[] path, int length, int createCount, long pzxid) {
        Slot.Children children = childrenOf(slot, path, length);
        children.createCount = createCount;
        children.pzxid = pzxid;
    }

    private void giveAcl(Slot slot, Znode znode) {
        int before = slot.aclIndex();
        if (!znode.aclGiven()) {
            slot.setAclIndex(AclTable.NEVER_GIVEN);
            acls.release(before);
        } else if (before == AclTable.NEVER_GIVEN || !acls.list(before).equals(znode.acl())) {
            slot.setAclIndex(acls.acquire(znode.acl()));
            acls.release(before);
        }
    }

    private void beforeChange(Slot slot) {
        if (walk != null) {
            walk.beforeChange(slot);
        }
    }

    /** A txn looks at the same znode several times in a row; only the first time needs the index. */
    private @Nullable Slot locate(String path) {
        if (!path.equals(located)) {
            located = null;
            this.path.set(path);
            locatedSlot = slot(this.path.array(), 0, this.path.length());
            located = path;
        }
        return locatedSlot;
    }

    /** The slot at a path, whose bytes are then in {@link #path}. */
    private Slot existing(String path) {
        Slot slot = locate(path);
        if (slot == null) {
            throw new IllegalStateException("there is no znode at " + path);
        }
        return slot;
    }

    private void insertIfMissing(String path, List<Acl> acl, boolean aclGiven, int aversion) {
        if (locate(path) == null) {
            insert(path, new Znode(new byte[0], acl, aclGiven, 0, 0, 0, 0, 0, 0, 0, aversion, Owner.NONE, 0));
        }
    }

    /** Is told about sessions. */
    @FunctionalInterface
    public interface SessionVisitor {
        /** A session and its timeout in ms. */
        void session(long id, int timeoutMs);
    }

    /** Is told about ACLs. */
    @FunctionalInterface
    public interface AclVisitor {
        /** A list and its id in snapshots. */
        void acl(long id, List<Acl> list);
    }
}
