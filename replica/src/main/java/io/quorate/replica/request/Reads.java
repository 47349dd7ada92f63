package io.quorate.replica.request;

import io.quorate.data.Acl;
import io.quorate.data.ErrorCode;
import io.quorate.data.EventType;
import io.quorate.data.Identity;
import io.quorate.data.Permission;
import io.quorate.data.ZnodePath;
import io.quorate.message.ReadRequest;
import io.quorate.message.Response;
import io.quorate.replica.port.ClientLink;
import io.quorate.replica.watch.WatchTable;
import io.quorate.replica.watch.Watcher;
import io.quorate.tree.Znode;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.access.AccessRules;
import io.quorate.wire.ResponseCodec;
import java.util.ArrayList;
import java.util.List;

/** Answers reads from the applied state and sets their watches in the same step (client protocol 2.10 to 2.16, 5.5). */
public final class Reads {
    private static final long REPLAYED = -1;

    private final ZnodeTree tree;
    private final WatchTable watches;
    private final AccessRules rules;

    /** Reads from {@code tree}, watches in {@code watches}. */
    public Reads(ZnodeTree tree, WatchTable watches, AccessRules rules) {
        this.tree = tree;
        this.watches = watches;
        this.rules = rules;
    }

    /** Replies to a read of a conversation, stamped with the zxid of the state it was answered from. */
    public void answer(Conversation conversation, int xid, ReadRequest request, List<Identity> who) {
        ClientLink link = conversation.link();
        Answer answer = answer(conversation, request, who);
        long zxid = tree.lastZxid();
        switch (answer) {
            case Answer.Found(Response body) -> link.reply(xid, zxid, ErrorCode.OK.number(), body);
            case Answer.Refused(ErrorCode code) -> link.reply(xid, zxid, code.number(), Response.Empty.INSTANCE);
        }
    }

    private Answer answer(Conversation conversation, ReadRequest request, List<Identity> who) {
        Watcher watcher = conversation.watcher();
        return switch (request) {
            case ReadRequest.Exists exists -> exists(exists, watcher, who);
            case ReadRequest.GetData(String path, boolean watch) -> getData(path, watch, watcher, who);
            case ReadRequest.GetAcl(String path) -> getAcl(path, who);
            case ReadRequest.GetChildren get -> getChildren(get, watcher, who);
            case ReadRequest.CountDescendants(String path) -> countDescendants(path, who);
            case ReadRequest.GetEphemerals get -> getEphemerals(get, conversation.sessionId());
            case ReadRequest.WhoAmI _ -> new Answer.Found(new Response.Clients(rules.describe(who)));
            case ReadRequest.CheckWatches(String path, ReadRequest.WatchKind kind) ->
                emptyIf(watches.has(watcher, path, kind));
            case ReadRequest.RemoveWatches(String path, ReadRequest.WatchKind kind) ->
                emptyIf(watches.remove(watcher, path, kind));
            case ReadRequest.AddWatch(String path, boolean recursive) -> {
                watches.watchAlways(watcher, path, recursive);
                yield new Answer.Found(new Response.WatchAdded());
            }
            case ReadRequest.SetWatches set -> setWatches(set, watcher);
            case ReadRequest.MultiRead(List<ReadRequest> reads) -> multiRead(conversation, reads, who);
        };
    }

    private Answer exists(ReadRequest.Exists request, Watcher watcher, List<Identity> who) {
        String path = request.path();
        if (path.indexOf('\0') >= 0) {
            return new Answer.Refused(ErrorCode.BAD_ARGUMENTS);
        }
        Znode znode = tree.find(path);
        if (znode != null && !rules.allows(znode.acl(), Permission.READ, who)) {
            return new Answer.Refused(ErrorCode.NO_AUTH);
        }
        if (request.watch()) {
            watches.watchData(watcher, path);
        }
        return znode == null
                ? new Answer.Refused(ErrorCode.NO_NODE)
                : new Answer.Found(new Response.StatOnly(znode.stat()));
    }

    private Answer getData(String path, boolean watch, Watcher watcher, List<Identity> who) {
        Znode znode = tree.find(path);
        if (znode == null) {
            return new Answer.Refused(ErrorCode.NO_NODE);
        }
        if (!rules.allows(znode.acl(), Permission.READ, who)) {
            return new Answer.Refused(ErrorCode.NO_AUTH);
        }
        if (watch) {
            watches.watchData(watcher, path);
        }
        return new Answer.Found(new Response.Data(znode.data(), znode.stat()));
    }

