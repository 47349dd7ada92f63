package io.quorate.client.session;

/** Where the session stands (client protocol 11.3). */
public enum Phase {
    /** Looking for a server. */
    CONNECTING,
    /** Served by a member with a quorum. */
    CONNECTED,
    /** Served by a member without one. */
    CONNECTED_READ_ONLY,
    /** Final: an authentication was refused. */
    AUTH_FAILED,
    /** Final: the session expired. */
    EXPIRED,
    /** Final: closed by its owner. */
    CLOSED;

    /** {@return whether a server serves the session now} */
    public boolean isConnected() {
        return this == CONNECTED || this == CONNECTED_READ_ONLY;
    }

    /** {@return whether nothing can come after it} */
    public boolean isFinal() {
        return this == AUTH_FAILED || this == EXPIRED || this == CLOSED;
    }
}
