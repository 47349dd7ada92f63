package io.quorate.simulator.checker;

import io.quorate.data.Acl;
import io.quorate.data.ErrorCode;
import io.quorate.data.EventType;
import io.quorate.data.Identity;
import io.quorate.data.Permission;
import io.quorate.data.Stat;
import io.quorate.message.Response;
import io.quorate.message.WriteRequest;
import io.quorate.message.WriteRequest.CreateForm;
import io.quorate.simulator.checker.ModelNode.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The service as its protocol describes it, in the plainest way: one map of paths, no index, no overlay. Each write is
 * applied at its zxid to the state before it, and says what must be answered and which changes must be announced.
 */
final class Model {
    private static final long MAX_TTL_MS = 0xff_ffff_ffffL;

    private final TreeMap<String, ModelNode> nodes = new TreeMap<>();
    private final TreeMap<Long, Integer> sessions = new TreeMap<>();
    private final boolean extendedTypes;
    private List<Change> changes = new ArrayList<>();

    /** The tree before any txn. */
    Model(boolean extendedTypes) {
        this.extendedTypes = extendedTypes;
        nodes.put("/", reserved(Acl.OPEN, 0));
        nodes.put("/zookeeper", reserved(Acl.OPEN, 0));
        nodes.put("/zookeeper/config", reserved(Acl.READ_ONLY, -1));
        nodes.put("/zookeeper/quota", reserved(Acl.OPEN, 0));
    }

    /** Who asks, and where in the order. */
    record Place(long zxid, long time, long session, List<Identity> who) {}

    /** What somebody who watches must be told, if the ACL lets them. */
    record Change(EventType type, String path, List<Acl> acl) {}

    /** What must be answered: an error, or a body. */
    record Answer(int error, Response body) {
        static Answer of(Response body) {
            return new Answer(0, body);
        }

        static Answer error(ErrorCode code) {
            return new Answer(code.number(), Response.Empty.INSTANCE);
        }
    }

    NavigableMap<String, ModelNode> nodes() {
        return nodes;
    }

    Map<Long, Integer> sessions() {
        return sessions;
    }

    /** The changes since the last call. */
    List<Change> takeChanges() {
        List<Change> taken = changes;
        changes = new ArrayList<>();
        return taken;
    }

    void openSession(long session, int timeoutMs) {
        sessions.put(session, timeoutMs);
    }

    /** The ephemerals go in the order of {@code hint}, for the protocol leaves it open. */
    void closeSession(long session, long zxid, List<String> hint) {
        TreeSet<String> owned = new TreeSet<>();
        nodes.forEach((path, node) -> {
            if (node.kind() == Kind.EPHEMERAL && node.tie() == session) {
                owned.add(path);
            }
        });
        for (String path : hint) {
            if (owned.remove(path)) {
                remove(path, zxid);
            }
        }
        owned.forEach(path -> remove(path, zxid));
        sessions.remove(session);
    }

    /** What the reaper may take: abandoned containers, and TTL znodes past their time. */
    Answer reap(String path, Place place) {
        ModelNode node = nodes.get(path);
        if (node == null) {
            return Answer.error(ErrorCode.NO_NODE);
        }
        boolean due =
                node.kind() == Kind.CONTAINER || (node.kind() == Kind.TTL && place.time() - node.mtime() > node.tie());
        if (!due) {
            return Answer.error(ErrorCode.BAD_VERSION);
        }
        if (children(path).size() > 0) {
            return Answer.error(ErrorCode.NOT_EMPTY);
        }
        remove(path, place.zxid());
        return Answer.of(Response.Empty.INSTANCE);
    }

