package io.quorate.simulator.checker;

import io.quorate.message.SessionRequest;
import java.util.HashMap;
import java.util.Map;

/**
 * C6: a sync, and what its session reads after it, is no older than anything answered to anybody before it was asked.
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
        Map<Op, Long> floors = new HashMap<>();
        Map<Long, Long> bySession = new HashMap<>();
        for (int i = 0; i < evidence.history().entries().size(); i++) {
            Op asking = questions.get(i);
            Op answer = answers.get(i);
            if (asking != null && asking.request() instanceof SessionRequest.Sync) {
                floors.put(asking, newest);
            } else if (answer != null && answer.answered != null) {
                long zxid = answer.answered.zxid();
                newest = Math.max(newest, zxid);
                if (answer.request() instanceof SessionRequest.Sync) {
                    bySession.merge(answer.session(), floors.getOrDefault(answer, 0L), Math::max);
                }
                Long floor = bySession.get(answer.session());
                if (floor != null) {
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
