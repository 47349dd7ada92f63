package io.quorate.tree.prepare;

import static io.quorate.tree.prepare.Judgement.rejected;

import io.quorate.data.Acl;
import io.quorate.data.CreateMode;
import io.quorate.data.ErrorCode;
import io.quorate.data.Permission;
import io.quorate.data.ZnodePath;
import io.quorate.message.WriteRequest;
import io.quorate.tree.Owner;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.Znode;
import io.quorate.tree.access.AccessRules;
import io.quorate.tree.access.Quotas;
import io.quorate.tree.txn.Txn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a znode can be created, and as what (client protocol 2.7). Every check in its order. */
record CreateRules(AccessRules rules, TreeLimits limits, Quotas.Listener quotas) {
    private static final int SUFFIX_LENGTH = 10;

    Txn settle(Judgement judgement, WriteRequest.Create request) {
        CreateMode mode = CreateMode.of(request.flags());
        if (mode == null) {
            return rejected(ErrorCode.BAD_ARGUMENTS);
        }
        if (mode.isTtl() && !limits.extendedTypes()) {
            return rejected(ErrorCode.UNIMPLEMENTED);
        }
        if (!isTtlInOrder(request, mode, judgement.inMulti())) {
            return rejected(ErrorCode.BAD_ARGUMENTS);
        }
        if (!judgement.isSessionOpen()) {
            return rejected(ErrorCode.SESSION_EXPIRED);
        }
        if (!ZnodePath.isSplittable(request.path())) {
            return rejected(ErrorCode.BAD_ARGUMENTS);
        }
        List<Acl> acl = rules.normalise(request.acl(), judgement.who());
        return acl == null ? rejected(ErrorCode.INVALID_ACL) : settleUnderParent(judgement, request, mode, acl);
    }

    private Txn settleUnderParent(Judgement judgement, WriteRequest.Create request, CreateMode mode, List<Acl> acl) {
        Znode parent = judgement.view().find(ZnodePath.parentOf(request.path()));
        if (parent == null) {
            return rejected(ErrorCode.NO_NODE);
        }
        if (!rules.allows(parent.acl(), Permission.CREATE, judgement.who())) {
            return rejected(ErrorCode.NO_AUTH);
        }
        String path = mode.isSequential() ? request.path() + suffix(parent.createCount()) : request.path();
        if (!ZnodePath.isValid(path)) {
            return rejected(ErrorCode.BAD_ARGUMENTS);
        }
        if (judgement.view().find(path) != null) {
            return rejected(ErrorCode.NODE_EXISTS);
        }
        if (Owner.isSession(parent.owner())) {
            return rejected(ErrorCode.NO_CHILDREN_FOR_EPHEMERALS);
        }
        if (limits.enforceQuota() && Quotas.refuse(judgement.view(), path, 1, lengthOf(request.data()), quotas)) {
            return rejected(ErrorCode.QUOTA_EXCEEDED);
        }
        return txn(request, mode, path, acl, parent.createCount() + 1);
    }

    /**
     * Only opcode 21 carries a time to live. With a mode that has none it is refused whatever its time says; inside a
     * multi the mode alone decides.
     */
    private static boolean isTtlInOrder(WriteRequest.Create request, CreateMode mode, boolean inMulti) {
        return mode.isTtl()
                ? request.ttl() >= 1 && request.ttl() <= Owner.MAX_TTL_MS
                : inMulti || request.form() != WriteRequest.CreateForm.TTL;
    }

    private static Txn txn(
            WriteRequest.Create request, CreateMode mode, String path, List<Acl> acl, int parentCreateCount) {
        if (mode.isTtl()) {
            return new Txn.CreateTtl(path, request.data(), acl, parentCreateCount, request.ttl());
        }
        if (mode == CreateMode.CONTAINER || request.form() == WriteRequest.CreateForm.CONTAINER) {
            return new Txn.CreateContainer(path, request.data(), acl, parentCreateCount);
        }
        Txn.CreateForm form = switch (request.form()) {
            case CREATE, TTL -> Txn.CreateForm.CREATE;
            case CREATE2, CONTAINER -> Txn.CreateForm.CREATE2;
        };
        return new Txn.Create(form, path, request.data(), acl, mode.isEphemeral(), parentCreateCount);
    }

    /** At least ten characters, a minus sign being one of them. */
    private static String suffix(int createCount) {
        String digits = Long.toString(Math.abs((long) createCount));
        String sign = createCount < 0 ? "-" : "";
        return sign + "0".repeat(Math.max(0, SUFFIX_LENGTH - sign.length() - digits.length())) + digits;
    }

    private static int lengthOf(byte @Nullable [] data) {
        return data == null ? 0 : data.length;
    }
}
