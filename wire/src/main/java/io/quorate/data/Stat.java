package io.quorate.data;

/**
 * What a client is told about a znode besides its data (client protocol 2.1 and 2.3).
 *
 * @param czxid zxid of the txn that created the znode
 * @param mzxid zxid of the txn that last set its data
 * @param ctime time of creation, milliseconds since 1970
 * @param mtime time of the last data change, milliseconds since 1970
 * @param version number of data changes
 * @param cversion number of creations and deletions of children
 * @param aversion number of ACL changes
 * @param ephemeralOwner owning session of an ephemeral znode, else 0 (containers and TTL znodes show 0 too)
 * @param dataLength length of the data in bytes, 0 for null data
 * @param numChildren number of children
 * @param pzxid zxid of the txn that last created or deleted a child
 */
public record Stat(
        long czxid,
        long mzxid,
        long ctime,
        long mtime,
        int version,
        int cversion,
        int aversion,
        long ephemeralOwner,
        int dataLength,
        int numChildren,
        long pzxid) {

    /** Size of a Stat on the wire, in bytes. */
    public static final int BYTES = 68;
}
