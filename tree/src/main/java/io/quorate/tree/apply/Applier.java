package io.quorate.tree.apply;

import io.quorate.data.Acl;
import io.quorate.data.ErrorCode;
import io.quorate.data.ZnodePath;
import io.quorate.tree.Owner;
import io.quorate.tree.TreeStore;
import io.quorate.tree.Znode;
import io.quorate.tree.access.Quotas;
import io.quorate.tree.txn.Txn;
import io.quorate.tree.txn.TxnHeader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Applies txns to a tree or to an overlay. Works on a state that already contains the txn or even later ones, as replay
 * over a fuzzy snapshot needs (storage format 6.1). Owned by the thread that owns the store.
 */
public final class Applier {
    private static final Outcome NO_NODE = new Outcome.Failed(ErrorCode.NO_NODE.number());
    private static final Outcome NODE_EXISTS = new Outcome.Failed(ErrorCode.NODE_EXISTS.number());
    private static final Outcome BAD_ARGUMENTS = new Outcome.Failed(ErrorCode.BAD_ARGUMENTS.number());
    private static final Outcome BEFORE_FAILURE = new Outcome.Failed(ErrorCode.OK.number());
    private static final Outcome AFTER_FAILURE = new Outcome.Failed(ErrorCode.RUNTIME_INCONSISTENCY.number());
    /** What very old logs have in place of the parent's count (storage format 6.3). */
    private static final int NO_PARENT_COUNT = -1;

    private final Changes changes;
    private final boolean countsForQuotas;
    private final boolean describes;

    /** An applier whose changes are heard by {@code changes}. */
    public Applier(Changes changes) {
        this(changes, true, true);
    }

    private Applier(Changes changes, boolean countsForQuotas, boolean describes) {
        this.changes = changes;
        this.countsForQuotas = countsForQuotas;
        this.describes = describes;
    }

    /**
     * An applier for a state that nobody looks at but its owner: nobody hears of changes, and where an outcome would
     * have a Stat it is {@link Outcome.Done}.
     *
     * @param countsForQuotas whether what quotas count is kept up to date
     */
    public static Applier silent(boolean countsForQuotas) {
        return new Applier(Changes.IGNORED, countsForQuotas, false);
    }

    /** Applies one txn and advances the store to its zxid. */
    public Outcome apply(TreeStore store, TxnHeader header, Txn txn) {
        Outcome outcome = play(store, header, txn);
        store.advance(header.zxid());
        return outcome;
    }

    /**
     * Counts again what every quota governs (operations 8.2). To be called once when a tree has been recovered: what
     * snapshots hold is as of whenever it was written.
     */
    public void recountQuotas(TreeStore store) {
        Quotas.recountAll(store);
    }

    private Outcome play(TreeStore store, TxnHeader header, Txn txn) {
        return switch (txn) {
            case Txn.CreateSession(int timeoutMs) -> {
                store.openSession(header.sessionId(), timeoutMs);
                yield Outcome.Done.INSTANCE;
            }
            case Txn.CloseSession(List<String> ephemerals) -> closeSession(store, header, ephemerals);
            case Txn.Error(int code) -> new Outcome.Failed(code);
            case Txn.Create create ->
                create(
                        store,
                        create.path(),
                        newborn(
                                header,
                                create.data(),
                                create.acl(),
                                create.ephemeral() ? header.sessionId() : Owner.NONE),
                        create.parentCreateCount());
            case Txn.CreateContainer create ->
                create(
                        store,
                        create.path(),
                        newborn(header, create.data(), create.acl(), Owner.CONTAINER),
                        create.parentCreateCount());
            case Txn.CreateTtl create -> createTtl(store, header, create);
            case Txn.Delete(String path) -> delete(store, header.zxid(), path);
            case Txn.DeleteContainer(String path) -> delete(store, header.zxid(), path);
            case Txn.SetData set -> setData(store, header, set.path(), set.data(), set.version());
            case Txn.Reconfig set -> setData(store, header, set.path(), set.data(), set.version());
            case Txn.SetAcl set -> setAcl(store, set);
            case Txn.Check _ -> Outcome.Done.INSTANCE;
            case Txn.Multi(List<Txn> parts) -> multi(store, header, parts);
        };
    }

    private static Znode newborn(TxnHeader header, byte @Nullable [] data, List<Acl> acl, long owner) {
        return Znode.created(data, acl, owner, header.zxid(), header.time());
    }

    /** A time to live that nothing can have is what ZooKeeper logs just before it stops (client protocol C.2). */
    private Outcome createTtl(TreeStore store, TxnHeader header, Txn.CreateTtl create) {
        if (create.ttlMs() < 1 || create.ttlMs() > Owner.MAX_TTL_MS) {
            return BAD_ARGUMENTS;
        }
        Znode znode = newborn(header, create.data(), create.acl(), Owner.ofTtl(create.ttlMs()));
        return create(store, create.path(), znode, create.parentCreateCount());
    }

