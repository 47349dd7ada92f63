package io.quorate.conformance.transcript;

import java.util.HashMap;
import java.util.Map;

/** Stands in for the values that differ between two servers that behave alike. */
final class Symbols {
    private static final long CLOCK_TOLERANCE_MS = 2_000;

    private final long baseZxid;
    private final long startedAt;
    private final Map<Long, String> sessions = new HashMap<>();

    Symbols(long baseZxid, long startedAt) {
        this.baseZxid = baseZxid;
        this.startedAt = startedAt;
    }

    /** {@code +n} after the start of the scenario, {@code old} before it; 0 and −1 as they are. */
    String zxid(long zxid) {
        if (zxid == 0 || zxid == -1) {
            return Long.toString(zxid);
        }
        return zxid > baseZxid ? "+" + (zxid - baseZxid) : zxid > 0 ? "old" : Long.toString(zxid);
    }

    String session(long id) {
        return id == 0 ? "none" : sessions.computeIfAbsent(id, _ -> "S" + (sessions.size() + 1));
    }

    /**
     * {@code T} for a reading of about now by a txn of this scenario, {@code past} for one by a txn before it,
     * {@code 0}; any other as it is.
     */
    String time(long zxid, long ms) {
        if (ms == 0) {
            return "0";
        }
        if (ms < 0 || ms > System.currentTimeMillis() + CLOCK_TOLERANCE_MS) {
            return Long.toString(ms);
        }
        if (zxid <= baseZxid) {
            return "past";
        }
        return ms >= startedAt - CLOCK_TOLERANCE_MS ? "T" : Long.toString(ms);
    }
}
