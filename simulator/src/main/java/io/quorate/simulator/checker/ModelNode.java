package io.quorate.simulator.checker;

import io.quorate.data.Acl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A znode as the model has it.
 *
 * @param tie the session of an ephemeral, the time to live in ms of a TTL znode, else 0
 * @param creations children ever created
 */
record ModelNode(
        Kind kind,
        long tie,
        byte @Nullable [] data,
        List<Acl> acl,
        long czxid,
        long mzxid,
        long pzxid,
        long ctime,
        long mtime,
        int version,
        int aversion,
        int creations) {

    /** What makes a znode go away by itself. */
    enum Kind {
        PERSISTENT,
        EPHEMERAL,
        CONTAINER,
        TTL
    }

    ModelNode withData(byte @Nullable [] newData, long zxid, long time) {
        return new ModelNode(
                kind, tie, newData, acl, czxid, zxid, pzxid, ctime, time, version + 1, aversion, creations);
    }

    ModelNode withAcl(List<Acl> newAcl) {
        return new ModelNode(
                kind, tie, data, newAcl, czxid, mzxid, pzxid, ctime, mtime, version, aversion + 1, creations);
    }

    ModelNode withChildCreated(long zxid) {
        return new ModelNode(kind, tie, data, acl, czxid, mzxid, zxid, ctime, mtime, version, aversion, creations + 1);
    }

    ModelNode withChildDeleted(long zxid) {
        return new ModelNode(kind, tie, data, acl, czxid, mzxid, zxid, ctime, mtime, version, aversion, creations);
    }
}
