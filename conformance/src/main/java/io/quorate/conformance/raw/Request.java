package io.quorate.conformance.raw;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request: its operation code, the bytes after the header, and words for the transcript. The factories write what
 * the protocol says; {@link #raw} writes anything.
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared as records
public record Request(int type, byte[] body, String words) {
    public static final int PERSISTENT = 0;
    public static final int EPHEMERAL = 1;
    public static final int SEQUENTIAL = 2;
    public static final int EPHEMERAL_SEQUENTIAL = 3;
    public static final int CONTAINER = 4;
    public static final int TTL = 5;
    public static final int TTL_SEQUENTIAL = 6;

    public static Request raw(int type, byte[] body, String words) {
        return new Request(type, body, words);
    }

    public static Request create(String path, String data) {
        return create(path, data, PERSISTENT);
    }

    public static Request create(String path, String data, int flags) {
        return create(Op.CREATE, path, utf8(data), AclEntry.OPEN, flags);
    }

    /** create, create2 or createContainer. */
    public static Request create(
            int op, @Nullable String path, byte @Nullable [] data, @Nullable List<AclEntry> acl, int flags) {
        byte[] body =
                new Bytes().string(path).buffer(data).acl(acl).int32(flags).toArray();
        return new Request(op, body, "create(" + op + ") " + path + " flags " + flags + " acl " + acl);
    }

    public static Request create2(String path, String data, int flags) {
        return create(Op.CREATE2, path, utf8(data), AclEntry.OPEN, flags);
    }

    public static Request createContainer(String path) {
        return create(Op.CREATE_CONTAINER, path, utf8(""), AclEntry.OPEN, CONTAINER);
    }

    public static Request createTtl(@Nullable String path, String data, List<AclEntry> acl, int flags, long ttl) {
        byte[] body = new Bytes()
                .string(path)
                .buffer(utf8(data))
                .acl(acl)
                .int32(flags)
                .int64(ttl)
                .toArray();
        return new Request(
                Op.CREATE_TTL, body, "createTTL " + path + " flags " + flags + " ttl " + ttl + " acl " + acl);
    }

    public static Request delete(@Nullable String path, int version) {
        return new Request(Op.DELETE, versioned(path, version), "delete " + path + " v" + version);
    }

    public static Request exists(@Nullable String path, boolean watch) {
        return watchable(Op.EXISTS, "exists", path, watch);
    }

    public static Request getData(@Nullable String path, boolean watch) {
        return watchable(Op.GET_DATA, "getData", path, watch);
    }

    public static Request getChildren(@Nullable String path, boolean watch) {
        return watchable(Op.GET_CHILDREN, "getChildren", path, watch);
    }

    public static Request getChildren2(@Nullable String path, boolean watch) {
        return watchable(Op.GET_CHILDREN2, "getChildren2", path, watch);
    }

    public static Request setData(@Nullable String path, @Nullable String data, int version) {
        return setBytes(path, data == null ? null : utf8(data), version);
    }

    /** setData of any bytes. */
    public static Request setBytes(@Nullable String path, byte @Nullable [] data, int version) {
        byte[] body = new Bytes().string(path).buffer(data).int32(version).toArray();
        return new Request(Op.SET_DATA, body, "setData " + path + " v" + version);
    }

    public static Request getAcl(@Nullable String path) {
        return onPath(Op.GET_ACL, "getACL", path);
    }

    public static Request setAcl(@Nullable String path, @Nullable List<AclEntry> acl, int version) {
        byte[] body = new Bytes().string(path).acl(acl).int32(version).toArray();
        return new Request(Op.SET_ACL, body, "setACL " + path + " " + acl + " v" + version);
    }

    public static Request sync(@Nullable String path) {
        return onPath(Op.SYNC, "sync", path);
    }

    public static Request ping() {
        return new Request(Op.PING, new byte[0], "ping");
    }

    public static Request closeSession() {
        return new Request(Op.CLOSE_SESSION, new byte[0], "closeSession");
    }

    public static Request whoAmI() {
        return new Request(Op.WHO_AM_I, new byte[0], "whoAmI");
    }

    public static Request check(@Nullable String path, int version) {
        return new Request(Op.CHECK, versioned(path, version), "check " + path + " v" + version);
    }

    public static Request checkWatches(@Nullable String path, int type) {
        return new Request(Op.CHECK_WATCHES, versioned(path, type), "checkWatches " + path + " type " + type);
    }

    public static Request removeWatches(@Nullable String path, int type) {
        return new Request(Op.REMOVE_WATCHES, versioned(path, type), "removeWatches " + path + " type " + type);
    }

    public static Request addWatch(@Nullable String path, int mode) {
        return new Request(Op.ADD_WATCH, versioned(path, mode), "addWatch " + path + " mode " + mode);
    }

    public static Request getEphemerals(@Nullable String prefix) {
        return onPath(Op.GET_EPHEMERALS, "getEphemerals", prefix);
    }

    public static Request getAllChildrenNumber(@Nullable String path) {
        return onPath(Op.GET_ALL_CHILDREN_NUMBER, "getAllChildrenNumber", path);
    }

    public static Request auth(@Nullable String scheme, byte @Nullable [] data) {
        byte[] body = new Bytes().int32(0).string(scheme).buffer(data).toArray();
        return new Request(Op.AUTH, body, "auth " + scheme);
    }

    /** Registers the digest identity of {@code user:password}. */
    public static Request digest(String userAndPassword) {
        return auth("digest", utf8(userAndPassword));
    }

    /** A token for SASL. */
    public static Request sasl(byte @Nullable [] token) {
        return new Request(Op.SASL, new Bytes().buffer(token).toArray(), "sasl");
    }

    public static Request setWatches(
            long zxid, @Nullable List<String> data, @Nullable List<String> exist, @Nullable List<String> child) {
        byte[] body = new Bytes()
                .int64(zxid)
                .strings(data)
                .strings(exist)
                .strings(child)
                .toArray();
        return new Request(Op.SET_WATCHES, body, "setWatches data " + data + " exist " + exist + " child " + child);
    }

    /** setWatches2; {@code lists} are data, exist, child, persistent, persistent recursive. */
    public static Request setWatches2(long zxid, List<List<String>> lists) {
        Bytes body = new Bytes().int64(zxid);
        lists.forEach(body::strings);
        return new Request(Op.SET_WATCHES2, body.toArray(), "setWatches2 " + lists);
    }

    /** multi of the given parts, each framed by its own header. */
    public static Request multi(Request... parts) {
        return vector(Op.MULTI, "multi", parts);
    }

    public static Request multiRead(Request... parts) {
        return vector(Op.MULTI_READ, "multiRead", parts);
    }

    /** The frame, length included. */
    public byte[] frame(int xid) {
        return new Bytes()
                .int32(8 + body.length)
                .int32(xid)
                .int32(type)
                .raw(body)
                .toArray();
    }

    @Override
    public String toString() {
        return words;
    }

    private static Request vector(int op, String name, Request... parts) {
        Bytes out = new Bytes();
        StringBuilder words = new StringBuilder(name).append(" [");
        for (Request part : parts) {
            out.int32(part.type).bool(false).int32(-1).raw(part.body);
            words.append(part.words).append("; ");
        }
        out.int32(-1).bool(true).int32(-1);
        return new Request(op, out.toArray(), words.append(']').toString());
    }

    private static Request watchable(int op, String name, @Nullable String path, boolean watch) {
        byte[] body = new Bytes().string(path).bool(watch).toArray();
        return new Request(op, body, name + " " + path + (watch ? " watch" : ""));
    }

    private static Request onPath(int op, String name, @Nullable String path) {
        return new Request(op, new Bytes().string(path).toArray(), name + " " + path);
    }

    private static byte[] versioned(@Nullable String path, int number) {
        return new Bytes().string(path).int32(number).toArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
