package io.quorate.tree;

import io.quorate.data.Acl;
import io.quorate.data.ZnodePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tree as one would write it without a thought of speed or memory: what {@link ZnodeTree} is compared with. */
public final class NaiveTree implements TreeStore {
    /** Every znode by its path; the root's is empty. */
    public final TreeMap<String, Znode> znodes = new TreeMap<>();
    /** Timeouts by session. */
    public final TreeMap<Long, Integer> sessions = new TreeMap<>();

    private long lastZxid;

    public NaiveTree() {
        znodes.put("", new Znode(new byte[0], Acl.OPEN, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        insert(ZnodePath.RESERVED, new Znode(new byte[0], Acl.OPEN, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        insert(ZnodePath.CONFIG, new Znode(new byte[0], Acl.READ_ONLY, true, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0));
        insert(ZnodePath.QUOTA, new Znode(new byte[0], Acl.OPEN, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    /** The tree as it is now. */
    public NaiveTree copy() {
        NaiveTree copy = new NaiveTree();
        copy.znodes.clear();
        copy.znodes.putAll(znodes);
        copy.sessions.putAll(sessions);
        copy.lastZxid = lastZxid;
        return copy;
    }

    /** The paths of znodes that satisfy nothing but being there, as clients write them. */
    public List<String> paths() {
        List<String> paths = new ArrayList<>(znodes.keySet());
        paths.set(0, ZnodePath.ROOT);
        return paths;
    }

    /** Ephemerals by session. */
    public Map<Long, List<String>> ephemerals() {
        Map<Long, List<String>> bySession = new LinkedHashMap<>();
        znodes.forEach((path, znode) -> {
            if (Owner.isSession(znode.owner())) {
                bySession.computeIfAbsent(znode.owner(), _ -> new ArrayList<>()).add(path);
            }
        });
        return bySession;
    }

    @Override
    public @Nullable Znode find(String path) {
        return znodes.get(key(path));
    }

    @Override
    public void forEachChild(String path, Consumer<String> visitor) {
        String prefix = key(path) + "/";
        for (String other : znodes.tailMap(prefix, false).keySet()) {
            if (!other.startsWith(prefix)) {
                return;
            }
            if (other.indexOf('/', prefix.length()) < 0) {
                visitor.accept(other.substring(prefix.length()));
            }
        }
    }

    @Override
    public void forEachEphemeral(long sessionId, Consumer<String> visitor) {
        ephemerals().getOrDefault(sessionId, List.of()).forEach(visitor);
    }

    @Override
    public boolean hasQuotas() {
        return znodes.keySet().stream().anyMatch(path -> path.startsWith(ZnodePath.QUOTA + "/"));
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
        NodeDigest nodeDigest = new NodeDigest();
        long sum = 0;
        for (Map.Entry<String, Znode> entry : znodes.entrySet()) {
            sum += nodeDigest.of(entry.getKey(), entry.getValue());
        }
        return sum;
    }

    @Override
    public int contentCrc(String path) {
        return new NodeDigest().contentCrc(key(path), existing(path).data());
    }

    @Override
    public void insert(String path, Znode znode) {
        Znode parent = existing(ZnodePath.parentOf(path));
        setChildren(ZnodePath.parentOf(path), parent, parent.numChildren() + 1);
        znodes.put(path, znode);
    }

    @Override
    public void replace(String path, Znode znode) {
        existing(path);
        znodes.put(key(path), znode);
    }

    @Override
    public void replaceChildStat(String path, int createCount, long pzxid) {
        Znode old = existing(path);
        znodes.put(key(path), old.withChildren(old.numChildren(), createCount, pzxid));
    }

    @Override
    public void remove(String path) {
        Znode parent = existing(ZnodePath.parentOf(path));
        znodes.remove(path);
        setChildren(ZnodePath.parentOf(path), parent, parent.numChildren() - 1);
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

    private void setChildren(String path, Znode old, int count) {
        znodes.put(key(path), old.withChildren(count, old.createCount(), old.pzxid()));
    }
}
