package io.quorate.client.session;

/**
 * What is settled about a session before it begins.
 *
 * @param timeoutMs what is asked of the server, in milliseconds
 * @param canBeReadOnly whether a member without a quorum will do
 * @param sessionId the session to carry on, 0 for a new one
 * @param password its password, empty for a new one
 * @param maxRequestBytes longest frame sent
 * @param maxReplyBytes longest string or buffer believed
 * @param resends how often a repeatable call is sent again; with none, and no patience, a loss fails all that waits
 * @param patienceNanos how long a call waits for a connection
 */
public record SessionConfig(
        int timeoutMs,
        boolean canBeReadOnly,
        long sessionId,
        byte[] password,
        int maxRequestBytes,
        int maxReplyBytes,
        int resends,
        long patienceNanos) {}
