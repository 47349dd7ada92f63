package io.quorate.wire;

import io.quorate.message.ConnectRequest;
import io.quorate.message.ConnectResponse;

/**
 * The first frame each way (client protocol 1.5). Its last field came later: a request may lack it, and then the
 * response must lack it too.
 */
public final class ConnectCodec {
    private static final int PROTOCOL_VERSION = 0;
    private static final byte[] NO_PASSWORD = {};

    private ConnectCodec() {}

    /**
     * Reads the body of the first frame of a connection.
     *
     * @param in stands at its first byte, and behind its last one afterwards
     * @return what the client asks for
     * @throws MalformedException when it is not a connect request
     */
    public static ConnectRequest readRequest(JuteReader in) {
        in.readInt();
        long lastZxidSeen = in.readLong();
        int timeoutMs = in.readInt();
        long sessionId = in.readLong();
        byte[] password = in.readBuffer();
        boolean readOnlyPresent = in.remaining() > 0;
        boolean readOnly = readOnlyPresent && in.readBoolean();
        return new ConnectRequest(
                lastZxidSeen,
                timeoutMs,
                sessionId,
                password == null ? NO_PASSWORD : password,
                readOnly,
                readOnlyPresent);
    }

    /**
     * Writes the whole first frame of a connection.
     *
     * @param out where it is written, behind what is there
     * @param request to be sent
     */
    public static void writeRequest(JuteWriter out, ConnectRequest request) {
        int lengthAt = out.reserve(Integer.BYTES);
        out.writeInt(PROTOCOL_VERSION);
        out.writeLong(request.lastZxidSeen());
        out.writeInt(request.timeoutMs());
        out.writeLong(request.sessionId());
        out.writeBuffer(request.password());
        if (request.readOnlyPresent()) {
            out.writeBoolean(request.readOnly());
        }
        out.setInt(lengthAt, out.size() - lengthAt - Integer.BYTES);
    }

    /**
     * Reads the body of the first frame of a server.
     *
     * @param in stands at its first byte, and behind its last one afterwards
     * @return what the server grants
     */
    public static ConnectResponse readResponse(JuteReader in) {
        in.readInt();
        int timeoutMs = in.readInt();
        long sessionId = in.readLong();
        byte[] password = in.readBuffer();
        boolean readOnly = in.remaining() > 0 && in.readBoolean();
        return new ConnectResponse(timeoutMs, sessionId, password == null ? NO_PASSWORD : password, readOnly);
    }

    /**
     * Writes the whole first frame of a server.
     *
     * @param out where it is written, behind what is there
     * @param response to be sent
     * @param withReadOnly whether the request carried the field
     */
    public static void writeResponse(JuteWriter out, ConnectResponse response, boolean withReadOnly) {
        int lengthAt = out.reserve(Integer.BYTES);
        out.writeInt(PROTOCOL_VERSION);
        out.writeInt(response.timeoutMs());
        out.writeLong(response.sessionId());
        out.writeBuffer(response.password());
        if (withReadOnly) {
            out.writeBoolean(response.readOnly());
        }
        out.setInt(lengthAt, out.size() - lengthAt - Integer.BYTES);
    }
}
