package io.quorate.tree;

import io.quorate.data.Acl;
import io.quorate.data.ZnodePath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tree itself. */
public final class ZnodeTree implements TreeStore {
    private final TreeMap<String, Znode> znodes = new TreeMap<>();
    private final TreeMap<String, Set<String>> children = new TreeMap<>();
    private final TreeMap<Long, Integer> sessions = new TreeMap<>();
    private final TreeMap<Long, Set<String>> ephemerals = new TreeMap<>();
    private final NodeDigest nodeDigest = new NodeDigest();
    private long lastZxid;
    private long digest;

    /** A new tree: the root and the reserved znodes (client protocol 2.3). */
    public ZnodeTree(TreeLimits limits) {
        put("", new Znode(new byte[0], Acl.OPEN, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        insert(ZnodePath.RESERVED, new Znode(new byte[0], Acl.OPEN, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        insert(ZnodePath.CONFIG, new Znode(new byte[0], Acl.READ_ONLY, true, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0));
        insert(ZnodePath.QUOTA, new Znode(new byte[0], Acl.OPEN, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    /** The driver is about to apply txns: readers on other threads take the ordinary way until {@link #endBatch}. */
    public void beginBatch() {}

    /** What was applied, and all events about it, are where readers will find them in order. */
    public void endBatch() {}

    /** A reader for other threads. */
    public FastReader fastReader() {
        return new FastReader() {
            @Override
            public long quietZxid() {
                return -1;
            }

            @Override
            public boolean read(byte[] path, int offset, int length, ReadCell into) {
                return false;
            }
        };
    }

    /** Number of znodes. */
    public int size() {
        return znodes.size();
    }

    @Override
    public @Nullable Znode find(String path) {
        return znodes.get(key(path));
    }

    @Override
    public void forEachChild(String path, Consumer<String> visitor) {
        children.getOrDefault(key(path), new LinkedHashSet<>()).forEach(visitor);
    }

    @Override
    public void forEachEphemeral(long sessionId, Consumer<String> visitor) {
        new ArrayList<>(ephemerals.getOrDefault(sessionId, new LinkedHashSet<>())).forEach(visitor);
    }

    @Override
    public int sessionTimeoutMs(long sessionId) {
        return sessions.getOrDefault(sessionId, -1);
    }

    @Override
    public long lastZxid() {
        return lastZxid;
    }

    @Override
    public long digest() {
        return digest;
    }

    @Override
    public int contentCrc(String path) {
        return nodeDigest.contentCrc(path, existing(path).data());
    }

    @Override
    public void insert(String path, Znode znode) {
        String parent = key(ZnodePath.parentOf(path));
        Znode old = existing(parent);
        put(parent, old.withChildren(old.numChildren() + 1, old.createCount(), old.pzxid()));
        children.computeIfAbsent(parent, _ -> new LinkedHashSet<>()).add(ZnodePath.nameOf(path));
        put(path, znode);
        if (Owner.isSession(znode.owner())) {
            ephemerals.computeIfAbsent(znode.owner(), _ -> new LinkedHashSet<>()).add(path);
        }
    }

    @Override
    public void replace(String path, Znode znode) {
        existing(path);
        put(key(path), znode);
    }

    @Override
    public void replaceChildStat(String path, int createCount, long pzxid) {
        Znode old = existing(path);
        put(key(path), old.withChildren(old.numChildren(), createCount, pzxid));
    }

    @Override
    public void remove(String path) {
        String parent = key(ZnodePath.parentOf(path));
        Znode old = existing(parent);
        Znode gone = existing(path);
        digest -= nodeDigest.of(path, gone);
        znodes.remove(path);
        children.remove(path);
        children.computeIfAbsent(parent, _ -> new LinkedHashSet<>()).remove(ZnodePath.nameOf(path));
        put(parent, old.withChildren(old.numChildren() - 1, old.createCount(), old.pzxid()));
        Set<String> owned = ephemerals.get(gone.owner());
        if (owned != null && owned.remove(path) && owned.isEmpty()) {
            ephemerals.remove(gone.owner());
        }
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

    private static String key(String path) {
        return path.equals(ZnodePath.ROOT) ? "" : path;
    }

    private Znode existing(String path) {
        Znode znode = znodes.get(key(path));
        if (znode == null) {
            throw new IllegalStateException("there is no znode " + path);
        }
        return znode;
    }

    private void put(String path, Znode znode) {
        Znode old = znodes.put(path, znode);
        digest += nodeDigest.of(path, znode) - (old == null ? 0 : nodeDigest.of(path, old));
    }
}
