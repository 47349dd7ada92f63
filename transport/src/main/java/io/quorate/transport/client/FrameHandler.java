package io.quorate.transport.client;

import io.quorate.data.ErrorCode;
import io.quorate.data.Identity;
import io.quorate.message.ConnectRequest;
import io.quorate.message.Request;
import io.quorate.replica.Input;
import io.quorate.transport.client.ClientDoorConfig.Limits;
import io.quorate.transport.client.Connection.Phase;
import io.quorate.transport.client.LaneCounters.Counter;
import io.quorate.wire.ConnectCodec;
import io.quorate.wire.JuteReader;
import io.quorate.wire.MalformedException;
import io.quorate.wire.Protocol;
import io.quorate.wire.RequestCodec;
import io.quorate.wire.ResponseCodec;
import java.util.List;
import java.util.Set;

/**
 * What becomes of a frame: it is the handshake, or concerns the connection and is answered here, or is a plain read
 * that can be answered here, or goes to the replica (client protocol 1.6, 1.12, 2.6, 4.4 and 4.7). Owned by the
 * connection's event loop.
 */
final class FrameHandler {
    private static final int HEADER_BYTES = 2 * Integer.BYTES;
    private static final int NO_ZXID = -1;

    private final Connection connection;
    private final Lane lane;
    private final DoorParts parts;
    private final FastPath fastPath;
    /** Whether the handshake has been counted against the throttle. */
    private boolean paid;

    FrameHandler(Connection connection) {
        this.connection = connection;
        lane = connection.lane;
        parts = lane.parts;
        fastPath = new FastPath(connection);
    }

    /**
     * Handles the body of one frame.
     *
     * @return false when there was no room for it in the inbox; it has to be brought again
     */
    boolean handle(byte[] bytes, int at, int length) {
        if (connection.phase == Phase.NEW) {
            return connect(bytes, at, length);
        }
        if (length < HEADER_BYTES) {
            connection.drop("a frame of " + length + " bytes has no room for a request header");
            return true;
        }
        JuteReader in = lane.reader.reset(bytes, at, length);
        int xid = in.readInt();
        int opcode = in.readInt();
        if (opcode == Protocol.OP_AUTH) {
            authenticate(xid, in);
            return true;
        }
        if (opcode == Protocol.OP_SASL) {
            answerSasl(xid, in);
            return true;
        }
        if (!parts.enforcedSchemes().isEmpty() && !hasOneOf(parts.enforcedSchemes())) {
            refuse(xid, 0, ErrorCode.SESSION_CLOSED_REQUIRE_AUTH);
            return true;
        }
        if (fastPath.answer(xid, opcode, bytes, at + HEADER_BYTES, length - HEADER_BYTES)) {
            return true;
        }
        return passOn(xid, opcode, in, length);
    }

    /**
     * Asks for the answer to a four-letter word, from the loop's next turn, since asking may mean to drive the replica.
     */
    void answerWord(String word, byte[] rest) {
        connection.phase = Phase.WORD;
        lane.loop.execute(() -> parts.words()
                .answer(
                        word,
                        rest,
                        connection,
                        answer -> lane.loop.execute(() -> {
                            if (connection.phase == Phase.WORD) {
                                connection.ledger.saidWord();
                                lane.out.writeRaw(answer, 0, answer.length);
                                connection.finish(true);
                            }
                        })));
    }

    private boolean connect(byte[] bytes, int at, int length) {
        ConnectRequest request;
        try {
            request = ConnectCodec.readRequest(lane.reader.reset(bytes, at, length));
        } catch (MalformedException malformed) {
            connection.drop("its first frame is no connect request: " + malformed.getMessage());
            return true;
        }
        // A second attempt, after the inbox was full, has paid already.
        if (!paid) {
            paid = true;
            if (!parts.bucket().admits(request.sessionId() != 0, lane.nowMs())) {
                lane.counters.increment(Counter.REJECTED);
                connection.drop("more handshakes arrive than connection_throttle_tokens allows");
                return true;
            }
            lane.counters.increment(Counter.CONNECT_REQUESTS);
        }
        connection.withReadOnly = request.readOnlyPresent();
        if (!lane.offer(new Input.Connect(connection, request), connection)) {
            return false;
        }
        connection.announced = true;
        connection.phase = Phase.HANDSHAKE;
        return true;
    }

    private void authenticate(int xid, JuteReader in) {
        List<Identity> proved;
        try {
            in.readInt();
            String scheme = in.readNullableString();
            byte[] data = in.readBuffer();
            proved = parts.authenticator()
                    .authenticate(scheme, data, connection.remoteAddress().getAddress());
        } catch (MalformedException malformed) {
            connection.drop("an auth packet is malformed: " + malformed.getMessage());
            return;
        }
        if (proved == null) {
            lane.counters.increment(Counter.AUTH_FAILURES);
            refuse(xid, 0, ErrorCode.AUTH_FAILED);
        } else {
            connection.proved(proved);
            answer(xid, 0, ErrorCode.OK);
        }
    }

    /** This server has no SASL: it answers so that clients which try it go on without. */
    private void answerSasl(int xid, JuteReader in) {
        try {
            in.readBuffer();
        } catch (MalformedException malformed) {
            connection.drop("a SASL packet is malformed: " + malformed.getMessage());
            return;
        }
        connection.drain();
        int before = lane.out.size();
        lane.out.writeInt(ResponseCodec.HEADER_BYTES + Integer.BYTES);
        ResponseCodec.writeHeader(lane.out, xid, 0, 0);
        lane.out.writeBuffer(null);
        connection.ledger.sent(lane.out.size() - before);
    }

    private boolean passOn(int xid, int opcode, JuteReader in, int length) {
        Request request = RequestCodec.decode(opcode, in);
        if (request == null) {
            refuse(xid, NO_ZXID, ErrorCode.UNIMPLEMENTED);
            return true;
        }
        Limits limits = parts.limits();
        int large = limits.largeRequestBytes() >= 0 && length > limits.largeRequestBytes() ? length : 0;
        if (large > 0 && parts.largeBytes().get() + large > limits.largeRequestsTotalBytes()) {
            lane.counters.increment(Counter.LARGE_REJECTED);
            connection.drop(
                    "large requests of more than " + limits.largeRequestsTotalBytes() + " bytes are in progress");
            return true;
        }
        if (!lane.offer(new Input.FromClient(connection, xid, request, connection.identities()), connection)) {
            return false;
        }
        connection.ledger.asked(xid, opcode, large);
        return true;
    }

    private boolean hasOneOf(Set<String> schemes) {
        for (Identity identity : connection.identities()) {
            if (schemes.contains(identity.scheme())) {
                return true;
            }
        }
        return false;
    }

    private void refuse(int xid, long zxid, ErrorCode error) {
        answer(xid, zxid, error);
        connection.finish(true);
    }

    private void answer(int xid, long zxid, ErrorCode error) {
        connection.drain();
        int before = lane.out.size();
        ResponseCodec.writeHeaderFrame(lane.out, xid, zxid, error.number());
        connection.ledger.sent(lane.out.size() - before);
    }
}
