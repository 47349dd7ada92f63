package io.quorate.simulator.checker;

import io.quorate.data.Acl;
import io.quorate.data.ErrorCode;
import io.quorate.data.EventType;
import io.quorate.data.Identity;
import io.quorate.data.Permission;
import io.quorate.data.Stat;
import io.quorate.message.ReadRequest;
import io.quorate.message.Response;
import io.quorate.simulator.checker.Model.Answer;
import io.quorate.simulator.checker.ModelNode.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a read must be answered in one state of the model (client protocol 2.10 to 2.15, 5.5). */
final class ModelReads {
    private final Model model;

    ModelReads(Model model) {
        this.model = model;
    }

    /** The answer; null where it depends on the watches of the connection and not on the state. */
    @Nullable
    Answer answer(ReadRequest request, long session, List<Identity> who) {
        return switch (request) {
            case ReadRequest.Exists(String path, boolean _) -> exists(path, who);
            case ReadRequest.GetData(String path, boolean _) -> data(path, who);
            case ReadRequest.GetAcl(String path) -> acl(path, who);
            case ReadRequest.GetChildren(String path, boolean _, boolean withStat) -> children(path, withStat, who);
            case ReadRequest.CountDescendants(String path) -> count(path, who);
            case ReadRequest.GetEphemerals(String prefix) -> ephemerals(prefix, session);
            case ReadRequest.WhoAmI _ -> Answer.of(new Response.Clients(shown(who)));
            case ReadRequest.CheckWatches _, ReadRequest.RemoveWatches _ -> null;
            case ReadRequest.AddWatch _ -> Answer.of(new Response.WatchAdded());
            case ReadRequest.SetWatches _ -> Answer.of(Response.Empty.INSTANCE);
            case ReadRequest.MultiRead(List<ReadRequest> reads) -> several(reads, who);
        };
    }

    /** The events that must come before the answer to a {@link ReadRequest.SetWatches}, in order. */
    List<Model.Change> missed(ReadRequest.SetWatches request) {
        List<Model.Change> missed = new ArrayList<>();
        for (String path : request.data()) {
            ModelNode node = node(path);
            if (node == null) {
                missed.add(new Model.Change(EventType.NODE_DELETED, path, List.of()));
            } else if (node.mzxid() > request.relativeZxid()) {
                missed.add(new Model.Change(EventType.NODE_DATA_CHANGED, path, node.acl()));
            }
        }
        for (String path : request.exist()) {
            ModelNode node = node(path);
            if (node != null) {
                missed.add(new Model.Change(EventType.NODE_CREATED, path, node.acl()));
            }
        }
        for (String path : request.child()) {
            ModelNode node = node(path);
            if (node == null) {
                missed.add(new Model.Change(EventType.NODE_DELETED, path, List.of()));
            } else if (node.pzxid() > request.relativeZxid()) {
                missed.add(new Model.Change(EventType.NODE_CHILDREN_CHANGED, path, node.acl()));
            }
        }
        return missed;
    }

    private @Nullable ModelNode node(String path) {
        return model.nodes().get(path.isEmpty() ? "/" : path);
    }

    private Answer exists(String path, List<Identity> who) {
        if (path.contains("\0")) {
            return Answer.error(ErrorCode.BAD_ARGUMENTS);
        }
        ModelNode node = node(path);
        if (node == null) {
            return Answer.error(ErrorCode.NO_NODE);
        }
        return ModelRules.allows(node.acl(), Permission.READ, who)
                ? Answer.of(new Response.StatOnly(model.stat(path, node)))
                : Answer.error(ErrorCode.NO_AUTH);
    }

    private Answer data(String path, List<Identity> who) {
        ModelNode node = node(path);
        if (node == null) {
            return Answer.error(ErrorCode.NO_NODE);
        }
        return ModelRules.allows(node.acl(), Permission.READ, who)
                ? Answer.of(new Response.Data(node.data(), model.stat(path, node)))
                : Answer.error(ErrorCode.NO_AUTH);
    }

    private Answer acl(String path, List<Identity> who) {
        ModelNode node = node(path);
        if (node == null) {
            return Answer.error(ErrorCode.NO_NODE);
        }
        if (!ModelRules.allows(node.acl(), Permission.READ | Permission.ADMIN, who)) {
            return Answer.error(ErrorCode.NO_AUTH);
        }
        Stat stat = model.stat(path, node);
        if (ModelRules.allows(node.acl(), Permission.ADMIN, who)) {
            return Answer.of(new Response.AclAndStat(node.acl(), stat));
        }
        List<Acl> masked = new ArrayList<>();
        for (Acl entry : node.acl()) {
            String id = entry.id();
            masked.add(
                    "digest".equals(entry.scheme()) && id != null && id.contains(":")
                            ? new Acl(entry.perms(), entry.scheme(), id.substring(0, id.indexOf(':')) + ":x")
                            : entry);
        }
        return Answer.of(new Response.AclAndStat(masked, stat));
    }

    private Answer children(String path, boolean withStat, List<Identity> who) {
        ModelNode node = node(path);
        if (node == null) {
            return Answer.error(ErrorCode.NO_NODE);
        }
        if (!ModelRules.allows(node.acl(), Permission.READ, who)) {
            return Answer.error(ErrorCode.NO_AUTH);
        }
        List<String> names = new ArrayList<>(model.children(path));
        return Answer.of(new Response.Names(names, withStat ? model.stat(path, node) : null));
    }

    private Answer count(String path, List<Identity> who) {
        ModelNode node = node(path);
        if (node == null) {
            return Answer.error(ErrorCode.NO_NODE);
        }
        if (!ModelRules.allows(node.acl(), Permission.READ, who)) {
            return Answer.error(ErrorCode.NO_AUTH);
        }
        String prefix = path.equals("/") ? "/" : path + "/";
        long below = model.nodes().keySet().stream()
                .filter(other -> other.startsWith(prefix) && !other.equals(path))
                .count();
        return Answer.of(new Response.Count((int) below));
    }

    private Answer ephemerals(@Nullable String prefix, long session) {
        boolean all = prefix == null || prefix.isBlank() || prefix.equals("/");
        List<String> paths = new ArrayList<>();
        model.nodes().forEach((path, node) -> {
            boolean mine = node.kind() == Kind.EPHEMERAL && node.tie() == session;
            if (mine && (all || path.startsWith(prefix))) {
                paths.add(path);
            }
        });
        return Answer.of(new Response.Names(paths, null));
    }

    private static List<Identity> shown(List<Identity> who) {
        List<Identity> shown = new ArrayList<>();
        for (Identity identity : who) {
            int colon = identity.id().indexOf(':');
            boolean cut = identity.scheme().equals("digest") && colon >= 0;
            String user = identity.scheme().equals("super") ? "" : identity.id();
            shown.add(
                    cut
                            ? new Identity(identity.scheme(), identity.id().substring(0, colon))
                            : new Identity(identity.scheme(), user));
        }
        return shown;
    }

    private Answer several(List<ReadRequest> reads, List<Identity> who) {
        List<Response.Result> results = new ArrayList<>();
        for (ReadRequest read : reads) {
            Answer answer = answer(read, 0, who);
            if (answer == null) {
                throw new IllegalArgumentException("not in a multiRead: " + read);
            }
            results.add(
                    switch (answer.body()) {
                        case Response.Data(byte[] data, Stat stat) -> new Response.Result.GetData(data, stat);
                        case Response.Names(List<String> names, Stat _) -> new Response.Result.GetChildren(names);
                        default -> new Response.Result.Failed(answer.error());
                    });
        }
        return Answer.of(new Response.Results(results));
    }
}
