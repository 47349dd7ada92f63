package io.quorate.transport.client;

import io.quorate.data.ErrorCode;
import io.quorate.data.Permission;
import io.quorate.data.Stat;
import io.quorate.tree.ReadCell;
import io.quorate.wire.JuteWriter;
import io.quorate.wire.Protocol;
import io.quorate.wire.ResponseCodec;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Answers pings, and exists and getData that set no watch, on the event loop, for a connection that waits for no
 * answer. Whatever is not simple takes the ordinary way through the replica, which answers the same.
 *
 * <p>The order of things matters: the state is read first and the outbox drained after it. An event about a change that
 * was read was put into the outbox before the reader could see the change, so it leaves before the reply does.
 */
final class FastPath {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int PATH_AT = Integer.BYTES;
    private static final int WATCH_BYTES = 1;

    private final Connection connection;
    private final Lane lane;

    FastPath(Connection connection) {
        this.connection = connection;
        lane = connection.lane;
    }

    /** Answers a request, or returns false and has done nothing that shows. */
    boolean answer(int xid, int opcode, byte[] bytes, int at, int length) {
        return switch (opcode) {
            case Protocol.OP_GET_DATA, Protocol.OP_EXISTS ->
                hasNothingPending() && read(xid, opcode, bytes, at, length);
            case Protocol.OP_PING -> hasNothingPending() && ping(xid);
            default -> false;
        };
    }

    private boolean hasNothingPending() {
        return connection.ledger.inFlight.isEmpty() || (connection.drain() && connection.ledger.inFlight.isEmpty());
    }

    private boolean ping(int xid) {
        long zxid = lane.parts.reader().quietZxid();
        if (zxid < 0 || !isNext()) {
            return false;
        }
        ResponseCodec.writeHeaderFrame(lane.out, Protocol.XID_PING, zxid, 0);
        done(Protocol.OP_PING, xid, zxid, Integer.BYTES + ResponseCodec.HEADER_BYTES);
        return true;
    }

    private boolean read(int xid, int opcode, byte[] bytes, int at, int length) {
        int pathBytes = length < PATH_AT + WATCH_BYTES ? -1 : (int) INT.get(bytes, at);
        if (pathBytes < 0 || pathBytes > length - PATH_AT - WATCH_BYTES) {
            return false;
        }
        int path = at + PATH_AT;
        ReadCell cell = lane.cell;
        if (bytes[path + pathBytes] != 0
                || !lane.parts.reader().read(bytes, path, pathBytes, cell)
                || (!cell.found && hasNul(bytes, path, pathBytes))
                || !isNext()) {
            return false;
        }
        int before = lane.out.size();
        if (!cell.found) {
            ResponseCodec.writeHeaderFrame(lane.out, xid, cell.lastZxid, ErrorCode.NO_NODE.number());
        } else if (!lane.parts.rules().allows(cell.acl, Permission.READ, connection.identities())) {
            ResponseCodec.writeHeaderFrame(lane.out, xid, cell.lastZxid, ErrorCode.NO_AUTH.number());
        } else {
            write(xid, opcode == Protocol.OP_GET_DATA, cell);
        }
        done(opcode, xid, cell.lastZxid, lane.out.size() - before);
        return true;
    }

    /** Whether a reply written now would be the next to leave. */
    private boolean isNext() {
        return connection.drain()
                && connection.phase == Connection.Phase.SERVING
                && connection.ledger.inFlight.isEmpty();
    }

    private void write(int xid, boolean withData, ReadCell cell) {
        JuteWriter out = lane.out;
        byte[] data = cell.data;
        int dataBytes = data == null ? 0 : data.length;
        out.writeInt(ResponseCodec.HEADER_BYTES + Stat.BYTES + (withData ? Integer.BYTES + dataBytes : 0));
        ResponseCodec.writeHeader(out, xid, cell.lastZxid, 0);
        if (withData) {
            out.writeBuffer(data);
        }
        out.writeStat(
                cell.czxid,
                cell.mzxid,
                cell.ctime,
                cell.mtime,
                cell.version,
                cell.cversion,
                cell.aversion,
                cell.ephemeralOwner,
                dataBytes,
                cell.numChildren,
                cell.pzxid);
    }

    private void done(int opcode, int xid, long zxid, int bytes) {
        connection.ledger.answeredHere(opcode, xid, zxid, bytes);
        connection.pieceDone();
    }

    /** Such a path is not merely missing, it is a bad argument: left to the ordinary way. */
    private static boolean hasNul(byte[] bytes, int at, int length) {
        for (int i = at; i < at + length; i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
