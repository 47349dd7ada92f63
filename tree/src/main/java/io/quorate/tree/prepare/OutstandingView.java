package io.quorate.tree.prepare;

import io.quorate.data.ZnodePath;
import io.quorate.tree.NodeDigest;
import io.quorate.tree.Owner;
import io.quorate.tree.TreeStore;
import io.quorate.tree.TreeView;
import io.quorate.tree.Znode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tree as it will be once everything outstanding is applied: an overlay over the tree (quorum protocol 8.2). It
 * holds an entry for each znode and session that an outstanding txn touches, ordered by the zxid of the last such txn,
 * so that what the tree below has applied leaves from the front. Looking something up, changing it and dropping it cost
 * the same however much is outstanding. Owned by the driver's thread.
 */
public final class OutstandingView implements TreeStore {
    private final TreeView below;
    private final FoundBelow found;
    private final boolean keepsDigest;
    private final NodeDigest nodeDigest = new NodeDigest();
    private final Map<String, OverlaidZnode> znodes = new HashMap<>();
    private final OverlaidZnode.Queue oldestFirst = new OverlaidZnode.Queue();
    private final OverlaidSessions sessions = new OverlaidSessions();

    private long playing;
    private long lastZxid;
    private long digest;

    /** Nothing outstanding yet over {@code tree}; keeps a digest. */
    public OutstandingView(TreeView tree) {
        this(tree, true);
    }

    /**
     * Nothing outstanding yet over {@code tree}.
     *
     * @param keepsDigest whether {@link #digest()} is wanted; without it every change is cheaper
     */
    public OutstandingView(TreeView tree, boolean keepsDigest) {
        this.below = tree;
        this.found = new FoundBelow(tree);
        this.keepsDigest = keepsDigest;
        this.lastZxid = tree.lastZxid();
        this.digest = tree.digest();
    }

    /**
     * What is stored until the next {@link #advance} is the effect of the txn with this zxid. With nothing outstanding
     * the digest is that of the tree below, which may have been changed without a txn before the first one.
     */
    void begin(long zxid) {
        playing = zxid;
        if (znodes.isEmpty()) {
            digest = below.digest();
        }
    }

    /** Drops what the tree below has applied, up to {@code zxid}. To be called before anything else is prepared. */
    public void appliedUpTo(long zxid) {
        found.forget();
        for (OverlaidZnode entry = oldestFirst.oldestUpTo(zxid); entry != null; entry = oldestFirst.oldestUpTo(zxid)) {
            oldestFirst.remove(entry);
            sessions.disown(entry);
            znodes.remove(entry.path);
        }
        sessions.appliedUpTo(zxid);
    }

    /** Forgets everything that was stored: the state is again what is below. */
    public void clear() {
        appliedUpTo(Long.MAX_VALUE);
        lastZxid = below.lastZxid();
        digest = below.digest();
    }

    /** How many znodes outstanding txns touch. */
    public int touchedZnodes() {
        return znodes.size();
    }

    @Override
    public @Nullable Znode find(String path) {
        OverlaidZnode entry = znodes.get(key(path));
        return entry == null ? found.find(path) : entry.znode;
    }

    @Override
    public void forEachChild(String path, Consumer<String> visitor) {
        OverlaidZnode entry = znodes.get(key(path));
        if (entry == null) {
            below.forEachChild(path, visitor);
        } else if (entry.znode != null) {
            String prefix = path.length() <= 1 ? "/" : path + '/';
            below.forEachChild(path, name -> {
                if (!znodes.containsKey(prefix + name)) {
                    visitor.accept(name);
                }
            });
            oldestFirst.forEach(child -> {
                if (child.znode != null && child.isChildOf(prefix)) {
                    visitor.accept(child.path.substring(prefix.length()));
                }
            });
        }
    }

    @Override
    public void forEachEphemeral(long sessionId, Consumer<String> visitor) {
        below.forEachEphemeral(sessionId, path -> {
            OverlaidZnode entry = znodes.get(path);
            if (entry == null || (entry.znode != null && entry.owner == null && entry.znode.owner() == sessionId)) {
                visitor.accept(path);
            }
        });
        sessions.forEachOwned(sessionId, visitor);
    }

    @Override
    public boolean hasQuotas() {
        OverlaidZnode entry = znodes.get(ZnodePath.QUOTA);
        return entry == null ? below.hasQuotas() : entry.znode != null && entry.znode.numChildren() > 0;
    }

