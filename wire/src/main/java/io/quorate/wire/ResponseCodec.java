package io.quorate.wire;

import static io.quorate.wire.Protocol.*;

import io.quorate.data.Acl;
import io.quorate.data.EventType;
import io.quorate.data.Identity;
import io.quorate.data.WatchedEvent;
import io.quorate.message.Response;
import io.quorate.message.Response.AclAndStat;
import io.quorate.message.Response.Clients;
import io.quorate.message.Response.Count;
import io.quorate.message.Response.Created;
import io.quorate.message.Response.Data;
import io.quorate.message.Response.Empty;
import io.quorate.message.Response.Listing;
import io.quorate.message.Response.Names;
import io.quorate.message.Response.Path;
import io.quorate.message.Response.Results;
import io.quorate.message.Response.StatOnly;
import io.quorate.message.Response.WatchAdded;
import java.util.ArrayList;
import java.util.List;

/** Replies and notifications as bytes, both ways (client protocol 1.9, 2.2 and 5.3). */
public final class ResponseCodec {
    /** Bytes of a reply header: xid, zxid, error. */
    public static final int HEADER_BYTES = 16;
    /** The state in every notification: connected. */
    private static final int STATE_CONNECTED = 3;

    private static final EventType[] EVENT_TYPES = EventType.values();

    private ResponseCodec() {}

    /**
     * Writes a whole frame: length, reply header and, when {@code error} is 0, the body.
     *
     * @param out where it is written, behind what is there
     * @param xid number the client gave the request
     * @param zxid of the header
     * @param error number of an {@link io.quorate.data.ErrorCode}, 0 for none
     * @param body written when there is no error
     */
    public static void writeFrame(JuteWriter out, int xid, long zxid, int error, Response body) {
        int lengthAt = out.reserve(Integer.BYTES);
        writeHeader(out, xid, zxid, error);
        if (error == 0) {
            encode(body, out);
        }
        out.setInt(lengthAt, out.size() - lengthAt - Integer.BYTES);
    }

    /**
     * Writes a whole frame that is nothing but a reply header.
     *
     * @param out where it is written, behind what is there
     * @param xid number the client gave the request
     * @param zxid of the header
     * @param error number of an {@link io.quorate.data.ErrorCode}, 0 for none
     */
    public static void writeHeaderFrame(JuteWriter out, int xid, long zxid, int error) {
        out.writeInt(HEADER_BYTES);
        writeHeader(out, xid, zxid, error);
    }

    /**
     * Writes a reply header.
     *
     * @param out where it is written, behind what is there
     * @param xid number the client gave the request
     * @param zxid of the header
     * @param error number of an {@link io.quorate.data.ErrorCode}, 0 for none
     */
    public static void writeHeader(JuteWriter out, int xid, long zxid, int error) {
        out.writeInt(xid);
        out.writeLong(zxid);
        out.writeInt(error);
    }

    /**
     * Writes a whole frame that announces a change.
     *
     * @param out where it is written, behind what is there
     * @param zxid of the header
     * @param type what happened
     * @param path of the znode it happened to, as the client names it
     */
    public static void writeEventFrame(JuteWriter out, long zxid, EventType type, String path) {
        int lengthAt = out.reserve(Integer.BYTES);
        writeHeader(out, XID_NOTIFICATION, zxid, 0);
        out.writeInt(type.number());
        out.writeInt(STATE_CONNECTED);
        out.writeString(path);
        out.setInt(lengthAt, out.size() - lengthAt - Integer.BYTES);
    }

    /**
     * Reads the body of a notification whose header carried {@code zxid}.
     *
     * @param zxid of the header
     * @param in stands at its first byte, and behind its last one afterwards
     * @return what happened, and where
     */
    public static WatchedEvent readEvent(long zxid, JuteReader in) {
        int number = in.readInt();
        in.readInt();
        for (EventType type : EVENT_TYPES) {
            if (type.number() == number) {
                return new WatchedEvent(zxid, type, in.readString());
            }
        }
        throw new MalformedException("no event has the number " + number);
    }

