package io.quorate.simulator.checker;

import io.quorate.tree.txn.Txn;
import java.util.HashMap;
import java.util.Map;

/**
 * C13 among several members: nobody is expired before the leader has not heard of the session for its timeout: by
 * itself,
 * from whichever learner, or by becoming the leader.
 */
final class LeaderPatience implements Checker {
    private record Place(int member, long session) {}

    @Override
    public void check(Evidence evidence, Findings findings) {
        if (!evidence.expectations().amongPeers()) {
            return;
        }
        Map<Long, Long> born = new HashMap<>();
        evidence.history().ledger().forEach(settled -> {
            if (settled.txn() instanceof Txn.CreateSession) {
                born.put(settled.header().sessionId(), settled.at());
            }
        });
        Map<Place, Long> heard = new HashMap<>();
        Map<Integer, Long> reigns = new HashMap<>();
        for (Entry entry : evidence.history().entries()) {
            switch (entry) {
                case Entry.Reigns reign -> reigns.put(reign.member(), reign.at());
                case Entry.Touched touched -> heard.put(new Place(touched.member(), touched.session()), touched.at());
                case Entry.Arrived arrived -> heard.put(new Place(arrived.member(), arrived.session()), arrived.at());
                case Entry.Expired expired -> {
                    long last = Math.max(
                            reigns.getOrDefault(expired.member(), 0L),
                            Math.max(
                                    bornBefore(expired, born),
                                    heard.getOrDefault(new Place(expired.member(), expired.session()), 0L)));
                    long silentMs = Sessions.ownMs(expired.at() - last, evidence.expectations());
                    findings.require(
                            silentMs + 1 >= expired.timeoutMs(),
                            Promise.C13,
                            expired.at(),
                            () -> "session 0x" + Long.toHexString(expired.session()) + " with a timeout of "
                                    + expired.timeoutMs() + " ms was expired by member " + expired.member() + " after "
                                    + silentMs + " ms of silence");
                }
                default -> {
                    // Tells a leader nothing of a session.
                }
            }
        }
    }

    /** A leader may know of a session whose beginning is decided by a later one. */
    private static long bornBefore(Entry.Expired expired, Map<Long, Long> born) {
        long at = born.getOrDefault(expired.session(), 0L);
        return at <= expired.at() ? at : 0;
    }
}
