package io.quorate.wire;

import static io.quorate.wire.Protocol.*;

import io.quorate.message.ReadRequest;
import io.quorate.message.ReadRequest.AddWatch;
import io.quorate.message.ReadRequest.CheckWatches;
import io.quorate.message.ReadRequest.CountDescendants;
import io.quorate.message.ReadRequest.Exists;
import io.quorate.message.ReadRequest.GetAcl;
import io.quorate.message.ReadRequest.GetChildren;
import io.quorate.message.ReadRequest.GetData;
import io.quorate.message.ReadRequest.GetEphemerals;
import io.quorate.message.ReadRequest.MultiRead;
import io.quorate.message.ReadRequest.RemoveWatches;
import io.quorate.message.ReadRequest.SetWatches;
import io.quorate.message.ReadRequest.WatchKind;
import io.quorate.message.ReadRequest.WhoAmI;
import io.quorate.message.Request;
import io.quorate.message.SessionRequest;
import io.quorate.message.SessionRequest.CloseSession;
import io.quorate.message.SessionRequest.Ping;
import io.quorate.message.SessionRequest.Sync;
import io.quorate.message.Undecodable;
import io.quorate.message.WriteRequest;
import io.quorate.message.WriteRequest.Check;
import io.quorate.message.WriteRequest.Create;
import io.quorate.message.WriteRequest.CreateForm;
import io.quorate.message.WriteRequest.Delete;
import io.quorate.message.WriteRequest.DeleteContainer;
import io.quorate.message.WriteRequest.Multi;
import io.quorate.message.WriteRequest.Reconfig;
import io.quorate.message.WriteRequest.SetAcl;
import io.quorate.message.WriteRequest.SetData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests as the bytes behind a request header, both ways (client protocol 2.2). The packets auth and sasl are none:
 * they concern the connection and never reach the replica.
 */
public final class RequestCodec {
    private static final WatchKind[] KINDS = WatchKind.values();
    private static final int MODE_PERSISTENT = 0;
    private static final int MODE_RECURSIVE = 1;
    /** What the forms of create that carry no time to live stand for. */
    private static final long NO_TTL = -1;

    private RequestCodec() {}

    /**
     * {@return whether a client may send this opcode as a request of its own} Check stands only inside a multi, and
     * deleteContainer and createSession belong to the servers themselves (client protocol C.1 and C.5).
     *
     * @param opcode of {@link Protocol}
     */
    public static boolean isRequest(int opcode) {
        return switch (opcode) {
            case OP_CREATE,
                    OP_DELETE,
                    OP_EXISTS,
                    OP_GET_DATA,
                    OP_SET_DATA,
                    OP_GET_ACL,
                    OP_SET_ACL,
                    OP_GET_CHILDREN,
                    OP_SYNC,
                    OP_PING,
                    OP_GET_CHILDREN2,
                    OP_MULTI,
                    OP_CREATE2,
                    OP_RECONFIG,
                    OP_CHECK_WATCHES,
                    OP_REMOVE_WATCHES,
                    OP_CREATE_CONTAINER,
                    OP_CREATE_TTL,
                    OP_MULTI_READ,
                    OP_SET_WATCHES,
                    OP_GET_EPHEMERALS,
                    OP_GET_ALL_CHILDREN_NUMBER,
                    OP_SET_WATCHES2,
                    OP_ADD_WATCH,
                    OP_WHO_AM_I,
                    OP_CLOSE_SESSION -> true;
            default -> false;
        };
    }

    /**
     * Reads the body of a request; bytes behind it are left alone.
     *
     * @param opcode of {@link Protocol}
     * @param in stands at its first byte, and behind its last one afterwards
     * @return the request; {@link Undecodable} when the body is not what the opcode needs; null when
     *     {@link #isRequest} says no
     */
    public static @Nullable Request decode(int opcode, JuteReader in) {
        try {
            return decodeBody(opcode, in);
        } catch (MalformedException unused) {
            return new Undecodable(opcode);
        }
    }