    @Override
    public int sessionTimeoutMs(long sessionId) {
        return sessions.timeoutMs(sessionId, below);
    }

    @Override
    public long lastZxid() {
        return lastZxid;
    }

    @Override
    public long digest() {
        return keepsDigest ? digest : below.digest();
    }

    @Override
    public int contentCrc(String path) {
        OverlaidZnode entry = znodes.get(key(path));
        if (entry == null) {
            return below.contentCrc(path);
        }
        return countsInDigest(path)
                ? entry.contentCrc
                : nodeDigest.contentCrc(path, existing(entry).data());
    }

    @Override
    public void insert(String path, Znode znode) {
        OverlaidZnode parent = touch(ZnodePath.parentOf(path));
        Znode before = existing(parent);
        parent.znode = before.withChildren(before.numChildren() + 1, before.createCount(), before.pzxid());
        OverlaidZnode entry = touchAbsent(path);
        entry.znode = znode;
        if (Owner.isSession(znode.owner())) {
            sessions.own(znode.owner(), entry);
        }
        if (countsInDigest(path)) {
            entry.contentCrc = nodeDigest.contentCrc(path, znode.data());
            addDigest(entry, znode);
        }
    }

    @Override
    public void replace(String path, Znode znode) {
        OverlaidZnode entry = touch(path);
        Znode before = existing(entry);
        entry.znode = znode;
        if (countsInDigest(path)) {
            digest -= entry.digest;
            if (!Arrays.equals(before.data(), znode.data())) {
                entry.contentCrc = nodeDigest.contentCrc(path, znode.data());
            }
            addDigest(entry, znode);
        }
    }

    @Override
    public void replaceChildStat(String path, int createCount, long pzxid) {
        OverlaidZnode entry = touch(path);
        Znode before = existing(entry);
        Znode after = before.withChildren(before.numChildren(), createCount, pzxid);
        entry.znode = after;
        if (countsInDigest(path)) {
            digest -= entry.digest;
            addDigest(entry, after);
        }
    }

    @Override
    public void remove(String path) {
        OverlaidZnode parent = touch(ZnodePath.parentOf(path));
        Znode before = existing(parent);
        parent.znode = before.withChildren(before.numChildren() - 1, before.createCount(), before.pzxid());
        OverlaidZnode entry = touch(path);
        existing(entry);
        digest -= entry.digest;
        entry.digest = 0;
        entry.znode = null;
        sessions.disown(entry);
    }

    @Override
    public void openSession(long sessionId, int timeoutMs) {
        sessions.open(sessionId, timeoutMs, playing);
    }

    @Override
    public void endSession(long sessionId) {
        sessions.end(sessionId, playing);
    }

    @Override
    public void advance(long zxid) {
        lastZxid = zxid;
        found.forget();
    }

    /** The entry of a znode that exists below if it is not here yet; now the youngest. */
    private OverlaidZnode touch(String path) {
        OverlaidZnode entry = znodes.get(key(path));
        if (entry == null) {
            Znode znode = found.find(path);
            entry = new OverlaidZnode(key(path), znode);
            if (znode != null && countsInDigest(path)) {
                entry.contentCrc = below.contentCrc(path);
                entry.digest = nodeDigest.continued(entry.contentCrc, znode);
            }
            znodes.put(entry.path, entry);
        } else if (entry.zxid != playing) {
            oldestFirst.remove(entry);
        } else {
            return entry;
        }
        entry.zxid = playing;
        oldestFirst.append(entry);
        return entry;
    }

    private OverlaidZnode touchAbsent(String path) {
        OverlaidZnode entry = znodes.get(path);
        if (entry == null) {
            entry = new OverlaidZnode(path, null);
            znodes.put(path, entry);
        } else {
            oldestFirst.remove(entry);
        }
        entry.zxid = playing;
        oldestFirst.append(entry);
        return entry;
    }

    private boolean countsInDigest(String path) {
        return keepsDigest && NodeDigest.counts(path);
    }

    private void addDigest(OverlaidZnode entry, Znode znode) {
        entry.digest = nodeDigest.continued(entry.contentCrc, znode);
        digest += entry.digest;
    }

    private static Znode existing(OverlaidZnode entry) {
        Znode znode = entry.znode;
        if (znode == null) {
            throw new IllegalStateException(
                    "a txn changes " + entry.path + ", which does not exist; the applier is wrong");
        }
        return znode;
    }

    private static String key(String path) {
        return path.isEmpty() ? ZnodePath.ROOT : path;
    }
}
