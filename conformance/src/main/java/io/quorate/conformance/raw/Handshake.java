package io.quorate.conformance.raw;

import org.jspecify.annotations.Nullable;

/**
 * A connect request (client protocol 1.5).
 *
 * @param protocolVersion 0 from every known client
 * @param lastZxidSeen highest zxid the client has seen
 * @param timeoutMs session timeout asked for, milliseconds
 * @param sessionId 0 for a new session
 * @param password null travels as length −1
 * @param readOnly null leaves the field out, as old clients do
 */
@SuppressWarnings("ArrayRecordComponent") // written out, never compared
public record Handshake(
        int protocolVersion,
        long lastZxidSeen,
        int timeoutMs,
        long sessionId,
        byte @Nullable [] password,
        @Nullable Boolean readOnly) {
    private static final int PASSWORD_LENGTH = 16;

    /** A new session with the given timeout, sent as the Apache client does. */
    public static Handshake newSession(int timeoutMs) {
        return new Handshake(0, 0, timeoutMs, 0, new byte[PASSWORD_LENGTH], false);
    }

    /** A session taken up again. */
    public static Handshake resume(long sessionId, byte[] password, int timeoutMs) {
        return new Handshake(0, 0, timeoutMs, sessionId, password, false);
    }

    public Handshake withReadOnly(@Nullable Boolean flag) {
        return new Handshake(protocolVersion, lastZxidSeen, timeoutMs, sessionId, password, flag);
    }

    public Handshake withLastZxidSeen(long zxid) {
        return new Handshake(protocolVersion, zxid, timeoutMs, sessionId, password, readOnly);
    }

    public Handshake withPassword(byte @Nullable [] other) {
        return new Handshake(protocolVersion, lastZxidSeen, timeoutMs, sessionId, other, readOnly);
    }

    public Handshake withProtocolVersion(int version) {
        return new Handshake(version, lastZxidSeen, timeoutMs, sessionId, password, readOnly);
    }

    /** The frame, length included. */
    public byte[] frame() {
        Bytes body = new Bytes()
                .int32(protocolVersion)
                .int64(lastZxidSeen)
                .int32(timeoutMs)
                .int64(sessionId)
                .buffer(password);
        if (readOnly != null) {
            body.bool(readOnly);
        }
        byte[] bytes = body.toArray();
        return new Bytes().int32(bytes.length).raw(bytes).toArray();
    }
}
