package io.quorate.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a client stands with its session, as every thread may see it: replaced as a whole by the loop. */
record Standing(
        ConnectionState state,
        @Nullable String server,
        @Nullable SessionCredentials session,
        int timeoutMs) {

    long sessionId() {
        return session == null ? 0 : session.id();
    }

    Optional<SessionCredentials> credentials() {
        return Optional.ofNullable(session);
    }

    @Override
    public String toString() {
        return state + ", session " + (session == null ? "not yet made" : session) + ", server "
                + (server == null ? "none" : server) + ", timeout " + timeoutMs + " ms";
    }
}