    /** A write of a client. */
    Answer write(WriteRequest request, Place place) {
        if (request instanceof WriteRequest.Multi(List<WriteRequest> parts)) {
            return multi(parts, place);
        }
        if (request instanceof WriteRequest.Reconfig) {
            return Answer.error(ErrorCode.RECONFIG_DISABLED);
        }
        if (!sessions.containsKey(place.session())) {
            return Answer.error(ErrorCode.SESSION_EXPIRED);
        }
        return switch (request) {
            case WriteRequest.Create create -> create(create, place, false);
            case WriteRequest.Delete delete -> delete(delete, place);
            case WriteRequest.SetData set -> setData(set, place);
            case WriteRequest.SetAcl set -> setAcl(set, place);
            case WriteRequest.Check _ -> Answer.error(ErrorCode.UNIMPLEMENTED);
            case WriteRequest.DeleteContainer _, WriteRequest.Multi _, WriteRequest.Reconfig _ ->
                throw new IllegalArgumentException("no client writes " + request);
        };
    }

    private Answer create(WriteRequest.Create request, Place place, boolean inMulti) {
        int flags = request.flags();
        boolean ttl = flags == 5 || flags == 6;
        if (flags < 0 || flags > 6) {
            return Answer.error(ErrorCode.BAD_ARGUMENTS);
        }
        if (ttl && !extendedTypes) {
            return Answer.error(ErrorCode.UNIMPLEMENTED);
        }
        if (ttl && (request.ttl() < 1 || request.ttl() > MAX_TTL_MS)) {
            return Answer.error(ErrorCode.BAD_ARGUMENTS);
        }
        if (!ttl && !inMulti && request.form() == CreateForm.TTL) {
            return Answer.error(ErrorCode.BAD_ARGUMENTS);
        }
        if (!ModelRules.isLightlyFine(request.path())) {
            return Answer.error(ErrorCode.BAD_ARGUMENTS);
        }
        List<Acl> acl = ModelRules.stored(request.acl(), place.who());
        if (acl == null) {
            return Answer.error(ErrorCode.INVALID_ACL);
        }
        String parentPath = ModelRules.parent(request.path());
        ModelNode parent = nodes.get(parentPath);
        if (parent == null) {
            return Answer.error(ErrorCode.NO_NODE);
        }
        if (!ModelRules.allows(parent.acl(), Permission.CREATE, place.who())) {
            return Answer.error(ErrorCode.NO_AUTH);
        }
        boolean sequential = flags == 2 || flags == 3 || flags == 6;
        String path =
                sequential ? request.path() + String.format(Locale.ROOT, "%010d", parent.creations()) : request.path();
        if (!ModelRules.isPath(path)) {
            return Answer.error(ErrorCode.BAD_ARGUMENTS);
        }
        if (nodes.containsKey(path)) {
            return Answer.error(ErrorCode.NODE_EXISTS);
        }
        if (parent.kind() == Kind.EPHEMERAL) {
            return Answer.error(ErrorCode.NO_CHILDREN_FOR_EPHEMERALS);
        }
        return created(request, place, path, acl, inMulti);
    }

    private Answer created(WriteRequest.Create request, Place place, String path, List<Acl> acl, boolean inMulti) {
        int flags = request.flags();
        Kind kind = flags == 5 || flags == 6
                ? Kind.TTL
                : request.form() == CreateForm.CONTAINER || flags == 4
                        ? Kind.CONTAINER
                        : flags == 1 || flags == 3 ? Kind.EPHEMERAL : Kind.PERSISTENT;
        long tie = switch (kind) {
            case PERSISTENT, CONTAINER -> 0;
            case EPHEMERAL -> place.session();
            case TTL -> request.ttl();
        };
        long zxid = place.zxid();
        ModelNode node =
                new ModelNode(kind, tie, request.data(), acl, zxid, zxid, zxid, place.time(), place.time(), 0, 0, 0);
        nodes.put(path, node);
        String parentPath = ModelRules.parent(path);
        ModelNode parent = at(parentPath);
        nodes.put(parentPath, parent.withChildCreated(zxid));
        changes.add(new Change(EventType.NODE_CREATED, path, acl));
        changes.add(new Change(EventType.NODE_CHILDREN_CHANGED, parentPath, parent.acl()));
        boolean plain = kind == Kind.PERSISTENT || kind == Kind.EPHEMERAL;
        boolean pathOnly = request.form() == CreateForm.CREATE || (request.form() == CreateForm.TTL && plain);
        boolean tellsPath = inMulti ? pathOnly && plain : request.form() == CreateForm.CREATE;
        return Answer.of(tellsPath ? new Response.Path(path) : new Response.Created(path, stat(path, node)));
    }