    private static @Nullable Request decodeBody(int opcode, JuteReader in) {
        return switch (opcode) {
            case OP_CREATE -> readCreate(CreateForm.CREATE, in);
            case OP_CREATE2 -> readCreate(CreateForm.CREATE2, in);
            case OP_CREATE_CONTAINER -> readCreate(CreateForm.CONTAINER, in);
            case OP_CREATE_TTL -> readCreate(CreateForm.TTL, in);
            case OP_DELETE -> new Delete(in.readString(), in.readInt());
            case OP_EXISTS -> new Exists(in.readString(), in.readBoolean());
            case OP_GET_DATA -> new GetData(in.readString(), in.readBoolean());
            case OP_SET_DATA -> new SetData(in.readString(), in.readBuffer(), in.readInt());
            case OP_GET_ACL -> new GetAcl(in.readString());
            case OP_SET_ACL -> new SetAcl(in.readString(), in.readNullableAcls(), in.readInt());
            case OP_GET_CHILDREN -> new GetChildren(in.readString(), in.readBoolean(), false);
            case OP_GET_CHILDREN2 -> new GetChildren(in.readString(), in.readBoolean(), true);
            case OP_SYNC -> new Sync(in.readString());
            case OP_PING -> new Ping();
            case OP_CLOSE_SESSION -> new CloseSession();
            case OP_MULTI -> MultiCodec.readMulti(in);
            case OP_MULTI_READ -> MultiCodec.readMultiRead(in);
            case OP_RECONFIG ->
                new Reconfig(in.readNullableString(), in.readNullableString(), in.readNullableString(), in.readLong());
            case OP_CHECK_WATCHES -> new CheckWatches(in.readString(), readKind(in));
            case OP_REMOVE_WATCHES -> new RemoveWatches(in.readString(), readKind(in));
            case OP_ADD_WATCH -> new AddWatch(in.readString(), readRecursive(in));
            case OP_SET_WATCHES -> readSetWatches(in, false);
            case OP_SET_WATCHES2 -> readSetWatches(in, true);
            case OP_GET_EPHEMERALS -> new GetEphemerals(in.readNullableString());
            case OP_GET_ALL_CHILDREN_NUMBER -> new CountDescendants(in.readString());
            case OP_WHO_AM_I -> new WhoAmI();
            default -> null;
        };
    }

    static Create readCreate(CreateForm form, JuteReader in) {
        return new Create(
                form,
                in.readString(),
                in.readBuffer(),
                in.readNullableAcls(),
                in.readInt(),
                form == CreateForm.TTL ? in.readLong() : NO_TTL);
    }

    private static WatchKind readKind(JuteReader in) {
        int number = in.readInt();
        if (number < 1 || number > KINDS.length) {
            throw new MalformedException("no kind of watch has the number " + number);
        }
        return KINDS[number - 1];
    }

    private static boolean readRecursive(JuteReader in) {
        int mode = in.readInt();
        return switch (mode) {
            case MODE_PERSISTENT -> false;
            case MODE_RECURSIVE -> true;
            default -> throw new MalformedException("no way to add a watch has the number " + mode);
        };
    }

    private static SetWatches readSetWatches(JuteReader in, boolean withPersistent) {
        return new SetWatches(
                in.readLong(),
                readStrings(in),
                readStrings(in),
                readStrings(in),
                withPersistent ? readStrings(in) : List.of(),
                withPersistent ? readStrings(in) : List.of());
    }

    private static List<String> readStrings(JuteReader in) {
        List<String> strings = in.readNullableStrings();
        if (strings == null) {
            throw new MalformedException("a list of paths is null, at byte " + in.position());
        }
        return strings;
    }

    /**
     * {@return the opcode under which a request travels}
     *
     * @param request of a client
     */
    public static int opcodeOf(Request request) {
        return switch (request) {
            case ReadRequest read -> opcodeOfRead(read);
            case WriteRequest write -> opcodeOfWrite(write);
            case SessionRequest session ->
                switch (session) {
                    case Ping unused -> OP_PING;
                    case Sync unused -> OP_SYNC;
                    case CloseSession unused -> OP_CLOSE_SESSION;
                };
            case Undecodable undecodable -> undecodable.opcode();
        };
    }

    private static int opcodeOfRead(ReadRequest read) {
        return switch (read) {
            case Exists unused -> OP_EXISTS;
            case GetData unused -> OP_GET_DATA;
            case GetAcl unused -> OP_GET_ACL;
            case GetChildren children -> children.withStat() ? OP_GET_CHILDREN2 : OP_GET_CHILDREN;
            case CountDescendants unused -> OP_GET_ALL_CHILDREN_NUMBER;
            case GetEphemerals unused -> OP_GET_EPHEMERALS;
            case WhoAmI unused -> OP_WHO_AM_I;
            case CheckWatches unused -> OP_CHECK_WATCHES;
            case RemoveWatches unused -> OP_REMOVE_WATCHES;
            case AddWatch unused -> OP_ADD_WATCH;
            case SetWatches watches ->
                watches.persistent().isEmpty() && watches.recursive().isEmpty() ? OP_SET_WATCHES : OP_SET_WATCHES2;
            case MultiRead unused -> OP_MULTI_READ;
        };
    }

