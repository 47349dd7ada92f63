package io.quorate.replica.watch;

import io.quorate.data.Acl;
import io.quorate.data.EventType;
import io.quorate.data.Permission;
import io.quorate.data.ZnodePath;
import io.quorate.message.ReadRequest.WatchKind;
import io.quorate.replica.ReplicaView;
import io.quorate.replica.Tally;
import io.quorate.tree.access.AccessRules;
import io.quorate.tree.apply.Changes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who watches what, and what each of them is told when a txn changes it (client protocol 5.2 to 5.4).
 *
 * <p>A watch is a connection, a path and a kind; setting it again is no second watch. A one-shot watch is consumed when
 * it fires, even where the ACL keeps the event from its owner. However many watches of a connection match a change, it
 * is told once. Owned by the driver's thread; the hash maps are looked up and never iterated where order could be seen.
 */
public final class WatchTable implements Changes {
    private final AccessRules rules;
    private final Tally tally;
    private final Map<String, PathWatches> byPath = new HashMap<>();
    private int recursiveCount;
    private int oneShotDataCount;
    private int childCount;
    private int persistentCount;
    private long announcement;

    /** An empty table. */
    public WatchTable(AccessRules rules, Tally tally) {
        this.rules = rules;
        this.tally = tally;
    }

    /** Sets a data or exists watch. */
    public void watchData(Watcher watcher, String path) {
        if (at(path, watcher).data.add(watcher)) {
            oneShotDataCount++;
        }
    }

    /** Sets a child watch. */
    public void watchChildren(Watcher watcher, String path) {
        if (at(path, watcher).child.add(watcher)) {
            childCount++;
        }
    }

    /** Sets a watch that stays, for the znode alone or for all below it too. */
    public void watchAlways(Watcher watcher, String path, boolean recursive) {
        PathWatches watches = at(path, watcher);
        if (recursive) {
            if (watches.recursive.add(watcher)) {
                recursiveCount++;
            }
        } else if (watches.persistent.add(watcher)) {
            persistentCount++;
        }
    }

    /** Whether the connection has such a watch on exactly this path (client protocol 5.6). */
    public boolean has(Watcher watcher, String path, WatchKind kind) {
        PathWatches watches = byPath.get(path);
        if (watches == null) {
            return false;
        }
        return switch (kind) {
            case CHILDREN -> watches.child.contains(watcher);
            case DATA -> watches.data.contains(watcher);
            case ANY -> watches.contains(watcher);
            case PERSISTENT -> watches.persistent.contains(watcher);
            case RECURSIVE -> watches.recursive.contains(watcher);
        };
    }

    /** Removes such a watch and says whether there was one. */
    public boolean remove(Watcher watcher, String path, WatchKind kind) {
        PathWatches watches = byPath.get(path);
        if (watches == null || !has(watcher, path, kind)) {
            return false;
        }
        switch (kind) {
            case CHILDREN -> removeChild(watches, watcher);
            case DATA -> removeData(watches, watcher);
            case PERSISTENT -> removePersistent(watches, watcher);
            case RECURSIVE -> removeRecursive(watches, watcher);
            case ANY -> removeAll(watches, watcher);
        }
        tidy(path, watches, watcher);
        return true;
    }

    /** The connection has ended, and its watches with it. */
    public void forget(Watcher watcher) {
        for (String path : watcher.paths) {
            PathWatches watches = byPath.get(path);
            if (watches != null) {
                removeAll(watches, watcher);
                if (watches.isEmpty()) {
                    byPath.remove(path);
                }
            }
        }
        watcher.paths.clear();
    }

    @Override
    public void created(long zxid, String path, List<Acl> acl, List<Acl> parentAcl) {
        fire(zxid, EventType.NODE_CREATED, path, acl, false);
        childrenChanged(zxid, path, parentAcl);
    }

    @Override
    public void deleted(long zxid, String path, List<Acl> acl, List<Acl> parentAcl) {
        fire(zxid, EventType.NODE_DELETED, path, acl, true);
        childrenChanged(zxid, path, parentAcl);
    }

    @Override
    public void dataChanged(long zxid, String path, List<Acl> acl) {
        fire(zxid, EventType.NODE_DATA_CHANGED, path, acl, false);
    }

    /** Tells one connection alone, as the replay after a reconnect does. A null ACL filters nothing. */
    public void announce(Watcher watcher, long zxid, EventType type, String path, @Nullable List<Acl> acl) {
        if (acl == null || rules.allows(acl, Permission.READ, watcher.link.identities())) {
            watcher.link.event(zxid, type, path);
        }
    }

    /** Watches of all kinds as ZooKeeper counts them: a persistent one stands in the data and in the child table. */
    public int size() {
        return dataTableSize() + childCount + persistentCount;
    }

    /** Data, exists, persistent and recursive watches. */
    public int dataTableSize() {
        return oneShotDataCount + persistentCount + recursiveCount;
    }

    /** Connections with a watch other than a child watch. */
    public int connections() {
        Set<Watcher> connections = new HashSet<>();
        byPath.values().forEach(watches -> {
            watches.data.forEach(connections::add);
            watches.persistent.forEach(connections::add);
            watches.recursive.forEach(connections::add);
        });
        return connections.size();
    }