    private Outcome create(TreeStore store, String path, Znode znode, int parentCreateCount) {
        String parentPath = ZnodePath.parentOf(path);
        Znode parent = store.find(parentPath);
        if (parent == null) {
            return NO_NODE;
        }
        Znode existing = store.find(path);
        if (existing == null) {
            store.insert(path, znode);
        } else if (!existing.acl().equals(znode.acl())) {
            store.replace(path, existing.withAcl(znode.acl(), existing.aversion()));
        }
        int createCount = parentCreateCount == NO_PARENT_COUNT ? parent.createCount() + 1 : parentCreateCount;
        boolean isAhead = existing != null && parentCreateCount == NO_PARENT_COUNT;
        if (createCount > parent.createCount() && !isAhead) {
            store.replaceChildStat(parentPath, createCount, znode.czxid());
        }
        if (existing != null) {
            return NODE_EXISTS;
        }
        if (countsForQuotas) {
            Quotas.created(store, path, lengthOf(znode.data()));
        }
        changes.created(znode.czxid(), path, znode.acl(), parent.acl());
        return describes ? new Outcome.Created(path, znode.stat()) : Outcome.Done.INSTANCE;
    }

    private Outcome delete(TreeStore store, long zxid, String path) {
        String parentPath = ZnodePath.parentOf(path);
        Znode parent = store.find(parentPath);
        if (parent == null || path.equals(ZnodePath.ROOT)) {
            return NO_NODE;
        }
        Znode znode = store.find(path);
        if (znode != null) {
            if (znode.numChildren() > 0) {
                removeDescendants(store, path);
            }
            store.remove(path);
        }
        if (zxid > parent.pzxid()) {
            store.replaceChildStat(parentPath, parent.createCount(), zxid);
        }
        if (znode == null) {
            return NO_NODE;
        }
        if (countsForQuotas) {
            Quotas.changed(store, path, -1, -lengthOf(znode.data()));
        }
        changes.deleted(zxid, path, znode.acl(), parent.acl());
        return Outcome.Done.INSTANCE;
    }

    /**
     * Only while replaying over a fuzzy snapshot can a znode that was childless when it was deleted have children:
     * later ones, of a later znode at this path. The txns that create them all again are still to come.
     */
    private static void removeDescendants(TreeStore store, String path) {
        List<String> subtree = new ArrayList<>();
        subtree.add(path);
        for (int i = 0; i < subtree.size(); i++) {
            String parent = subtree.get(i);
            store.forEachChild(parent, name -> subtree.add(ZnodePath.childOf(parent, name)));
        }
        for (int i = subtree.size() - 1; i > 0; i--) {
            store.remove(subtree.get(i));
        }
    }

    private Outcome setData(TreeStore store, TxnHeader header, String path, byte @Nullable [] data, int version) {
        Znode before = store.find(path);
        if (before == null) {
            return NO_NODE;
        }
        Znode after = before.withData(data, version, header.zxid(), header.time());
        store.replace(path, after);
        if (countsForQuotas) {
            Quotas.changed(store, path, 0, (long) lengthOf(data) - lengthOf(before.data()));
        }
        changes.dataChanged(header.zxid(), path, after.acl());
        return changed(after);
    }

    private Outcome setAcl(TreeStore store, Txn.SetAcl set) {
        Znode before = store.find(set.path());
        if (before == null) {
            return NO_NODE;
        }
        Znode after = before.withAcl(set.acl(), set.version());
        store.replace(set.path(), after);
        return changed(after);
    }

    private Outcome changed(Znode znode) {
        return describes ? new Outcome.Changed(znode.stat()) : Outcome.Done.INSTANCE;
    }

    /**
     * Ephemerals that the txn does not list are found by replay over a fuzzy snapshot, or when it lists none at all.
     */
    private Outcome closeSession(TreeStore store, TxnHeader header, @Nullable List<String> listed) {
        if (listed != null) {
            for (String path : listed) {
                delete(store, header.zxid(), path);
            }
        }
        List<String> left = new ArrayList<>(0);
        store.forEachEphemeral(header.sessionId(), left::add);
        for (String path : left) {
            delete(store, header.zxid(), path);
        }
        store.endSession(header.sessionId());
        return Outcome.Done.INSTANCE;
    }

    private Outcome multi(TreeStore store, TxnHeader header, List<Txn> parts) {
        List<Outcome> outcomes = new ArrayList<>(parts.size());
        if (!hasFailed(parts)) {
            for (Txn part : parts) {
                outcomes.add(play(store, header, part));
            }
            return new Outcome.Multi(outcomes);
        }
        boolean isBefore = true;
        for (Txn part : parts) {
            if (isBefore && part instanceof Txn.Error(int code)) {
                isBefore = false;
                outcomes.add(new Outcome.Failed(code));
            } else {
                outcomes.add(isBefore ? BEFORE_FAILURE : AFTER_FAILURE);
            }
        }
        return new Outcome.Multi(outcomes);
    }

    private static boolean hasFailed(List<Txn> parts) {
        for (Txn part : parts) {
            if (part instanceof Txn.Error) {
                return true;
            }
        }
        return false;
    }

    private static int lengthOf(byte @Nullable [] data) {
        return data == null ? 0 : data.length;
    }
}