    private Answer delete(WriteRequest.Delete request, Place place) {
        String path = request.path();
        boolean reserved = path.equals("/")
                || path.equals("/zookeeper")
                || path.equals("/zookeeper/quota")
                || path.equals("/zookeeper/config");
        if (!ModelRules.isLightlyFine(path) || reserved) {
            return Answer.error(ErrorCode.BAD_ARGUMENTS);
        }
        ModelNode parent = nodes.get(ModelRules.parent(path));
        if (parent == null) {
            return Answer.error(ErrorCode.NO_NODE);
        }
        if (!ModelRules.allows(parent.acl(), Permission.DELETE, place.who())) {
            return Answer.error(ErrorCode.NO_AUTH);
        }
        ModelNode node = nodes.get(path);
        if (node == null) {
            return Answer.error(ErrorCode.NO_NODE);
        }
        if (request.version() != -1 && request.version() != node.version()) {
            return Answer.error(ErrorCode.BAD_VERSION);
        }
        if (!children(path).isEmpty()) {
            return Answer.error(ErrorCode.NOT_EMPTY);
        }
        remove(path, place.zxid());
        return Answer.of(Response.Empty.INSTANCE);
    }

    private Answer setData(WriteRequest.SetData request, Place place) {
        ModelNode node = nodes.get(request.path());
        ErrorCode refusal = refusal(request.path(), node, Permission.WRITE, place);
        if (refusal != null || node == null) {
            return Answer.error(refusal == null ? ErrorCode.NO_NODE : refusal);
        }
        if (request.version() != -1 && request.version() != node.version()) {
            return Answer.error(ErrorCode.BAD_VERSION);
        }
        ModelNode after = node.withData(request.data(), place.zxid(), place.time());
        nodes.put(request.path(), after);
        changes.add(new Change(EventType.NODE_DATA_CHANGED, request.path(), after.acl()));
        return Answer.of(new Response.StatOnly(stat(request.path(), after)));
    }

    private Answer setAcl(WriteRequest.SetAcl request, Place place) {
        if (!ModelRules.isPath(request.path())) {
            return Answer.error(ErrorCode.BAD_ARGUMENTS);
        }
        List<Acl> acl = ModelRules.stored(request.acl(), place.who());
        if (acl == null) {
            return Answer.error(ErrorCode.INVALID_ACL);
        }
        ModelNode node = nodes.get(request.path());
        ErrorCode refusal = refusal(request.path(), node, Permission.ADMIN, place);
        if (refusal != null || node == null) {
            return Answer.error(refusal == null ? ErrorCode.NO_NODE : refusal);
        }
        if (request.version() != -1 && request.version() != node.aversion()) {
            return Answer.error(ErrorCode.BAD_VERSION);
        }
        ModelNode after = node.withAcl(acl);
        nodes.put(request.path(), after);
        return Answer.of(new Response.StatOnly(stat(request.path(), after)));
    }

    private Answer check(WriteRequest.Check request, Place place) {
        ModelNode node = nodes.get(request.path());
        ErrorCode refusal = refusal(request.path(), node, Permission.READ, place);
        if (refusal != null || node == null) {
            return Answer.error(refusal == null ? ErrorCode.NO_NODE : refusal);
        }
        return request.version() != -1 && request.version() != node.version()
                ? Answer.error(ErrorCode.BAD_VERSION)
                : Answer.of(Response.Empty.INSTANCE);
    }

    private static @Nullable ErrorCode refusal(String path, @Nullable ModelNode node, int permission, Place place) {
        if (!ModelRules.isPath(path)) {
            return ErrorCode.BAD_ARGUMENTS;
        }
        if (node == null) {
            return ErrorCode.NO_NODE;
        }
        return ModelRules.allows(node.acl(), permission, place.who()) ? null : ErrorCode.NO_AUTH;
    }