    /** Paths with a watch other than a child watch. */
    public int paths() {
        int paths = 0;
        for (PathWatches watches : byPath.values()) {
            if (!watches.data.isEmpty() || !watches.persistent.isEmpty() || !watches.recursive.isEmpty()) {
                paths++;
            }
        }
        return paths;
    }

    /** Tells path and session of every watch other than a child watch, ordered by both. */
    public void forEachDataWatch(ReplicaView.WatchVisitor visitor) {
        new TreeMap<>(byPath).forEach((path, watches) -> {
            Set<Long> sessions = new TreeSet<>();
            watches.data.forEach(watcher -> sessions.add(watcher.sessionId));
            watches.persistent.forEach(watcher -> sessions.add(watcher.sessionId));
            watches.recursive.forEach(watcher -> sessions.add(watcher.sessionId));
            sessions.forEach(session -> visitor.watch(path, session));
        });
    }

    private void childrenChanged(long zxid, String path, List<Acl> parentAcl) {
        if (byPath.isEmpty() || path.length() == 1) {
            return;
        }
        String parent = ZnodePath.parentOf(path);
        PathWatches watches = byPath.get(parent);
        if (watches == null) {
            return;
        }
        long turn = ++announcement;
        Set<Watcher> consumed = new LinkedHashSet<>();
        watches.child.forEach(consumed::add);
        childCount -= watches.child.size();
        watches.child.clear();
        int told = 0;
        for (Watcher watcher : consumed) {
            told += tell(watcher, turn, zxid, EventType.NODE_CHILDREN_CHANGED, parent, parentAcl);
            tidy(parent, watches, watcher);
        }
        told += tellAll(watches.persistent, turn, zxid, EventType.NODE_CHILDREN_CHANGED, parent, parentAcl);
        count(EventType.NODE_CHILDREN_CHANGED, told);
    }

    private void fire(long zxid, EventType type, String path, List<Acl> acl, boolean childWatchesToo) {
        if (byPath.isEmpty()) {
            return;
        }
        long turn = ++announcement;
        int told = 0;
        PathWatches watches = byPath.get(path);
        if (watches != null) {
            Set<Watcher> consumed = new LinkedHashSet<>();
            watches.data.forEach(consumed::add);
            oneShotDataCount -= watches.data.size();
            watches.data.clear();
            if (childWatchesToo) {
                watches.child.forEach(consumed::add);
                childCount -= watches.child.size();
                watches.child.clear();
            }
            for (Watcher watcher : consumed) {
                told += tell(watcher, turn, zxid, type, path, acl);
                tidy(path, watches, watcher);
            }
            told += tellAll(watches.persistent, turn, zxid, type, path, acl);
        }
        count(type, told + fireRecursive(turn, zxid, type, path, acl));
    }

    private int fireRecursive(long turn, long zxid, EventType type, String path, List<Acl> acl) {
        if (recursiveCount == 0) {
            return 0;
        }
        int told = 0;
        String at = path;
        while (true) {
            PathWatches watches = byPath.get(at);
            if (watches != null) {
                told += tellAll(watches.recursive, turn, zxid, type, path, acl);
            }
            if (at.length() == 1) {
                return told;
            }
            at = ZnodePath.parentOf(at);
        }
    }

    private int tellAll(WatcherSet watchers, long turn, long zxid, EventType type, String path, List<Acl> acl) {
        int[] told = new int[1];
        watchers.forEach(watcher -> told[0] += tell(watcher, turn, zxid, type, path, acl));
        return told[0];
    }

    private int tell(Watcher watcher, long turn, long zxid, EventType type, String path, List<Acl> acl) {
        if (watcher.lastTold == turn) {
            return 0;
        }
        watcher.lastTold = turn;
        if (!rules.allows(acl, Permission.READ, watcher.link.identities())) {
            return 0;
        }
        watcher.link.event(zxid, type, path);
        return 1;
    }

    private void count(EventType type, int told) {
        if (told > 0) {
            tally.fired(type, told);
        }
    }

    private PathWatches at(String path, Watcher watcher) {
        watcher.paths.add(path);
        return byPath.computeIfAbsent(path, _ -> new PathWatches());
    }

    /** Forgets the path where the connection has no watch on it any more, and the entry where nobody has. */
    private void tidy(String path, PathWatches watches, Watcher watcher) {
        if (!watches.contains(watcher)) {
            watcher.paths.remove(path);
        }
        if (watches.isEmpty()) {
            byPath.remove(path);
        }
    }

    private void removeAll(PathWatches watches, Watcher watcher) {
        removeData(watches, watcher);
        removeChild(watches, watcher);
        removePersistent(watches, watcher);
        removeRecursive(watches, watcher);
    }

    private void removeData(PathWatches watches, Watcher watcher) {
        if (watches.data.remove(watcher)) {
            oneShotDataCount--;
        }
    }

    private void removeChild(PathWatches watches, Watcher watcher) {
        if (watches.child.remove(watcher)) {
            childCount--;
        }
    }

    private void removePersistent(PathWatches watches, Watcher watcher) {
        if (watches.persistent.remove(watcher)) {
            persistentCount--;
        }
    }

    private void removeRecursive(PathWatches watches, Watcher watcher) {
        if (watches.recursive.remove(watcher)) {
            recursiveCount--;
        }
    }
}
