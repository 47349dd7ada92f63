package io.quorate.client.session;

import io.quorate.client.session.Effect.Removal;
import io.quorate.data.EventType;
import io.quorate.data.ZnodePath;
import io.quorate.message.ReadRequest.WatchKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who watches what: five tables of watchers by path (client protocol 11.8). Filled when the server has answered, so
 * that they say what the server's own tables say. Everything iterates in the order of registration.
 */
final class WatchTables {
    private final Table data = new Table();
    private final Table exist = new Table();
    private final Table child = new Table();
    private final Table persistent = new Table();
    private final Table recursive = new Table();

    /** What a successful answer, or one of NO_NODE when {@code missing}, does. */
    void set(Watching watching, boolean missing) {
        switch (watching) {
            case Watching.Once once -> {
                Table table = switch (once.kind()) {
                    case DATA -> data;
                    case CHILDREN -> child;
                    case EXISTS -> missing ? exist : data;
                };
                if (!missing || once.kind() == Watching.Kind.EXISTS) {
                    table.add(once.path(), once.watcher());
                }
            }
            case Watching.Lasting lasting -> tableOf(lasting.recursive()).add(lasting.path(), lasting.watcher());
            case Watching.Removal unused -> {}
        }
    }

    private Table tableOf(boolean isRecursive) {
        return isRecursive ? recursive : persistent;
    }

    /** Who is told of an event, each once; those that watch once are forgotten. */
    List<Object> fire(EventType type, String path) {
        Set<Object> told = new LinkedHashSet<>();
        switch (type) {
            case NODE_CREATED, NODE_DATA_CHANGED -> {
                data.takeInto(told, path);
                exist.takeInto(told, path);
                recursive.seeAbove(told, path);
            }
            case NODE_CHILDREN_CHANGED -> child.takeInto(told, path);
            case NODE_DELETED -> {
                data.takeInto(told, path);
                exist.takeInto(told, path);
                child.takeInto(told, path);
                recursive.seeAbove(told, path);
            }
        }
        persistent.see(told, path);
        return List.copyOf(told);
    }

    /**
     * Removes watchers.
     *
     * @return what was removed, in the shape of effects; empty when nothing was there
     */
    List<Effect.Removed> remove(Watching.Removal removal) {
        String path = removal.path();
        Object watcher = removal.watcher();
        WatchKind kind = removal.kind();
        List<Effect.Removed> removed = new ArrayList<>();
        if (kind == WatchKind.CHILDREN || kind == WatchKind.ANY) {
            note(removed, path, Removal.CHILDREN, child.remove(path, watcher));
        }
        if (kind == WatchKind.DATA || kind == WatchKind.ANY) {
            Set<Object> gone = data.remove(path, watcher);
            gone.addAll(exist.remove(path, watcher));
            note(removed, path, Removal.DATA, gone);
        }
        Set<Object> lasting = new LinkedHashSet<>();
        if (kind == WatchKind.PERSISTENT || kind == WatchKind.ANY) {
            lasting.addAll(persistent.remove(path, watcher));
        }
        if (kind == WatchKind.RECURSIVE || kind == WatchKind.ANY) {
            lasting.addAll(recursive.remove(path, watcher));
        }
        note(removed, path, Removal.PERSISTENT, lasting);
        return removed;
    }

    private static void note(List<Effect.Removed> removed, String path, Removal kind, Set<Object> gone) {
        if (!gone.isEmpty()) {
            removed.add(new Effect.Removed(path, kind, List.copyOf(gone)));
        }
    }

    /** Whether this is the only watcher of a lasting kind on this path, so that the server's watch can go with it. */
    boolean isLastOf(Watching.Removal removal) {
        return switch (removal.kind()) {
            case PERSISTENT -> persistent.holdsOnly(removal.path(), removal.watcher());
            case RECURSIVE -> recursive.holdsOnly(removal.path(), removal.watcher());
            case CHILDREN, DATA, ANY -> false;
        };
    }

    /** Everybody, each once. */
    List<Object> everybody() {
        Set<Object> all = new LinkedHashSet<>();
        for (Table table : List.of(data, exist, child, persistent, recursive)) {
            table.seeAll(all);
        }
        return List.copyOf(all);
    }

    /** Who holds a lasting watch of exactly this path. */
    List<Object> lastingOn(String path) {
        Set<Object> all = new LinkedHashSet<>();
        persistent.see(all, path);
        recursive.see(all, path);
        return List.copyOf(all);
    }

    /** The paths of the five tables, in the order of setWatches: data, exist, child, persistent, recursive. */
    List<List<String>> paths() {
        return List.of(data.paths(), exist.paths(), child.paths(), persistent.paths(), recursive.paths());
    }

    void clear() {
        for (Table table : List.of(data, exist, child, persistent, recursive)) {
            table.clear();
        }
    }

    /** Watchers by path. */
    private static final class Table {
        private final Map<String, Set<Object>> watchers = new LinkedHashMap<>();

        void add(String path, Object watcher) {
            watchers.computeIfAbsent(path, unused -> new LinkedHashSet<>(2)).add(watcher);
        }

        void takeInto(Set<Object> told, String path) {
            Set<Object> taken = watchers.remove(path);
            if (taken != null) {
                told.addAll(taken);
            }
        }

        void see(Set<Object> told, String path) {
            Set<Object> seen = watchers.get(path);
            if (seen != null) {
                told.addAll(seen);
            }
        }

        void seeAbove(Set<Object> told, String path) {
            if (watchers.isEmpty()) {
                return;
            }
            String at = path;
            while (!at.equals(ZnodePath.ROOT)) {
                see(told, at);
                at = ZnodePath.parentOf(at);
            }
            see(told, ZnodePath.ROOT);
        }

        void seeAll(Set<Object> all) {
            watchers.values().forEach(all::addAll);
        }

        /** Removes one watcher, or all when it is null, and returns who went. */
        Set<Object> remove(String path, @Nullable Object watcher) {
            Set<Object> here = watchers.get(path);
            if (here == null) {
                return new LinkedHashSet<>();
            }
            Set<Object> gone = new LinkedHashSet<>();
            if (watcher == null) {
                gone.addAll(here);
                here.clear();
            } else if (here.remove(watcher)) {
                gone.add(watcher);
            }
            if (here.isEmpty()) {
                watchers.remove(path);
            }
            return gone;
        }

        boolean holdsOnly(String path, @Nullable Object watcher) {
            Set<Object> here = watchers.get(path);
            return here != null && here.size() == 1 && watcher != null && here.contains(watcher);
        }

        List<String> paths() {
            return List.copyOf(watchers.keySet());
        }

        void clear() {
            watchers.clear();
        }
    }
}
