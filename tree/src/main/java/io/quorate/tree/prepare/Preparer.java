package io.quorate.tree.prepare;

import static io.quorate.tree.prepare.Judgement.rejected;

import io.quorate.data.ErrorCode;
import io.quorate.data.Identity;
import io.quorate.message.WriteRequest;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.access.AccessRules;
import io.quorate.tree.access.Quotas;
import io.quorate.tree.apply.Applier;
import io.quorate.tree.txn.Txn;
import io.quorate.tree.txn.TxnHeader;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns requests into txns (client protocol 2.4 to 2.14): every check in its order, every time, name and version
 * settled. A request that cannot be becomes a {@link Txn.Error}. What it settles it plays on the overlay with the same
 * applier that later plays it on the tree. Owned by the driver's thread.
 */
public final class Preparer {
    private final OutstandingView view;
    private final OutstandingView withinMulti;
    private final Applier applier;
    private final CreateRules createRules;
    private final ChangeRules changeRules;
    private final boolean hasDigests;
    private final boolean reconfigEnabled;

    /** A preparer that judges against {@code view}, tells nobody of quotas and keeps the membership as it is. */
    public Preparer(OutstandingView view, AccessRules rules, TreeLimits limits) {
        this(view, rules, limits, Quotas.Listener.NOBODY);
    }

    /** A preparer that judges against {@code view} and does not let the membership be changed. */
    public Preparer(OutstandingView view, AccessRules rules, TreeLimits limits, Quotas.Listener quotas) {
        this(view, rules, limits, quotas, false);
    }

    /**
     * A preparer that judges against {@code view}.
     *
     * @param quotas hears of quotas that are exceeded
     * @param reconfigEnabled whether the operator allows changes of the membership; decides how they are refused
     */
    public Preparer(
            OutstandingView view,
            AccessRules rules,
            TreeLimits limits,
            Quotas.Listener quotas,
            boolean reconfigEnabled) {
        this.view = view;
        this.withinMulti = new OutstandingView(view, false);
        this.applier = Applier.silent(limits.enforceQuota());
        this.createRules = new CreateRules(rules, limits, quotas);
        this.changeRules = new ChangeRules(rules, limits, quotas);
        this.hasDigests = limits.digest();
        this.reconfigEnabled = reconfigEnabled;
    }

    /**
     * Settles a request and plays its txn on the overlay.
     *
     * @param header the session, cxid, zxid and time of the txn
     * @param who the identities of the connection when the request was read
     */
    public Prepared prepare(TxnHeader header, WriteRequest request, List<Identity> who) {
        Txn txn = request instanceof WriteRequest.Multi(List<WriteRequest> parts)
                ? settleMulti(header, parts, who)
                : settle(new Judgement(view, header, who, false), request);
        return played(header, txn);
    }

    /** Settles the begin of a session. */
    public Prepared createSession(TxnHeader header, int timeoutMs) {
        return played(header, new Txn.CreateSession(timeoutMs));
    }

    /**
     * Settles the end of the header's session, with all ephemerals it has, outstanding ones too. From now on every
     * request of this session is rejected.
     */
    public Prepared closeSession(TxnHeader header) {
        List<String> ephemerals = new ArrayList<>();
        view.forEachEphemeral(header.sessionId(), ephemerals::add);
        return played(header, new Txn.CloseSession(ephemerals));
    }

    private Prepared played(TxnHeader header, Txn txn) {
        view.begin(header.zxid());
        applier.apply(view, header, txn);
        boolean hasDigest = hasDigests && !(txn instanceof Txn.Error);
        return new Prepared(txn, hasDigest ? view.digest() : 0, hasDigest);
    }

    private Txn settle(Judgement judgement, WriteRequest request) {
        return switch (request) {
            case WriteRequest.Create create -> createRules.settle(judgement, create);
            case WriteRequest.Delete delete -> changeRules.settleDelete(judgement, delete);
            case WriteRequest.SetData set -> changeRules.settleSetData(judgement, set);
            case WriteRequest.SetAcl set -> changeRules.settleSetAcl(judgement, set);
            case WriteRequest.Check check -> changeRules.settleCheck(judgement, check);
            case WriteRequest.DeleteContainer delete -> changeRules.settleDeleteContainer(judgement, delete);
            case WriteRequest.Reconfig _ ->
                rejected(reconfigEnabled ? ErrorCode.UNIMPLEMENTED : ErrorCode.RECONFIG_DISABLED);
            case WriteRequest.Multi _ -> rejected(ErrorCode.MARSHALLING_ERROR);
        };
    }

    /**
     * Each part is judged by what the parts before it have done to an overlay of their own, which is thrown away in any
     * case: a multi that can be is played once more as a whole, one that cannot has no effect.
     */
    private Txn settleMulti(TxnHeader header, List<WriteRequest> requests, List<Identity> who) {
        for (WriteRequest request : requests) {
            if (!canBePart(request)) {
                return rejected(ErrorCode.MARSHALLING_ERROR);
            }
        }
        Judgement judgement = new Judgement(withinMulti, header, who, true);
        List<Txn> parts = new ArrayList<>(requests.size());
        withinMulti.begin(header.zxid());
        boolean hasFailed = false;
        for (WriteRequest request : requests) {
            Txn part = hasFailed ? rejected(ErrorCode.RUNTIME_INCONSISTENCY) : settle(judgement, request);
            parts.add(part);
            if (part instanceof Txn.Error) {
                hasFailed = true;
            } else {
                applier.apply(withinMulti, header, part);
            }
        }
        withinMulti.clear();
        return new Txn.Multi(parts);
    }

    /** What may stand in a multi (client protocol 2.14). */
    private static boolean canBePart(WriteRequest request) {
        return switch (request) {
            case WriteRequest.Create _, WriteRequest.Delete _, WriteRequest.SetData _, WriteRequest.Check _ -> true;
            case WriteRequest.SetAcl _, WriteRequest.DeleteContainer _, WriteRequest.Reconfig _, WriteRequest.Multi _ ->
                false;
        };
    }

    /**
     * A settled request.
     *
     * @param txn its effect
     * @param digest digest of the tree after it, if {@code hasDigest}
     * @param hasDigest whether the log record carries it
     */
    public record Prepared(Txn txn, long digest, boolean hasDigest) {}
}
