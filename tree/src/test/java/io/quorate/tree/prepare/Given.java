package io.quorate.tree.prepare;

import io.quorate.data.Acl;
import io.quorate.data.ErrorCode;
import io.quorate.data.Identity;
import io.quorate.message.WriteRequest;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.access.AccessRules;
import io.quorate.tree.access.DigestScheme;
import io.quorate.tree.access.IpScheme;
import io.quorate.tree.access.Quotas;
import io.quorate.tree.access.Schemes;
import io.quorate.tree.apply.Applier;
import io.quorate.tree.apply.Changes;
import io.quorate.tree.apply.Outcome;
import io.quorate.tree.prepare.Preparer.Prepared;
import io.quorate.tree.txn.Txn;
import io.quorate.tree.txn.TxnHeader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tree with a preparer before it: requests are settled at once and applied when the test says so. */
final class Given {
    static final long SESSION = 0x1001;
    static final long OTHER_SESSION = 0x2002;
    /** An identity that the ACLs of these tests know. */
    static final List<Identity> ALICE =
            List.of(new Identity("ip", "127.0.0.1"), new Identity("digest", "alice:secret"));

    static final List<Identity> NOBODY = List.of(new Identity("ip", "127.0.0.1"));
    static final int ANY = -1;

    final ZnodeTree tree;
    final OutstandingView view;
    private final Preparer preparer;
    private final Applier applier = new Applier(Changes.IGNORED);
    private final ArrayDeque<Proposal> outstanding = new ArrayDeque<>();
    /** Quotas that were exceeded, as told. */
    final List<String> exceeded = new ArrayList<>();

    private long zxid = 100;
    long time = 1_000_000;

    private record Proposal(TxnHeader header, Txn txn) {}

    Given(TreeLimits limits) {
        this(limits, false);
    }

    Given(TreeLimits limits, boolean reconfigEnabled) {
        tree = new ZnodeTree(limits);
        view = new OutstandingView(tree, limits.digest());
        Schemes schemes = new Schemes(List.of(new DigestScheme("SHA1", null), new IpScheme()));
        AccessRules rules = schemes.rules(limits);
        preparer = new Preparer(view, rules, limits, this::exceeded, reconfigEnabled);
        openSession(SESSION);
        openSession(OTHER_SESSION);
    }

    /** TTL znodes allowed, quotas not enforced. */
    static Given plain() {
        return new Given(limits(true, false));
    }

    static TreeLimits limits(boolean extendedTypes, boolean enforceQuota) {
        return new TreeLimits(extendedTypes, enforceQuota, false, true, 7);
    }

    void openSession(long id) {
        keep(header(id), preparer.createSession(header(id), 4000));
    }

    List<String> closeSession(long id) {
        Prepared prepared = keep(header(id), preparer.closeSession(header(id)));
        List<String> paths = ((Txn.CloseSession) prepared.txn()).ephemerals();
        return paths == null ? List.of() : paths;
    }

    /** Settles a request of the session, made by Alice. */
    Txn settle(WriteRequest request) {
        return settle(SESSION, request, ALICE);
    }

    Txn settle(long session, WriteRequest request, List<Identity> who) {
        return prepare(session, request, who).txn();
    }

    Prepared prepare(long session, WriteRequest request, List<Identity> who) {
        TxnHeader header = header(session);
        return keep(header, preparer.prepare(header, request, who));
    }

    /** The error a request meets, or OK. */
    ErrorCode code(WriteRequest request) {
        return code(SESSION, request, ALICE);
    }

    ErrorCode code(long session, WriteRequest request, List<Identity> who) {
        return code(settle(session, request, who));
    }

    static ErrorCode code(Txn txn) {
        ErrorCode code = txn instanceof Txn.Error(int number) ? ErrorCode.of(number) : ErrorCode.OK;
        if (code == null) {
            throw new AssertionError("no such code: " + txn);
        }
        return code;
    }

    /** The codes of the parts of a multi. */
    List<ErrorCode> codes(WriteRequest... parts) {
        Txn txn = settle(new WriteRequest.Multi(List.of(parts)));
        return ((Txn.Multi) txn).parts().stream().map(Given::code).toList();
    }

    /** A request that must succeed. */
    void done(WriteRequest request) {
        ErrorCode code = code(request);
        if (code != ErrorCode.OK) {
            throw new AssertionError(code + " for " + request);
        }
    }

    /** The tree applies the oldest outstanding txn. */
    Outcome applyNext() {
        Proposal next = outstanding.remove();
        Outcome outcome = applier.apply(tree, next.header(), next.txn());
        view.appliedUpTo(next.header().zxid());
        return outcome;
    }

    void applyAll() {
        while (!outstanding.isEmpty()) {
            applyNext();
        }
    }

    private void exceeded(String path, Quotas.Figure figure, long current, long limit, boolean hard) {
        exceeded.add((hard ? "hard " : "soft ") + path + " " + figure + " " + current + " > " + limit);
    }

    private TxnHeader header(long session) {
        return new TxnHeader(session, 1, zxid, time);
    }

    private Prepared keep(TxnHeader header, Prepared prepared) {
        outstanding.add(new Proposal(header, prepared.txn()));
        zxid++;
        return prepared;
    }

    static WriteRequest.Create toCreate(String path) {
        return toCreate(path, 0);
    }

    static WriteRequest.Create toCreate(String path, int flags) {
        return toCreate(WriteRequest.CreateForm.CREATE, path, flags, -1);
    }

    static WriteRequest.Create toCreate(WriteRequest.CreateForm form, String path, int flags, long ttl) {
        return new WriteRequest.Create(form, path, bytes("x"), Acl.OPEN, flags, ttl);
    }

    static WriteRequest.Create toCreate(String path, @Nullable List<Acl> acl) {
        return new WriteRequest.Create(WriteRequest.CreateForm.CREATE, path, bytes("x"), acl, 0, -1);
    }

    static WriteRequest.SetData toSet(String path, String data, int version) {
        return new WriteRequest.SetData(path, bytes(data), version);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
