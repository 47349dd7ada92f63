package io.quorate.transport.peer;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators what was wrong with peers, and not more often than they can read: whoever knocks a thousand times a
 * second does not fill the disk. Owned by the event loop.
 */
final class Complaints {
    /** In a period. */
    static final int MOST = 20;

    private static final Logger LOG = LoggerFactory.getLogger("io.quorate.transport.peer");
    private static final long PERIOD_NS = TimeUnit.SECONDS.toNanos(10);

    private long since = System.nanoTime();
    private int told;
    private long kept;

    /** A sentence that names who and what. */
    void about(String what) {
        long now = System.nanoTime();
        if (now - since > PERIOD_NS) {
            if (kept > 0) {
                LOG.warn("{} more complaints about peers were not logged; switch on debug to see all", kept);
            }
            since = now;
            told = 0;
            kept = 0;
        }
        if (told < MOST) {
            told++;
            LOG.warn(what);
        } else {
            kept++;
            LOG.debug(what);
        }
    }
}
