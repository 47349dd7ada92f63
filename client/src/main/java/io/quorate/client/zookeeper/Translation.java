package io.quorate.client.zookeeper;

import io.quorate.client.ClientLimits;
import io.quorate.client.CreateOptions;
import io.quorate.client.NodeData;
import io.quorate.client.QuorateException;
import io.quorate.client.ReadOp;
import io.quorate.client.ReadResult;
import io.quorate.client.StateException;
import io.quorate.client.zookeeper.KeeperException.Code;
import io.quorate.client.zookeeper.data.ACL;
import io.quorate.client.zookeeper.data.ClientInfo;
import io.quorate.client.zookeeper.data.Id;
import io.quorate.client.zookeeper.data.Stat;
import io.quorate.data.Acl;
import io.quorate.data.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Between the words of this face and those of the client beneath it. */
final class Translation {
    static final long NO_TTL = -1;
    /** Longest time to live that fits into a znode, in milliseconds. */
    private static final long MAX_TTL = 0xFF_FFFF_FFFFL;

    private Translation() {}

    static Stat stat(io.quorate.data.Stat stat) {
        return new Stat(
                stat.czxid(),
                stat.mzxid(),
                stat.ctime(),
                stat.mtime(),
                stat.version(),
                stat.cversion(),
                stat.aversion(),
                stat.ephemeralOwner(),
                stat.dataLength(),
                stat.numChildren(),
                stat.pzxid());
    }

    static void fill(@Nullable Stat into, io.quorate.data.Stat from) {
        if (into != null) {
            into.copyFrom(stat(from));
        }
    }

    static List<Acl> acls(List<ACL> acls) {
        List<Acl> translated = new ArrayList<>(acls.size());
        for (ACL acl : acls) {
            Id id = acl.getId();
            translated.add(new Acl(acl.getPerms(), id == null ? null : id.getScheme(), id == null ? null : id.getId()));
        }
        return translated;
    }

    static List<ACL> fromAcls(List<Acl> acls) {
        List<ACL> translated = new ArrayList<>(acls.size());
        for (Acl acl : acls) {
            translated.add(new ACL(acl.perms(), new Id(acl.scheme(), acl.id())));
        }
        return translated;
    }

    static List<ClientInfo> clients(List<Identity> identities) {
        List<ClientInfo> clients = new ArrayList<>(identities.size());
        for (Identity identity : identities) {
            clients.add(new ClientInfo(identity.scheme(), identity.id()));
        }
        return clients;
    }

    static void checkTtl(CreateMode mode, long ttl) {
        if (mode.isTTL() && (ttl < 1 || ttl > MAX_TTL)) {
            throw new IllegalArgumentException("ttl " + ttl + " is not within 1 and " + MAX_TTL + " ms");
        }
        if (!mode.isTTL() && ttl >= 0) {
            throw new IllegalArgumentException("ttl not valid for mode: " + mode);
        }
    }

    static CreateOptions options(List<ACL> acls, CreateMode mode, long ttl) {
        checkTtl(mode, ttl);
        Duration life = mode.isTTL() ? Duration.ofMillis(ttl) : null;
        return new CreateOptions(mode.toWire(), acls(acls), life, false, false);
    }

    static boolean areReads(List<Op> ops) {
        long reads = ops.stream().filter(op -> op.getKind() == Op.OpKind.READ).count();
        if (reads != 0 && reads != ops.size()) {
            throw new IllegalArgumentException(
                    "Mixing read and write operations (transactions) is not allowed" + " in a multi request.");
        }
        return reads > 0;
    }

    static List<io.quorate.client.Op> writes(List<Op> ops) {
        List<io.quorate.client.Op> translated = new ArrayList<>(ops.size());
        for (Op op : ops) {
            translated.add(
                    switch (op) {
                        case Op.Create create ->
                            new io.quorate.client.Op.Create(
                                    create.getPath(), create.data, options(create.acl, create.mode, create.ttl));
                        case Op.Delete delete -> new io.quorate.client.Op.Delete(delete.getPath(), delete.version);
                        case Op.SetData set -> new io.quorate.client.Op.SetData(set.getPath(), set.data, set.version);
                        case Op.Check check -> new io.quorate.client.Op.Check(check.getPath(), check.version);
                        case Op.GetData read -> throw notAWrite(read);
                        case Op.GetChildren read -> throw notAWrite(read);
                    });
        }
        return translated;
    }

    private static IllegalStateException notAWrite(Op op) {
        return new IllegalStateException("the read of " + op.getPath() + " is taken for a write");
    }

    static List<ReadOp> reads(List<Op> ops) {
        List<ReadOp> translated = new ArrayList<>(ops.size());
        for (Op op : ops) {
            translated.add(
                    op instanceof Op.GetData ? new ReadOp.Data(op.getPath()) : new ReadOp.ChildNames(op.getPath()));
        }
        return translated;
    }

    static List<OpResult> results(List<Op> ops, List<io.quorate.client.OpResult> results) {
        List<OpResult> translated = new ArrayList<>(results.size());
        for (int i = 0; i < results.size(); i++) {
            Op op = ops.get(i);
            translated.add(
                    switch (results.get(i)) {
                        case io.quorate.client.OpResult.Created created ->
                            op instanceof Op.Create create && !create.withStat
                                    ? new OpResult.CreateResult(created.path())
                                    : new OpResult.CreateResult(created.path(), stat(created.stat()));
                        case io.quorate.client.OpResult.Deleted unused -> new OpResult.DeleteResult();
                        case io.quorate.client.OpResult.DataSet set -> new OpResult.SetDataResult(stat(set.stat()));
                        case io.quorate.client.OpResult.Checked unused -> new OpResult.CheckResult();
                        case io.quorate.client.OpResult.Failed failed ->
                            new OpResult.ErrorResult(failed.code().number());
                    });
        }
        return translated;
    }

    static List<OpResult> readResults(List<ReadResult> results) {
        List<OpResult> translated = new ArrayList<>(results.size());
        for (ReadResult result : results) {
            translated.add(
                    switch (result) {
                        case ReadResult.Data(NodeData node) ->
                            new OpResult.GetDataResult(node.data(), stat(node.stat()));
                        case ReadResult.ChildNames children -> new OpResult.GetChildrenResult(children.names());
                        case ReadResult.Failed failed ->
                            new OpResult.ErrorResult(failed.code().number());
                    });
        }
        return translated;
    }

    /** What a multi failed with names no path, and tells the results of its parts. */
    static KeeperException multiFailure(List<Op> ops, QuorateException failure) {
        KeeperException exception = KeeperException.create(codeOf(failure));
        return failure instanceof StateException state && !state.results().isEmpty()
                ? exception.with(results(ops, state.results()))
                : exception;
    }

    static KeeperException exception(QuorateException failure, @Nullable String path) {
        return KeeperException.create(codeOf(failure), path);
    }

    /**
     * The code that the Apache client would give. It sends a request that is too long (see
     * {@link ClientLimits#maxRequestBytes()}), and the server closes the connection; so it loses the connection over a
     * reply that makes no sense.
     */
    static Code codeOf(Throwable thrown) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return switch (failure) {
            case StateException.RequestTooLong unused -> Code.CONNECTIONLOSS;
            case io.quorate.client.RecoverableException.BadReply unused -> Code.CONNECTIONLOSS;
            case QuorateException known -> Code.get(known.code().number());
            case Throwable unused -> Code.SYSTEMERROR;
        };
    }
}
