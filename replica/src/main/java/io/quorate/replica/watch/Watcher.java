package io.quorate.replica.watch;

import io.quorate.replica.port.ClientLink;
import java.util.LinkedHashSet;
import java.util.Set;

/** One connection as the watch table knows it. Owned by the driver's thread. */
public final class Watcher {
    final ClientLink link;
    final long sessionId;
    /** Every path on which it has a watch, so that all can be found when the connection ends. */
    final Set<String> paths = new LinkedHashSet<>();
    /** The last announcement it was told, so that it is told each only once. */
    long lastTold;

    /** A connection without watches. */
    public Watcher(ClientLink link, long sessionId) {
        this.link = link;
        this.sessionId = sessionId;
    }
}
