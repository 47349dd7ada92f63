package io.quorate.message;

/**
 * The first frame of a connection (client protocol 1.5).
 *
 * @param lastZxidSeen highest zxid the client has seen, 0 for none
 * @param timeoutMs requested session timeout, milliseconds, perhaps not positive
 * @param sessionId 0 for a new session
 * @param password as received, empty for null
 * @param readOnly whether a read-only member will do; false when absent
 * @param readOnlyPresent whether the field was there, which decides the shape of the answer
 */
public record ConnectRequest(
        long lastZxidSeen, int timeoutMs, long sessionId, byte[] password, boolean readOnly, boolean readOnlyPresent) {}
