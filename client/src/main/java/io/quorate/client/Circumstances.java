package io.quorate.client;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What an operation was about when it failed: what every message of a {@link QuorateException} names.
 *
 * @param operation its name, for instance {@code create}
 * @param path the path as the client names it; null for an operation without one
 * @param sessionId the session, 0 before the first connection
 * @param server the server as {@code host:port}; null while there is none
 */
public record Circumstances(
        String operation,
        @Nullable String path,
        long sessionId,
        @Nullable String server) {

    String sentence(String problem) {
        return operation + (path == null ? "" : " of " + path) + ": " + problem + " (session "
                + (sessionId == 0 ? "not yet made" : "0x" + HexFormat.of().toHexDigits(sessionId)) + ", server "
                + (server == null ? "none" : server) + ")";
    }
}
