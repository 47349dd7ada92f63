package io.quorate.tree.prepare;

import io.quorate.data.Acl;
import io.quorate.data.ErrorCode;
import io.quorate.data.Identity;
import io.quorate.data.Permission;
import io.quorate.data.Stat;
import io.quorate.data.ZnodePath;
import io.quorate.message.WriteRequest;
import io.quorate.tree.NaiveTree;
import io.quorate.tree.Owner;
import io.quorate.tree.Trees;
import io.quorate.tree.Znode;
import io.quorate.tree.access.AccessRules;
import io.quorate.tree.apply.Outcome;
import io.quorate.tree.txn.TxnHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server that takes one request after the other, changes its tree at once, and undoes a multi by going back to a
 * copy: what preparing and applying with everything in flight must be indistinguishable from.
 */
final class NaiveServer {
    private final AccessRules rules;
    NaiveTree tree = new NaiveTree();

    NaiveServer(AccessRules rules) {
        this.rules = rules;
    }

    /** Why a request cannot be. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;
        private final ErrorCode code;

        Refusal(ErrorCode code) {
            this.code = code;
        }
    }

    Outcome take(TxnHeader header, WriteRequest request, List<Identity> who) {
        Outcome outcome = request instanceof WriteRequest.Multi(List<WriteRequest> parts)
                ? multi(header, parts, who)
                : single(header, request, who);
        recountQuotas();
        tree.advance(header.zxid());
        return outcome;
    }

    void open(TxnHeader header) {
        tree.openSession(header.sessionId(), 1000);
        tree.advance(header.zxid());
    }

    List<String> close(TxnHeader header) {
        List<String> ephemerals = new ArrayList<>(tree.ephemerals().getOrDefault(header.sessionId(), List.of()));
        for (String path : ephemerals) {
            remove(path, header.zxid());
        }
        tree.endSession(header.sessionId());
        recountQuotas();
        tree.advance(header.zxid());
        return ephemerals;
    }

    private Outcome single(TxnHeader header, WriteRequest request, List<Identity> who) {
        try {
            return part(header, request, who);
        } catch (Refusal refusal) {
            return new Outcome.Failed(refusal.code.number());
        }
    }

    private Outcome multi(TxnHeader header, List<WriteRequest> parts, List<Identity> who) {
        NaiveTree before = tree.copy();
        List<Outcome> outcomes = new ArrayList<>();
        boolean hasFailed = false;
        for (WriteRequest part : parts) {
            if (hasFailed) {
                outcomes.add(new Outcome.Failed(-2));
                continue;
            }
            Outcome outcome = single(header, part, who);
            outcomes.add(outcome);
            if (outcome instanceof Outcome.Failed) {
                hasFailed = true;
                outcomes.replaceAll(done -> done instanceof Outcome.Failed ? done : new Outcome.Failed(0));
                tree = before;
            }
            recountQuotas();
        }
        return new Outcome.Multi(outcomes);
    }

    private Outcome part(TxnHeader header, WriteRequest request, List<Identity> who) throws Refusal {
        if (!(request instanceof WriteRequest.DeleteContainer)) {
            require(tree.sessionTimeoutMs(header.sessionId()) >= 0, ErrorCode.SESSION_EXPIRED);
        }
        return switch (request) {
            case WriteRequest.Create create -> create(header, create, who);
            case WriteRequest.Delete delete -> {
                require(!ZnodePath.isUndeletable(delete.path()), ErrorCode.BAD_ARGUMENTS);
                Znode parent = existing(ZnodePath.parentOf(delete.path()));
                require(rules.allows(parent.acl(), Permission.DELETE, who), ErrorCode.NO_AUTH);
                Znode znode = existing(delete.path());
                requireVersion(delete.version(), znode.version());
                require(znode.numChildren() == 0, ErrorCode.NOT_EMPTY);
                remove(delete.path(), header.zxid());
                yield Outcome.Done.INSTANCE;
            }
            case WriteRequest.SetData set -> {
                Znode znode = existing(set.path());
                require(rules.allows(znode.acl(), Permission.WRITE, who), ErrorCode.NO_AUTH);
                requireQuota(set.path(), 0, length(set.data()) - length(znode.data()));
                requireVersion(set.version(), znode.version());
                tree.replace(set.path(), znode.withData(set.data(), znode.version() + 1, header.zxid(), header.time()));
                yield new Outcome.Changed(Trees.found(tree, set.path()).stat());
            }
            case WriteRequest.SetAcl set -> {
                List<Acl> acl = rules.normalise(set.acl(), who);
                if (acl == null) {
                    throw new Refusal(ErrorCode.INVALID_ACL);
                }
                Znode znode = existing(set.path());
                require(rules.allows(znode.acl(), Permission.ADMIN, who), ErrorCode.NO_AUTH);
                requireVersion(set.version(), znode.aversion());
                tree.replace(set.path(), znode.withAcl(acl, znode.aversion() + 1));
                yield new Outcome.Changed(Trees.found(tree, set.path()).stat());
            }
            case WriteRequest.Check check -> {
                Znode znode = existing(check.path());
                require(rules.allows(znode.acl(), Permission.READ, who), ErrorCode.NO_AUTH);
                requireVersion(check.version(), znode.version());
                yield Outcome.Done.INSTANCE;
            }
            case WriteRequest.DeleteContainer delete -> {
                require(!ZnodePath.isUndeletable(delete.path()), ErrorCode.BAD_ARGUMENTS);
                Znode znode = existing(delete.path());
                boolean isOver =
                        Owner.isTtl(znode.owner()) && header.time() > znode.mtime() + Owner.ttlMs(znode.owner());
                require(isOver || znode.owner() == Owner.CONTAINER, ErrorCode.BAD_VERSION);
                require(znode.numChildren() == 0, ErrorCode.NOT_EMPTY);
                remove(delete.path(), header.zxid());
                yield Outcome.Done.INSTANCE;
            }
            case WriteRequest.Multi _, WriteRequest.Reconfig _ -> throw new Refusal(ErrorCode.UNIMPLEMENTED);
        };
    }

    private Outcome create(TxnHeader header, WriteRequest.Create request, List<Identity> who) throws Refusal {
        List<Acl> acl = rules.normalise(request.acl(), who);
        if (acl == null) {
            throw new Refusal(ErrorCode.INVALID_ACL);
        }
        String parentPath = ZnodePath.parentOf(request.path());
        Znode parent = existing(parentPath);
        require(rules.allows(parent.acl(), Permission.CREATE, who), ErrorCode.NO_AUTH);
        boolean isSequential = request.flags() == 2 || request.flags() == 3 || request.flags() == 6;
        String path = isSequential ? request.path() + "%010d".formatted(parent.createCount()) : request.path();
        require(tree.find(path) == null, ErrorCode.NODE_EXISTS);
        require(!Owner.isSession(parent.owner()), ErrorCode.NO_CHILDREN_FOR_EPHEMERALS);
        requireQuota(path, 1, length(request.data()));
        long owner = switch (request.flags()) {
            case 1, 3 -> header.sessionId();
            case 4 -> Owner.CONTAINER;
            case 5, 6 -> Owner.ofTtl(request.ttl());
            default -> 0;
        };
        tree.insert(path, Znode.created(request.data(), acl, owner, header.zxid(), header.time()));
        tree.replaceChildStat(parentPath, parent.createCount() + 1, header.zxid());
        Stat stat = Trees.found(tree, path).stat();
        return new Outcome.Created(path, stat);
    }

    private void remove(String path, long zxid) {
        tree.remove(path);
        String parent = ZnodePath.parentOf(path);
        tree.replaceChildStat(parent, Trees.found(tree, parent).createCount(), zxid);
    }

    private Znode existing(String path) throws Refusal {
        Znode znode = tree.find(path);
        if (znode == null) {
            throw new Refusal(ErrorCode.NO_NODE);
        }
        return znode;
    }

    private static void require(boolean condition, ErrorCode otherwise) throws Refusal {
        if (!condition) {
            throw new Refusal(otherwise);
        }
    }

    private static void requireVersion(int named, int actual) throws Refusal {
        require(named == -1 || named == actual, ErrorCode.BAD_VERSION);
    }

    /** The quotas of these tests are on top-level znodes and limit to five znodes and a hundred bytes. */
    private void requireQuota(String path, int znodes, int bytes) throws Refusal {
        String top = path.split("/", -1)[1];
        if (tree.find("/zookeeper/quota/" + top + "/zookeeper_stats") != null) {
            int[] usage = usage("/" + top);
            require(znodes == 0 || usage[0] + znodes <= 5, ErrorCode.QUOTA_EXCEEDED);
            require(bytes == 0 || usage[1] + bytes <= 100, ErrorCode.QUOTA_EXCEEDED);
        }
    }

    private void recountQuotas() {
        List<String> tops = new ArrayList<>();
        tree.forEachChild(ZnodePath.QUOTA, tops::add);
        for (String top : tops) {
            String path = "/zookeeper/quota/" + top + "/zookeeper_stats";
            Znode stats = tree.find(path);
            if (stats != null) {
                int[] usage = usage("/" + top);
                byte[] data = Given.bytes("count=" + usage[0] + ",bytes=" + usage[1]);
                tree.replace(path, stats.withData(data, stats.version(), stats.mzxid(), stats.mtime()));
            }
        }
    }

    private int[] usage(String top) {
        int[] usage = new int[2];
        for (Map.Entry<String, Znode> entry : tree.znodes.entrySet()) {
            if (entry.getKey().equals(top) || entry.getKey().startsWith(top + "/")) {
                usage[0]++;
                usage[1] += length(entry.getValue().data());
            }
        }
        return usage;
    }

    private static int length(byte @Nullable [] data) {
        return data == null ? 0 : data.length;
    }
}
