package io.quorate.simulator.checker;

import io.quorate.data.EventType;
import io.quorate.message.ReadRequest;
import io.quorate.message.ReadRequest.WatchKind;
import java.util.List;
import java.util.TreeSet;

/** The watches of one connection, as its client could keep them (client protocol 5.1, 5.2). */
final class WatchBook {
    private final TreeSet<String> data = new TreeSet<>();
    private final TreeSet<String> child = new TreeSet<>();
    private final TreeSet<String> persistent = new TreeSet<>();
    private final TreeSet<String> recursive = new TreeSet<>();

    void watchData(String path) {
        data.add(path);
    }

    void watchChildren(String path) {
        child.add(path);
    }

    void watchAlways(String path, boolean below) {
        (below ? recursive : persistent).add(path);
    }

    /** Sets again what a SetWatches sets and nothing was missed of. */
    void set(ReadRequest.SetWatches request, List<Model.Change> missed) {
        request.data().stream().filter(path -> !announces(missed, path, 0)).forEach(data::add);
        request.exist().stream().filter(path -> !announces(missed, path, 1)).forEach(data::add);
        request.child().stream().filter(path -> !announces(missed, path, 2)).forEach(child::add);
        persistent.addAll(request.persistent());
        recursive.addAll(request.recursive());
    }

    private static boolean announces(List<Model.Change> missed, String path, int list) {
        return missed.stream()
                .anyMatch(change -> change.path().equals(path)
                        && switch (change.type()) {
                            case NODE_DELETED -> list != 1;
                            case NODE_DATA_CHANGED -> list == 0;
                            case NODE_CREATED -> list == 1;
                            case NODE_CHILDREN_CHANGED -> list == 2;
                        });
    }

    /** Whether there is a watch of that kind. */
    boolean has(String path, WatchKind kind) {
        return switch (kind) {
            case CHILDREN -> child.contains(path);
            case DATA -> data.contains(path);
            case PERSISTENT -> persistent.contains(path);
            case RECURSIVE -> recursive.contains(path);
            case ANY ->
                child.contains(path) || data.contains(path) || persistent.contains(path) || recursive.contains(path);
        };
    }

    void remove(String path, WatchKind kind) {
        switch (kind) {
            case CHILDREN -> child.remove(path);
            case DATA -> data.remove(path);
            case PERSISTENT -> persistent.remove(path);
            case RECURSIVE -> recursive.remove(path);
            case ANY -> {
                child.remove(path);
                data.remove(path);
                persistent.remove(path);
                recursive.remove(path);
            }
        }
    }

    /** Whether a change concerns the connection; what fires only once is consumed. */
    boolean fires(EventType type, String path) {
        return switch (type) {
            case NODE_CHILDREN_CHANGED -> {
                boolean once = child.remove(path);
                yield once || persistent.contains(path);
            }
            case NODE_DELETED -> {
                boolean once = data.remove(path);
                boolean children = child.remove(path);
                yield once || children || persistent.contains(path) || isBelow(path);
            }
            case NODE_CREATED, NODE_DATA_CHANGED -> {
                boolean once = data.remove(path);
                yield once || persistent.contains(path) || isBelow(path);
            }
        };
    }

    private boolean isBelow(String path) {
        return recursive.stream()
                .anyMatch(top -> top.equals(path) || path.startsWith(top.equals("/") ? "/" : top + "/"));
    }
}
