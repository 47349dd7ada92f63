package io.quorate.simulator.checker;

import java.util.HashMap;
import java.util.Map;

/** C3: what a session is shown never goes back, from one connection to the next either. */
final class SingleSystemImage implements Checker {
    @Override
    public void check(Evidence evidence, Findings findings) {
        Map<Long, Long> newest = new HashMap<>();
        Map<Long, Integer> connections = new HashMap<>();
        for (Entry entry : evidence.history().entries()) {
            if (entry instanceof Entry.Attached attached) {
                connections.put(attached.session(), attached.connection());
            }
            boolean current = entry instanceof Entry.Answered answered
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
