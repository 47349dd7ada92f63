package io.quorate.tree.txn;

import io.quorate.data.Acl;
import io.quorate.tree.NodeDigest;
import io.quorate.tree.txn.Txn.CreateForm;
import io.quorate.wire.JuteReader;
import io.quorate.wire.JuteWriter;
import io.quorate.wire.MalformedException;
import io.quorate.wire.Protocol;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Txns as the payload of a log entry or proposal and back (storage format 3.2, 3.3). Stateless; safe for any thread.
 */
public final class TxnCodec {
    /** The bytes of a digest with its version. */
    private static final int DIGEST_BYTES = Integer.BYTES + Long.BYTES;
    /** What stands for the parent's count in logs that do not carry it (storage format 6.3). */
    private static final int NO_PARENT_COUNT = -1;
    /** A list's initial capacity never trusts the count it announces. */
    private static final int MAX_INITIAL_CAPACITY = 1024;

    private TxnCodec() {}

    /**
     * Writes header and body, and the digest if there is one. A session's end without a list of its ephemerals gets no
     * digest: every reader would take it for the list.
     */
    public static void write(JuteWriter out, TxnHeader header, Txn txn, boolean hasDigest, long digest) {
        out.writeLong(header.sessionId());
        out.writeInt(header.cxid());
        out.writeLong(header.zxid());
        out.writeLong(header.time());
        out.writeInt(typeOf(txn));
        writeBody(out, txn);
        if (hasDigest && !(txn instanceof Txn.CloseSession close && close.ephemerals() == null)) {
            out.writeInt(NodeDigest.VERSION);
            out.writeLong(digest);
        }
    }

    /**
     * Reads a payload: all that is left in {@code in}. Trailing bytes that are no digest are ignored.
     *
     * @throws MalformedException if it is not a txn
     */
    public static Logged read(JuteReader in) {
        long sessionId = in.readLong();
        int cxid = in.readInt();
        long zxid = in.readLong();
        long time = in.readLong();
        int type = in.readInt();
        Txn txn = readBody(in, type);
        boolean hasDigest = false;
        long digest = 0;
        if (in.remaining() >= DIGEST_BYTES) {
            hasDigest = in.readInt() == NodeDigest.VERSION;
            digest = hasDigest ? in.readLong() : 0;
        }
        return new Logged(new TxnHeader(sessionId, cxid, zxid, time), txn, hasDigest, digest);
    }

    /** The number of a txn's type in the log: mostly the opcode that asked for it (storage format 3.2). */
    public static int typeOf(Txn txn) {
        return switch (txn) {
            case Txn.CreateSession _ -> Protocol.OP_CREATE_SESSION;
            case Txn.CloseSession _ -> Protocol.OP_CLOSE_SESSION;
            case Txn.Error _ -> Protocol.OP_ERROR;
            case Txn.Create create ->
                switch (create.form()) {
                    case CREATE -> Protocol.OP_CREATE;
                    case CREATE2 -> Protocol.OP_CREATE2;
                };
            case Txn.CreateContainer _ -> Protocol.OP_CREATE_CONTAINER;
            case Txn.CreateTtl _ -> Protocol.OP_CREATE_TTL;
            case Txn.Delete _ -> Protocol.OP_DELETE;
            case Txn.DeleteContainer _ -> Protocol.OP_DELETE_CONTAINER;
            case Txn.SetData _ -> Protocol.OP_SET_DATA;
            case Txn.Reconfig _ -> Protocol.OP_RECONFIG;
            case Txn.SetAcl _ -> Protocol.OP_SET_ACL;
            case Txn.Check _ -> Protocol.OP_CHECK;
            case Txn.Multi _ -> Protocol.OP_MULTI;
        };
    }

    private static void writeBody(JuteWriter out, Txn txn) {
        switch (txn) {
            case Txn.CreateSession(int timeoutMs) -> out.writeInt(timeoutMs);
            case Txn.CloseSession(List<String> ephemerals) -> {
                if (ephemerals != null) {
                    out.writeStrings(ephemerals);
                }
            }
            case Txn.Error(int code) -> out.writeInt(code);
            case Txn.Create create -> {
                writeNew(out, create.path(), create.data(), create.acl());
                out.writeBoolean(create.ephemeral());
                out.writeInt(create.parentCreateCount());
            }
            case Txn.CreateContainer create -> {
                writeNew(out, create.path(), create.data(), create.acl());
                out.writeInt(create.parentCreateCount());
            }
            case Txn.CreateTtl create -> {
                writeNew(out, create.path(), create.data(), create.acl());
                out.writeInt(create.parentCreateCount());
                out.writeLong(create.ttlMs());
            }
            case Txn.Delete(String path) -> out.writeString(path);
            case Txn.DeleteContainer(String path) -> out.writeString(path);
            case Txn.SetData set -> writeData(out, set.path(), set.data(), set.version());
            case Txn.Reconfig set -> writeData(out, set.path(), set.data(), set.version());
            case Txn.SetAcl set -> {
                out.writeString(set.path());
                out.writeAcls(set.acl());
                out.writeInt(set.version());
            }
            case Txn.Check check -> {
                out.writeString(check.path());
                out.writeInt(check.version());
            }
            case Txn.Multi(List<Txn> parts) -> writeParts(out, parts);
        }
    }

