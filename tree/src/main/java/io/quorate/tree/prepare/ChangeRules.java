package io.quorate.tree.prepare;

import static io.quorate.tree.prepare.Judgement.isExpected;
import static io.quorate.tree.prepare.Judgement.rejected;

import io.quorate.data.Acl;
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

/** When an existing znode can be changed, deleted or relied on (client protocol 2.8 to 2.10, 2.14). */
record ChangeRules(AccessRules rules, TreeLimits limits, Quotas.Listener quotas) {

    Txn settleDelete(Judgement judgement, WriteRequest.Delete request) {
        if (!judgement.isSessionOpen()) {
            return rejected(ErrorCode.SESSION_EXPIRED);
        }
        String path = request.path();
        if (!ZnodePath.isSplittable(path) || ZnodePath.isUndeletable(path)) {
            return rejected(ErrorCode.BAD_ARGUMENTS);
        }
        Znode parent = judgement.view().find(ZnodePath.parentOf(path));
        if (parent == null) {
            return rejected(ErrorCode.NO_NODE);
        }
        if (!rules.allows(parent.acl(), Permission.DELETE, judgement.who())) {
            return rejected(ErrorCode.NO_AUTH);
        }
        Znode znode = judgement.view().find(path);
        if (znode == null) {
            return rejected(ErrorCode.NO_NODE);
        }
        if (!isExpected(request.version(), znode.version())) {
            return rejected(ErrorCode.BAD_VERSION);
        }
        return znode.numChildren() > 0 ? rejected(ErrorCode.NOT_EMPTY) : new Txn.Delete(path);
    }

    Txn settleSetData(Judgement judgement, WriteRequest.SetData request) {
        if (!judgement.isSessionOpen()) {
            return rejected(ErrorCode.SESSION_EXPIRED);
        }
        String path = request.path();
        if (!ZnodePath.isValid(path)) {
            return rejected(ErrorCode.BAD_ARGUMENTS);
        }
        Znode znode = judgement.view().find(path);
        if (znode == null) {
            return rejected(ErrorCode.NO_NODE);
        }
        if (!rules.allows(znode.acl(), Permission.WRITE, judgement.who())) {
            return rejected(ErrorCode.NO_AUTH);
        }
        if (limits.enforceQuota()) {
            long moreBytes = (long) lengthOf(request.data()) - lengthOf(znode.data());
            if (Quotas.refuse(judgement.view(), path, 0, moreBytes, quotas)) {
                return rejected(ErrorCode.QUOTA_EXCEEDED);
            }
        }
        return isExpected(request.version(), znode.version())
                ? new Txn.SetData(path, request.data(), znode.version() + 1)
                : rejected(ErrorCode.BAD_VERSION);
    }

    Txn settleSetAcl(Judgement judgement, WriteRequest.SetAcl request) {
        if (!judgement.isSessionOpen()) {
            return rejected(ErrorCode.SESSION_EXPIRED);
        }
        String path = request.path();
        if (!ZnodePath.isValid(path)) {
            return rejected(ErrorCode.BAD_ARGUMENTS);
        }
        List<Acl> acl = rules.normalise(request.acl(), judgement.who());
        if (acl == null) {
            return rejected(ErrorCode.INVALID_ACL);
        }
        Znode znode = judgement.view().find(path);
        if (znode == null) {
            return rejected(ErrorCode.NO_NODE);
        }
        if (!rules.allows(znode.acl(), Permission.ADMIN, judgement.who())) {
            return rejected(ErrorCode.NO_AUTH);
        }
        return isExpected(request.version(), znode.aversion())
                ? new Txn.SetAcl(path, acl, znode.aversion() + 1)
                : rejected(ErrorCode.BAD_VERSION);
    }

    /** Outside a multi there is no such txn: no member could read it from its log. */
    Txn settleCheck(Judgement judgement, WriteRequest.Check request) {
        if (!judgement.inMulti()) {
            return rejected(ErrorCode.UNIMPLEMENTED);
        }
        if (!judgement.isSessionOpen()) {
            return rejected(ErrorCode.SESSION_EXPIRED);
        }
        String path = request.path();
        if (!ZnodePath.isValid(path)) {
            return rejected(ErrorCode.BAD_ARGUMENTS);
        }
        Znode znode = judgement.view().find(path);
        if (znode == null) {
            return rejected(ErrorCode.NO_NODE);
        }
        if (!rules.allows(znode.acl(), Permission.READ, judgement.who())) {
            return rejected(ErrorCode.NO_AUTH);
        }
        return isExpected(request.version(), znode.version())
                ? new Txn.Check(path, znode.version() + 1)
                : rejected(ErrorCode.BAD_VERSION);
    }

    /**
     * The reaper chose the znode some time ago: it must still be abandoned. Whose session asks does not matter.
     */
    Txn settleDeleteContainer(Judgement judgement, WriteRequest.DeleteContainer request) {
        String path = request.path();
        if (!ZnodePath.isSplittable(path) || ZnodePath.isUndeletable(path)) {
            return rejected(ErrorCode.BAD_ARGUMENTS);
        }
        Znode znode = judgement.view().find(path);
        if (znode == null) {
            return rejected(ErrorCode.NO_NODE);
        }
        if (!isPerishable(znode, judgement.header().time())) {
            return rejected(ErrorCode.BAD_VERSION);
        }
        return znode.numChildren() > 0 ? rejected(ErrorCode.NOT_EMPTY) : new Txn.DeleteContainer(path);
    }

    private static boolean isPerishable(Znode znode, long now) {
        return znode.owner() == Owner.CONTAINER
                || (Owner.isTtl(znode.owner()) && now - znode.mtime() > Owner.ttlMs(znode.owner()));
    }

    private static int lengthOf(byte @Nullable [] data) {
        return data == null ? 0 : data.length;
    }
}
