package io.quorate.transport.client;

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
import io.quorate.message.Response.Result;
import io.quorate.message.Response.Results;
import io.quorate.message.Response.StatOnly;
import io.quorate.message.Response.WatchAdded;
import org.jspecify.annotations.Nullable;

/**
 * One thing the replica has said on a connection, on its way to the socket. It is also the link of the queue it waits
 * in, because there is one for every reply.
 */
final class Outgoing {
    /** What holding one costs besides its payload, in bytes; an estimate. */
    private static final int OWN_COST = 96;
    /** What a name in a list costs besides its characters, in bytes; an estimate. */
    private static final int NAME_COST = 48;

    private static final byte[] NO_FRAME = {};

    /** What it is. */
    enum Kind {
        /** Encoded when it leaves. */
        REPLY,
        /** An encoded notification, perhaps shared with other connections. */
        EVENT,
        /** An encoded answer to the handshake. */
        ACCEPT,
        /** The connection is to be closed. */
        CLOSE
    }

    final Kind kind;
    final int xid;
    final long zxid;
    final int error;
    final Response body;
    final byte[] frame;
    /** Estimated bytes of memory that it holds while it waits. */
    final int cost;

    @Nullable
    Outgoing next;

    private Outgoing(Kind kind, int xid, long zxid, int error, Response body, byte[] frame, int cost) {
        this.kind = kind;
        this.xid = xid;
        this.zxid = zxid;
        this.error = error;
        this.body = body;
        this.frame = frame;
        this.cost = cost;
    }

    static Outgoing reply(int xid, long zxid, int error, Response body) {
        return new Outgoing(Kind.REPLY, xid, zxid, error, body, NO_FRAME, OWN_COST + costOf(body));
    }

    static Outgoing event(byte[] frame) {
        return new Outgoing(Kind.EVENT, 0, 0, 0, Empty.INSTANCE, frame, OWN_COST + frame.length);
    }

    static Outgoing accept(byte[] frame) {
        return new Outgoing(Kind.ACCEPT, 0, 0, 0, Empty.INSTANCE, frame, OWN_COST + frame.length);
    }

    static Outgoing close() {
        return new Outgoing(Kind.CLOSE, 0, 0, 0, Empty.INSTANCE, NO_FRAME, OWN_COST);
    }

    private static int costOf(Response body) {
        return switch (body) {
            case Data data -> data.data() == null ? 0 : data.data().length;
            case Names names -> names.names().size() * NAME_COST;
            case Listing listing -> listing.names().length;
            case AclAndStat acl -> acl.acl().size() * NAME_COST;
            case Clients clients -> clients.clients().size() * NAME_COST;
            case Results results -> costOf(results);
            case Path path -> path.path().length();
            case Created created -> created.path().length();
            case Empty _, StatOnly _, Count _, WatchAdded _ -> 0;
        };
    }

    private static int costOf(Results results) {
        int cost = 0;
        for (Result result : results.results()) {
            cost += switch (result) {
                case Result.GetData get -> OWN_COST + (get.data() == null ? 0 : get.data().length);
                case Result.GetChildren get -> OWN_COST + get.names().size() * NAME_COST;
                case Result.Create _,
                        Result.Create2 _,
                        Result.Delete _,
                        Result.SetData _,
                        Result.Check _,
                        Result.Failed _ -> OWN_COST;
            };
        }
        return cost;
    }
}
