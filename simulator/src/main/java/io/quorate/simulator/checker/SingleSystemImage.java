package io.quorate.simulator.checker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * C3: what a session is shown never goes back, from one connection to the next either. What still arrives on a
 * connection that its client has turned its back on is shown to nobody.
 */
final class SingleSystemImage implements Checker {
    @Override
    public void check(Evidence evidence, Findings findings) {
        Map<Long, Long> newest = new HashMap<>();
        Map<Long, Integer> connections = new HashMap<>();
        Set<Integer> left = new HashSet<>();
        for (Entry entry : evidence.history().entries()) {
            if (entry instanceof Entry.Attached attached) {
                connections.put(attached.session(), attached.connection());
            } else if (entry instanceof Entry.Gone gone) {
                left.add(gone.connection());
            }
            boolean current = entry instanceof Entry.Answered answered
                    && !left.contains(answered.connection())
                    && answered.connection() == connections.getOrDefault(answered.session(), -1);
            if (current && entry instanceof Entry.Answered answered) {
                long seen = newest.getOrDefault(answered.session(), 0L);
                findings.require(
                        answered.zxid() >= seen,
                        Promise.C3,
                        answered.at(),
                        () -> "session 0x"
                                + Long.toHexString(answered.session()) + " was shown zxid " + answered.zxid()
                                + " after zxid " + seen);
                newest.put(answered.session(), Math.max(seen, answered.zxid()));
            }
        }
    }
}
