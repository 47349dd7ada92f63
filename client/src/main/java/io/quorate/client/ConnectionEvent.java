package io.quorate.client;

import org.jspecify.annotations.Nullable;

/**
 * A change of the session's connection.
 *
 * @param kind what changed
 * @param server the server it was with, as {@code host:port}; null when none was ever reached
 * @param sessionId the session, 0 before the first connection
 * @param atNanos when, on the clock of {@link Surroundings#nanoTime()}
 * @param reason why, in words for people
 */
public record ConnectionEvent(Kind kind, @Nullable String server, long sessionId, long atNanos, String reason) {
    /** The kinds of change. */
    public enum Kind {
        /** Connected, at first or again; watches are set again before anything else is asked. */
        CONNECTED,
        /** Connected to a member that can only be read. */
        CONNECTED_READ_ONLY,
        /** The connection is lost, the session perhaps not: whoever owns something by the session should pause. */
        SUSPENDED,
        /** The session is over, by the server's word or by the client's own clock. */
        EXPIRED,
        /** An authentication was refused. */
        AUTH_FAILED,
        /** The client was closed. */
        CLOSED;

        /** {@return whether nothing can come after it} */
        public boolean isFinal() {
            return this == EXPIRED || this == AUTH_FAILED || this == CLOSED;
        }
    }
}