    /**
     * Writes the body of a reply.
     *
     * @param response of the kind that answers the request
     * @param out where it is written, behind what is there
     */
    public static void encode(Response response, JuteWriter out) {
        switch (response) {
            case Empty unused -> {}
            case Path path -> out.writeString(path.path());
            case Created created -> {
                out.writeString(created.path());
                out.writeStat(created.stat());
            }
            case StatOnly only -> out.writeStat(only.stat());
            case Data data -> {
                out.writeBuffer(data.data());
                out.writeStat(data.stat());
            }
            case AclAndStat acl -> {
                out.writeAcls(acl.acl());
                out.writeStat(acl.stat());
            }
            case Names names -> {
                out.writeStrings(names.names());
                if (names.stat() != null) {
                    out.writeStat(names.stat());
                }
            }
            case Listing listing -> {
                out.writeRaw(listing.names(), 0, listing.names().length);
                if (listing.stat() != null) {
                    out.writeStat(listing.stat());
                }
            }
            case Count count -> out.writeInt(count.total());
            case WatchAdded unused -> out.writeInt(0);
            case Clients clients -> encodeClients(clients.clients(), out);
            case Results results -> MultiCodec.writeResults(results.results(), out);
        }
    }

    private static void encodeClients(List<Identity> clients, JuteWriter out) {
        out.writeInt(clients.size());
        for (Identity client : clients) {
            out.writeString(client.scheme());
            out.writeString(client.id());
        }
    }

    /**
     * Reads the body of a successful reply.
     *
     * @param opcode of the request that is answered
     * @param in stands at its first byte, and behind its last one afterwards
     * @return what answers such a request
     * @throws MalformedException when the body is not what answers that opcode, or nothing answers it
     */
    public static Response decode(int opcode, JuteReader in) {
        return switch (opcode) {
            case OP_CREATE, OP_SYNC -> new Path(in.readString());
            case OP_CREATE2, OP_CREATE_CONTAINER, OP_CREATE_TTL -> new Created(in.readString(), in.readStat());
            case OP_EXISTS, OP_SET_DATA, OP_SET_ACL -> new StatOnly(in.readStat());
            case OP_GET_DATA, OP_RECONFIG -> new Data(in.readBuffer(), in.readStat());
            case OP_GET_ACL -> new AclAndStat(readAcls(in), in.readStat());
            case OP_GET_CHILDREN, OP_GET_EPHEMERALS -> new Names(readNames(in), null);
            case OP_GET_CHILDREN2 -> new Names(readNames(in), in.readStat());
            case OP_GET_ALL_CHILDREN_NUMBER -> new Count(in.readInt());
            case OP_ADD_WATCH -> {
                in.readInt();
                yield new WatchAdded();
            }
            case OP_WHO_AM_I -> new Clients(readClients(in));
            case OP_MULTI, OP_MULTI_READ -> new Results(MultiCodec.readResults(in));
            case OP_DELETE,
                    OP_PING,
                    OP_CHECK_WATCHES,
                    OP_REMOVE_WATCHES,
                    OP_SET_WATCHES,
                    OP_SET_WATCHES2,
                    OP_AUTH,
                    OP_CLOSE_SESSION,
                    OP_DELETE_CONTAINER -> Empty.INSTANCE;
            default -> throw new MalformedException("no reply answers opcode " + opcode);
        };
    }

    /**
     * {@return what a client reads of an encoded listing}
     *
     * @param listing as a server encodes it
     */
    public static Names namesOf(Listing listing) {
        JuteReader in = new JuteReader(listing.names().length);
        byte[] names = listing.names();
        return new Names(readNames(in.reset(names, 0, names.length)), listing.stat());
    }

    static List<String> readNames(JuteReader in) {
        List<String> names = in.readNullableStrings();
        return names == null ? List.of() : names;
    }

    private static List<Acl> readAcls(JuteReader in) {
        List<Acl> acls = in.readNullableAcls();
        return acls == null ? List.of() : acls;
    }

    private static List<Identity> readClients(JuteReader in) {
        int count = in.readCount();
        List<Identity> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(new Identity(in.readString(), in.readString()));
        }
        return clients;
    }
}
