package io.quorate.tree;

import io.quorate.data.Acl;
import io.quorate.data.Stat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a znode: a value that never changes (client protocol 2.3, storage format 4.1).
 *
 * @param data null is not the same as empty; the array is shared and must not be written to
 * @param acl never empty; the open list for znodes that were never given one
 * @param aclGiven false for the few znodes that were never given an ACL list (stored under ACL id −1)
 * @param czxid zxid of the creation
 * @param mzxid zxid of the last data change
 * @param pzxid zxid of the last creation or deletion of a child
 * @param ctime time of the creation, ms since 1970
 * @param mtime time of the last data change, ms since 1970
 * @param version number of data changes
 * @param createCount number of children ever created: the stored cversion
 * @param aversion number of ACL changes
 * @param owner the stored owner, see {@link Owner}
 * @param numChildren number of children now
 */
public record Znode(
        byte @Nullable [] data,
        List<Acl> acl,
        boolean aclGiven,
        long czxid,
        long mzxid,
        long pzxid,
        long ctime,
        long mtime,
        int version,
        int createCount,
        int aversion,
        long owner,
        int numChildren) {

    /** A znode as it is right after its creation. */
    public static Znode created(byte @Nullable [] data, List<Acl> acl, long owner, long zxid, long time) {
        return new Znode(data, acl, true, zxid, zxid, zxid, time, time, 0, 0, 0, owner, 0);
    }

    /** After a change of its data. */
    public Znode withData(byte @Nullable [] newData, int newVersion, long zxid, long time) {
        return new Znode(
                newData,
                acl,
                aclGiven,
                czxid,
                zxid,
                pzxid,
                ctime,
                time,
                newVersion,
                createCount,
                aversion,
                owner,
                numChildren);
    }

    /** After a change of its ACL. */
    public Znode withAcl(List<Acl> newAcl, int newAversion) {
        return new Znode(
                data,
                newAcl,
                true,
                czxid,
                mzxid,
                pzxid,
                ctime,
                mtime,
                version,
                createCount,
                newAversion,
                owner,
                numChildren);
    }

    /** After a change among its children. */
    public Znode withChildren(int newNumChildren, int newCreateCount, long newPzxid) {
        return new Znode(
                data,
                acl,
                aclGiven,
                czxid,
                mzxid,
                newPzxid,
                ctime,
                mtime,
                version,
                newCreateCount,
                aversion,
                owner,
                newNumChildren);
    }

    /** What a client is told. */
    public Stat stat() {
        return new Stat(
                czxid,
                mzxid,
                ctime,
                mtime,
                version,
                2 * createCount - numChildren,
                aversion,
                Owner.isSession(owner) ? owner : 0,
                data == null ? 0 : data.length,
                numChildren,
                pzxid);
    }
}