    private static void writeNew(JuteWriter out, String path, byte @Nullable [] data, List<Acl> acl) {
        out.writeString(path);
        out.writeBuffer(data);
        out.writeAcls(acl);
    }

    private static void writeData(JuteWriter out, String path, byte @Nullable [] data, int version) {
        out.writeString(path);
        out.writeBuffer(data);
        out.writeInt(version);
    }

    private static void writeParts(JuteWriter out, List<Txn> parts) {
        out.writeInt(parts.size());
        for (Txn part : parts) {
            out.writeInt(typeOf(part));
            int lengthAt = out.reserve(Integer.BYTES);
            writeBody(out, part);
            out.setInt(lengthAt, out.size() - lengthAt - Integer.BYTES);
        }
    }

    private static Txn readBody(JuteReader in, int type) {
        return switch (type) {
            case Protocol.OP_CREATE_SESSION -> new Txn.CreateSession(in.readInt());
            case Protocol.OP_CLOSE_SESSION -> readCloseSession(in);
            case Protocol.OP_MULTI -> new Txn.Multi(readParts(in));
            case Protocol.OP_RECONFIG -> new Txn.Reconfig(readPath(in), in.readBuffer(), in.readInt());
            case Protocol.OP_SET_ACL -> new Txn.SetAcl(readPath(in), readAcl(in), in.readInt());
            case Protocol.OP_CHECK -> throw unknown(type);
            default -> readPart(in, type);
        };
    }

    /** Reads the body of a txn that may also be a part of a multi. */
    private static Txn readPart(JuteReader in, int type) {
        return switch (type) {
            case Protocol.OP_ERROR -> new Txn.Error(in.readInt());
            case Protocol.OP_CREATE -> readCreate(in, CreateForm.CREATE);
            case Protocol.OP_CREATE2 -> readCreate(in, CreateForm.CREATE2);
            case Protocol.OP_CREATE_CONTAINER ->
                new Txn.CreateContainer(readPath(in), in.readBuffer(), readAcl(in), in.readInt());
            case Protocol.OP_CREATE_TTL ->
                new Txn.CreateTtl(readPath(in), in.readBuffer(), readAcl(in), in.readInt(), in.readLong());
            case Protocol.OP_DELETE -> new Txn.Delete(readPath(in));
            case Protocol.OP_DELETE_CONTAINER -> new Txn.DeleteContainer(readPath(in));
            case Protocol.OP_SET_DATA -> new Txn.SetData(readPath(in), in.readBuffer(), in.readInt());
            case Protocol.OP_CHECK -> new Txn.Check(readPath(in), in.readInt());
            default -> throw unknown(type);
        };
    }

    private static Txn readCreate(JuteReader in, CreateForm form) {
        String path = readPath(in);
        byte[] data = in.readBuffer();
        List<Acl> acl = readAcl(in);
        boolean ephemeral = in.readBoolean();
        boolean isLegacy = form == CreateForm.CREATE && in.remaining() < Integer.BYTES;
        int parentCreateCount = isLegacy ? NO_PARENT_COUNT : in.readInt();
        return new Txn.Create(form, path, data, acl, ephemeral, parentCreateCount);
    }

    /**
     * Very old logs have no list, and some have a digest in its place. Read as a list, such a lone digest would have
     * two entries in eight bytes; two paths need at least ten.
     */
    private static Txn readCloseSession(JuteReader in) {
        if (in.remaining() == 0) {
            return new Txn.CloseSession(null);
        }
        int count = in.readCount();
        boolean isLoneDigest = count == NodeDigest.VERSION && in.remaining() == Long.BYTES;
        if (count < 0 || isLoneDigest) {
            return new Txn.CloseSession(null);
        }
        List<String> ephemerals = new ArrayList<>(Math.min(count, MAX_INITIAL_CAPACITY));
        for (int i = 0; i < count; i++) {
            ephemerals.add(readPath(in));
        }
        return new Txn.CloseSession(ephemerals);
    }

    private static List<Txn> readParts(JuteReader in) {
        int count = in.readInt();
        if (count < 0) {
            throw new MalformedException("a multi of " + count + " parts");
        }
        List<Txn> parts = new ArrayList<>(Math.min(count, MAX_INITIAL_CAPACITY));
        for (int i = 0; i < count; i++) {
            int type = in.readInt();
            int behind = in.narrow(in.readInt());
            parts.add(readPart(in, type));
            in.widen(behind);
        }
        return parts;
    }

    private static String readPath(JuteReader in) {
        String path = in.readString();
        if (path.isEmpty() || path.charAt(0) != '/') {
            throw new MalformedException("a path that does not begin with a slash: \"" + path + '"');
        }
        return path;
    }

    /** A znode that was never given an ACL is open to everybody. */
    private static List<Acl> readAcl(JuteReader in) {
        List<Acl> acl = in.readNullableAcls();
        return acl == null ? Acl.OPEN : acl;
    }

    private static MalformedException unknown(int type) {
        return new MalformedException("Unsupported Txn with type=" + type);
    }

    /**
     * A payload, read.
     *
     * @param digest digest of the whole tree after this txn, if {@code hasDigest}
     */
    public record Logged(TxnHeader header, Txn txn, boolean hasDigest, long digest) {}
}
