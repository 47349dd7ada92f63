package io.quorate.simulator.checker;

import io.quorate.message.SessionRequest;
import java.util.HashMap;
import java.util.Map;

/**
 * C6: a sync is no older than anything answered to anybody before it was asked. Neither is what follows it on its
 * connection, nor what its session asks, on whichever connection, once it has been answered. What an earlier connection
 * of the session was owed may still arrive late.
 */
final class SyncIsFresh implements Checker {
    @Override
    public void check(Evidence evidence, Findings findings) {
        Map<Integer, Op> questions = new HashMap<>();
        Map<Integer, Op> answers = new HashMap<>();
        for (Op op : evidence.ops()) {
            questions.put(op.askedAs, op);
            answers.put(op.answeredAs, op);
        }
        long newest = 0;
        Map<Op, Long> known = new HashMap<>();
        Map<Op, Long> floors = new HashMap<>();
        Map<Long, Long> bySession = new HashMap<>();
        Map<Integer, Long> byConnection = new HashMap<>();
        for (int i = 0; i < evidence.history().entries().size(); i++) {
            Op asking = questions.get(i);
            Op answer = answers.get(i);
            if (asking != null) {
                known.put(asking, newest);
                floors.put(asking, bySession.getOrDefault(asking.session(), 0L));
            } else if (answer != null && answer.answered != null) {
                long zxid = answer.answered.zxid();
                newest = Math.max(newest, zxid);
                int connection = answer.asked.connection();
                if (answer.request() instanceof SessionRequest.Sync) {
                    long synced = known.getOrDefault(answer, 0L);
                    bySession.merge(answer.session(), synced, Math::max);
                    byConnection.merge(connection, synced, Math::max);
                }
                long floor = Math.max(floors.getOrDefault(answer, 0L), byConnection.getOrDefault(connection, 0L));
                if (floor > 0) {
                    findings.require(
                            zxid >= floor,
                            Promise.C6,
                            answer.answered.at(),
                            () -> answer + " was answered at zxid " + zxid + " after a sync when zxid " + floor
                                    + " was known");
                }
            }
        }
    }
}
