package io.quorate.shell;

import java.time.Duration;

/**
 * How the shell connects.
 *
 * @param servers {@code host:port[,host:port...][/chroot]}
 * @param sessionTimeout what is asked of the server
 * @param readOnly whether a member without a quorum will do
 * @param patience how long an answer is waited for
 */
record Settings(String servers, Duration sessionTimeout, boolean readOnly, Duration patience) {
    private static final Duration USUAL_SESSION = Duration.ofSeconds(30);
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(15);
    private static final String USUAL_SERVERS = "localhost:2181";

    /** The usual ones. */
    static Settings usual(String serversOfEnvironment) {
        return new Settings(
                serversOfEnvironment.isEmpty() ? USUAL_SERVERS : serversOfEnvironment,
                USUAL_SESSION,
                false,
                USUAL_PATIENCE);
    }

    Settings withServers(String other) {
        return new Settings(other, sessionTimeout, readOnly, patience);
    }

    Settings withSessionTimeout(Duration other) {
        return new Settings(servers, other, readOnly, patience);
    }

    Settings withReadOnly(boolean other) {
        return new Settings(servers, sessionTimeout, other, patience);
    }

    Settings withPatience(Duration other) {
        return new Settings(servers, sessionTimeout, readOnly, other);
    }
}