    private Answer getAcl(String path, List<Identity> who) {
        Znode znode = tree.find(path);
        if (znode == null) {
            return new Answer.Refused(ErrorCode.NO_NODE);
        }
        if (!rules.allows(znode.acl(), Permission.READ | Permission.ADMIN, who)) {
            return new Answer.Refused(ErrorCode.NO_AUTH);
        }
        boolean unmasked = rules.allows(znode.acl(), Permission.ADMIN, who);
        List<Acl> shown = unmasked ? znode.acl() : rules.mask(znode.acl());
        return new Answer.Found(new Response.AclAndStat(shown, znode.stat()));
    }

    private Answer getChildren(ReadRequest.GetChildren request, Watcher watcher, List<Identity> who) {
        String path = request.path();
        Znode znode = tree.find(path);
        if (znode == null) {
            return new Answer.Refused(ErrorCode.NO_NODE);
        }
        if (!rules.allows(znode.acl(), Permission.READ, who)) {
            return new Answer.Refused(ErrorCode.NO_AUTH);
        }
        if (request.watch()) {
            watches.watchChildren(watcher, path);
        }
        return new Answer.Found(new Response.Listing(tree.childNames(path), request.withStat() ? znode.stat() : null));
    }

    private Answer countDescendants(String path, List<Identity> who) {
        Znode znode = tree.find(path);
        if (znode == null) {
            return new Answer.Refused(ErrorCode.NO_NODE);
        }
        if (!rules.allows(znode.acl(), Permission.READ, who)) {
            return new Answer.Refused(ErrorCode.NO_AUTH);
        }
        // ZooKeeper knows the root under two names, and counts one of them below the other.
        int alias = path.isEmpty() ? 1 : 0;
        return new Answer.Found(new Response.Count(tree.countDescendants(path) + alias));
    }

    private Answer getEphemerals(ReadRequest.GetEphemerals request, long sessionId) {
        String prefix = request.prefix();
        boolean all = prefix == null || prefix.isBlank() || prefix.equals(ZnodePath.ROOT);
        List<String> paths = new ArrayList<>();
        tree.forEachEphemeral(sessionId, path -> {
            if (all || path.startsWith(prefix)) {
                paths.add(path);
            }
        });
        return new Answer.Found(new Response.Names(paths, null));
    }

    /** Sets the watches again and announces what was missed, in the order of the lists. */
    private Answer setWatches(ReadRequest.SetWatches request, Watcher watcher) {
        long since = request.relativeZxid();
        for (String path : request.data()) {
            Znode znode = tree.find(path);
            if (znode == null) {
                watches.announce(watcher, REPLAYED, EventType.NODE_DELETED, path, null);
            } else if (znode.mzxid() > since) {
                watches.announce(watcher, REPLAYED, EventType.NODE_DATA_CHANGED, path, znode.acl());
            } else {
                watches.watchData(watcher, path);
            }
        }
        for (String path : request.exist()) {
            Znode znode = tree.find(path);
            if (znode != null) {
                watches.announce(watcher, REPLAYED, EventType.NODE_CREATED, path, znode.acl());
            } else {
                watches.watchData(watcher, path);
            }
        }
        for (String path : request.child()) {
            Znode znode = tree.find(path);
            if (znode == null) {
                watches.announce(watcher, REPLAYED, EventType.NODE_DELETED, path, null);
            } else if (znode.pzxid() > since) {
                watches.announce(watcher, REPLAYED, EventType.NODE_CHILDREN_CHANGED, path, znode.acl());
            } else {
                watches.watchChildren(watcher, path);
            }
        }
        request.persistent().forEach(path -> watches.watchAlways(watcher, path, false));
        request.recursive().forEach(path -> watches.watchAlways(watcher, path, true));
        return new Answer.Found(Response.Empty.INSTANCE);
    }

    private Answer multiRead(Conversation conversation, List<ReadRequest> reads, List<Identity> who) {
        List<Response.Result> results = new ArrayList<>(reads.size());
        for (ReadRequest read : reads) {
            results.add(
                    switch (answer(conversation, read, who)) {
                        case Answer.Found(Response.Data(byte[] data, var stat)) ->
                            new Response.Result.GetData(data, stat);
                        case Answer.Found(Response.Listing listing) ->
                            new Response.Result.GetChildren(
                                    ResponseCodec.namesOf(listing).names());
                        case Answer.Found(Response other) ->
                            throw new AssertionError("a multiRead holds a part that is not read: " + other);
                        case Answer.Refused(ErrorCode code) -> new Response.Result.Failed(code.number());
                    });
        }
        return new Answer.Found(new Response.Results(results));
    }

    private static Answer emptyIf(boolean there) {
        return there ? new Answer.Found(Response.Empty.INSTANCE) : new Answer.Refused(ErrorCode.NO_WATCHER);
    }

    /** What a read led to. */
    private sealed interface Answer {
        record Found(Response body) implements Answer {}

        record Refused(ErrorCode code) implements Answer {}
    }
}
