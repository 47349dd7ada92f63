package io.quorate.message;

/**
 * The answer to a {@link ConnectRequest}.
 *
 * @param timeoutMs negotiated timeout; 0 means that the session is unknown, expired or not the caller's
 * @param sessionId 0 then
 * @param password 16 bytes, all zero then
 * @param readOnly whether this member is read-only
 */
public record ConnectResponse(int timeoutMs, long sessionId, byte[] password, boolean readOnly) {

    /** Length of every session password. */
    public static final int PASSWORD_BYTES = 16;

    /** {@return the answer that tells a client that its session is gone} */
    public static ConnectResponse expired() {
        return new ConnectResponse(0, 0, new byte[PASSWORD_BYTES], false);
    }
}
