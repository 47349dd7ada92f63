package io.quorate.client;

/** What the client is to its session at present (client protocol 11.3). */
public enum ConnectionState {
    /** Looking for a server, at first or again. */
    CONNECTING,
    /** Served by a member that is part of a quorum. */
    CONNECTED,
    /** Served by a member without a quorum: reads only. */
    CONNECTED_READ_ONLY,
    /** Final: the server refused an authentication. */
    AUTH_FAILED,
    /** Final: the session expired. Its ephemerals are gone or go soon. */
    EXPIRED,
    /** Final: the client was closed. */
    CLOSED;

    /** {@return whether the session may still be used, now or after a reconnect} */
    public boolean isAlive() {
        return switch (this) {
            case CONNECTING, CONNECTED, CONNECTED_READ_ONLY -> true;
            case AUTH_FAILED, EXPIRED, CLOSED -> false;
        };
    }

    /** {@return whether a server serves it now} */
    public boolean isConnected() {
        return this == CONNECTED || this == CONNECTED_READ_ONLY;
    }
}