    private static int opcodeOfWrite(WriteRequest write) {
        return switch (write) {
            case Create create ->
                switch (create.form()) {
                    case CREATE -> OP_CREATE;
                    case CREATE2 -> OP_CREATE2;
                    case CONTAINER -> OP_CREATE_CONTAINER;
                    case TTL -> OP_CREATE_TTL;
                };
            case Delete unused -> OP_DELETE;
            case SetData unused -> OP_SET_DATA;
            case SetAcl unused -> OP_SET_ACL;
            case Check unused -> OP_CHECK;
            case Multi unused -> OP_MULTI;
            case Reconfig unused -> OP_RECONFIG;
            case DeleteContainer unused -> OP_DELETE_CONTAINER;
        };
    }

    /**
     * Writes a whole frame: length, request header and body.
     *
     * @param out where it is written, behind what is there
     * @param xid number the client gave the request
     * @param request of a client
     */
    public static void writeFrame(JuteWriter out, int xid, Request request) {
        int lengthAt = out.reserve(Integer.BYTES);
        out.writeInt(xid);
        out.writeInt(opcodeOf(request));
        encode(request, out);
        out.setInt(lengthAt, out.size() - lengthAt - Integer.BYTES);
    }

    /**
     * Writes the body of a request. An {@link Undecodable} has none.
     *
     * @param request of a client
     * @param out where it is written, behind what is there
     */
    public static void encode(Request request, JuteWriter out) {
        switch (request) {
            case ReadRequest read -> encodeRead(read, out);
            case WriteRequest write -> encodeWrite(write, out);
            case Sync sync -> out.writeString(sync.path());
            case Ping unused -> {}
            case CloseSession unused -> {}
            case Undecodable unused -> {}
        }
    }

    static void encodeRead(ReadRequest read, JuteWriter out) {
        switch (read) {
            case Exists exists -> writePath(out, exists.path()).writeBoolean(exists.watch());
            case GetData get -> writePath(out, get.path()).writeBoolean(get.watch());
            case GetAcl get -> out.writeString(get.path());
            case GetChildren children -> writePath(out, children.path()).writeBoolean(children.watch());
            case CountDescendants count -> out.writeString(count.path());
            case GetEphemerals ephemerals -> out.writeString(ephemerals.prefix());
            case WhoAmI unused -> {}
            case CheckWatches check ->
                writePath(out, check.path()).writeInt(check.kind().number());
            case RemoveWatches remove ->
                writePath(out, remove.path()).writeInt(remove.kind().number());
            case AddWatch add ->
                writePath(out, add.path()).writeInt(add.recursive() ? MODE_RECURSIVE : MODE_PERSISTENT);
            case SetWatches watches -> encodeSetWatches(watches, out);
            case MultiRead multi -> MultiCodec.writeParts(multi.reads(), out);
        }
    }

    private static void encodeSetWatches(SetWatches watches, JuteWriter out) {
        out.writeLong(watches.relativeZxid());
        out.writeStrings(watches.data());
        out.writeStrings(watches.exist());
        out.writeStrings(watches.child());
        if (opcodeOfRead(watches) == OP_SET_WATCHES2) {
            out.writeStrings(watches.persistent());
            out.writeStrings(watches.recursive());
        }
    }

    static void encodeWrite(WriteRequest write, JuteWriter out) {
        switch (write) {
            case Create create -> {
                out.writeString(create.path());
                out.writeBuffer(create.data());
                out.writeNullableAcls(create.acl());
                out.writeInt(create.flags());
                if (create.form() == CreateForm.TTL) {
                    out.writeLong(create.ttl());
                }
            }
            case Delete delete -> writePath(out, delete.path()).writeInt(delete.version());
            case SetData set -> {
                out.writeString(set.path());
                out.writeBuffer(set.data());
                out.writeInt(set.version());
            }
            case SetAcl set -> {
                out.writeString(set.path());
                out.writeNullableAcls(set.acl());
                out.writeInt(set.version());
            }
            case Check check -> writePath(out, check.path()).writeInt(check.version());
            case Multi multi -> MultiCodec.writeParts(multi.parts(), out);
            case Reconfig reconfig -> {
                out.writeString(reconfig.joining());
                out.writeString(reconfig.leaving());
                out.writeString(reconfig.members());
                out.writeLong(reconfig.configId());
            }
            case DeleteContainer delete -> out.writeString(delete.path());
        }
    }

    private static JuteWriter writePath(JuteWriter out, String path) {
        out.writeString(path);
        return out;
    }
}
