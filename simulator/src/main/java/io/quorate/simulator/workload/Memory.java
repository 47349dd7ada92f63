package io.quorate.simulator.workload;

import io.quorate.data.EventType;
import io.quorate.data.Stat;
import io.quorate.message.ReadRequest;
import io.quorate.message.Request;
import io.quorate.message.Response;
import io.quorate.message.WriteRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What one client has learned and which watches it believes to have, as a client library would keep them. */
final class Memory {
    private static final int MOST_CREATED = 12;

    private final Map<String, Integer> versions = new HashMap<>();
    private final Map<String, Integer> aclVersions = new HashMap<>();
    private final List<String> created = new ArrayList<>();
    private final TreeSet<String> data = new TreeSet<>();
    private final TreeSet<String> exist = new TreeSet<>();
    private final TreeSet<String> child = new TreeSet<>();
    private final TreeSet<String> persistent = new TreeSet<>();
    private final TreeSet<String> recursive = new TreeSet<>();

    /** The version last seen, −1 if none. */
    int version(String path) {
        return versions.getOrDefault(path, -1);
    }

    /** The version of the ACL last seen, −1 if none. */
    int aclVersion(String path) {
        return aclVersions.getOrDefault(path, -1);
    }

    /** Znodes this client has made, newest last. */
    List<String> created() {
        return created;
    }

    /** Learns from a reply. */
    void learn(Request request, int error, Response body) {
        switch (request) {
            case ReadRequest.GetData(String path, boolean watch)
            when error == 0 -> {
                see(path, body);
                if (watch) {
                    data.add(path);
                }
            }
            case ReadRequest.Exists(String path, boolean watch) -> {
                see(path, body);
                if (watch && error == 0) {
                    data.add(path);
                } else if (watch && error == -101) {
                    exist.add(path);
                }
            }
            case ReadRequest.GetChildren get when error == 0 && get.watch() -> child.add(get.path());
            case ReadRequest.GetAcl(String path) when error == 0 -> see(path, body);
            case ReadRequest.AddWatch(String path, boolean below) -> (below ? recursive : persistent).add(path);
            case ReadRequest.RemoveWatches(String path, ReadRequest.WatchKind kind)
            when error == 0 -> forget(path, kind);
            case WriteRequest.SetData(String path, byte[] _, int _) -> see(path, body);
            case WriteRequest.SetAcl set -> see(set.path(), body);
            case WriteRequest.Create _
            when error == 0 -> {
                String path = body instanceof Response.Path(String name)
                        ? name
                        : body instanceof Response.Created(String name, Stat _) ? name : "/";
                created.add(path);
                if (created.size() > MOST_CREATED) {
                    created.removeFirst();
                }
            }
            default -> {
                // Teaches nothing that is needed.
            }
        }
    }

    private void see(String path, Response body) {
        Stat stat = switch (body) {
            case Response.StatOnly(Stat shown) -> shown;
            case Response.Data(byte[] _, Stat shown) -> shown;
            case Response.AclAndStat(var _, Stat shown) -> shown;
            default -> null;
        };
        if (stat != null) {
            versions.put(path, stat.version());
            aclVersions.put(path, stat.aversion());
        }
    }

    private void forget(String path, ReadRequest.WatchKind kind) {
        switch (kind) {
            case CHILDREN -> child.remove(path);
            case DATA -> {
                data.remove(path);
                exist.remove(path);
            }
            case PERSISTENT -> persistent.remove(path);
            case RECURSIVE -> recursive.remove(path);
            case ANY -> List.of(child, data, exist, persistent, recursive).forEach(set -> set.remove(path));
        }
    }

    /** An event came: what fires only once is gone. */
    void fired(EventType type, String path) {
        switch (type) {
            case NODE_CREATED, NODE_DATA_CHANGED -> {
                data.remove(path);
                exist.remove(path);
            }
            case NODE_DELETED -> {
                data.remove(path);
                exist.remove(path);
                child.remove(path);
            }
            case NODE_CHILDREN_CHANGED -> child.remove(path);
        }
    }

    /** What to ask for after a reconnect, or null if there are no watches. */
    @Nullable
    Request setWatches(long relativeZxid) {
        boolean none =
                data.isEmpty() && exist.isEmpty() && child.isEmpty() && persistent.isEmpty() && recursive.isEmpty();
        return none
                ? null
                : new ReadRequest.SetWatches(
                        relativeZxid,
                        List.copyOf(data),
                        List.copyOf(exist),
                        List.copyOf(child),
                        List.copyOf(persistent),
                        List.copyOf(recursive));
    }

    /** The session is over, and all watches with it. */
    void forgetWatches() {
        List.of(data, exist, child, persistent, recursive).forEach(TreeSet::clear);
    }
}
