package io.quorate.testkit;

import java.util.concurrent.TimeUnit;

/** What can be done to the sessions of a server. */
final class Sessions {
    private static final int CUT_LIMIT_S = 10;

    private Sessions() {}

    /** Ends a session through a server that serves; returns when that server has let it go. */
    static void expire(Host host, long sessionId) {
        if (!isAlive(host, sessionId)) {
            throw new IllegalArgumentException(
                    "no session 0x" + Long.toHexString(sessionId) + " at " + host + ": it has ended, or never began");
        }
        host.server().endSession(sessionId);
        Awaiting.until(
                () -> !isAlive(host, sessionId),
                () -> "session 0x" + Long.toHexString(sessionId) + " has not ended at " + host);
    }

    private static boolean isAlive(Host host, long sessionId) {
        return host.look(view -> view.tree().sessionTimeoutMs(sessionId) >= 0);
    }

    /** Breaks the connection of a session, if it is here. */
    static boolean cut(Host host, long sessionId) {
        return host.server()
                .cutConnection(sessionId)
                .orTimeout(CUT_LIMIT_S, TimeUnit.SECONDS)
                .join();
    }
}