    private Answer multi(List<WriteRequest> parts, Place place) {
        TreeMap<String, ModelNode> before = new TreeMap<>(nodes);
        int changesBefore = changes.size();
        List<Response.Result> results = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Answer answer = sessions.containsKey(place.session())
                    ? part(parts.get(i), place)
                    : Answer.error(ErrorCode.SESSION_EXPIRED);
            if (answer.error() != 0) {
                nodes.clear();
                nodes.putAll(before);
                changes.subList(changesBefore, changes.size()).clear();
                return Answer.of(new Response.Results(failure(parts.size(), i, answer.error())));
            }
            results.add(result(parts.get(i), answer.body()));
        }
        return Answer.of(new Response.Results(results));
    }

    private Answer part(WriteRequest part, Place place) {
        return switch (part) {
            case WriteRequest.Create create -> create(create, place, true);
            case WriteRequest.Delete delete -> delete(delete, place);
            case WriteRequest.SetData set -> setData(set, place);
            case WriteRequest.Check check -> check(check, place);
            case WriteRequest.SetAcl _, WriteRequest.DeleteContainer _, WriteRequest.Multi _, WriteRequest.Reconfig _ ->
                throw new IllegalArgumentException("not in a multi: " + part);
        };
    }

    private static List<Response.Result> failure(int parts, int failed, int error) {
        List<Response.Result> results = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            int code = i < failed ? 0 : i == failed ? error : ErrorCode.RUNTIME_INCONSISTENCY.number();
            results.add(new Response.Result.Failed(code));
        }
        return results;
    }

    private static Response.Result result(WriteRequest part, Response body) {
        return switch (body) {
            case Response.Path(String path) -> new Response.Result.Create(path);
            case Response.Created(String path, Stat stat) -> new Response.Result.Create2(path, stat);
            case Response.StatOnly(Stat stat) -> new Response.Result.SetData(stat);
            default -> part instanceof WriteRequest.Check ? new Response.Result.Check() : new Response.Result.Delete();
        };
    }

    /** The names below a path. */
    Set<String> children(String path) {
        Set<String> names = new TreeSet<>();
        String prefix = path.equals("/") ? "/" : path + "/";
        for (String candidate : nodes.tailMap(prefix, false).keySet()) {
            if (!candidate.startsWith(prefix)) {
                break;
            }
            String name = candidate.substring(prefix.length());
            if (!name.contains("/")) {
                names.add(name);
            }
        }
        return names;
    }

    Stat stat(String path, ModelNode node) {
        int children = children(path).size();
        byte[] data = node.data();
        return new Stat(
                node.czxid(),
                node.mzxid(),
                node.ctime(),
                node.mtime(),
                node.version(),
                2 * node.creations() - children,
                node.aversion(),
                node.kind() == Kind.EPHEMERAL ? node.tie() : 0,
                data == null ? 0 : data.length,
                children,
                node.pzxid());
    }

    private void remove(String path, long zxid) {
        ModelNode node = at(path);
        nodes.remove(path);
        String parentPath = ModelRules.parent(path);
        ModelNode parent = at(parentPath);
        nodes.put(parentPath, parent.withChildDeleted(zxid));
        changes.add(new Change(EventType.NODE_DELETED, path, node.acl()));
        changes.add(new Change(EventType.NODE_CHILDREN_CHANGED, parentPath, parent.acl()));
    }

    private ModelNode at(String path) {
        ModelNode node = nodes.get(path);
        if (node == null) {
            throw new IllegalStateException("the model has no " + path);
        }
        return node;
    }

    private static ModelNode reserved(List<Acl> acl, int aversion) {
        return new ModelNode(Kind.PERSISTENT, 0, new byte[0], acl, 0, 0, 0, 0, 0, 0, aversion, 0);
    }
}
