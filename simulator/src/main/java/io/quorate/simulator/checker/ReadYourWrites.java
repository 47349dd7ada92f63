package io.quorate.simulator.checker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * C4: a read asked after one's own write was asked on the same connection, or answered on any, shows it. An answer on a
 * connection that the client has turned its back on is heard by nobody.
 */
final class ReadYourWrites implements Checker {
    @Override
    public void check(Evidence evidence, Findings findings) {
        evidence.talks().values().forEach(talk -> {
            long written = 0;
            for (Op op : talk.asked) {
                if (op.settled != null) {
                    written = Math.max(written, op.settled.zxid());
                } else if (!op.isOrdered() && op.answered != null) {
                    long before = written;
                    long shown = op.answered.zxid();
                    findings.require(
                            shown >= before,
                            Promise.C4,
                            op.answered.at(),
                            () -> op + " was answered at zxid " + shown + ", before the session's own write " + before);
                }
            }
        });
        acrossConnections(evidence, findings);
    }

    private static void acrossConnections(Evidence evidence, Findings findings) {
        Map<Long, Long> acknowledged = new HashMap<>();
        Map<Op, Long> floors = new HashMap<>();
        Map<Integer, Op> answers = new HashMap<>();
        Map<Integer, Op> questions = new HashMap<>();
        for (Op op : evidence.ops()) {
            questions.put(op.askedAs, op);
            if (op.answered != null) {
                answers.put(op.answeredAs, op);
            }
        }
        Set<Integer> left = new HashSet<>();
        for (int i = 0; i < evidence.history().entries().size(); i++) {
            if (evidence.history().entries().get(i) instanceof Entry.Gone gone) {
                left.add(gone.connection());
            }
            Op asking = questions.get(i);
            Op answer = answers.get(i);
            if (asking != null) {
                floors.put(asking, acknowledged.getOrDefault(asking.session(), 0L));
            } else if (answer != null && answer.answered != null) {
                long zxid = answer.answered.zxid();
                findings.require(
                        zxid >= floors.getOrDefault(answer, 0L),
                        Promise.C4,
                        answer.answered.at(),
                        () -> answer
                                + " was answered at zxid " + zxid + ", but the session had an answer at "
                                + floors.get(answer) + " when it asked");
                if (answer.isOrdered() && !left.contains(answer.asked.connection())) {
                    acknowledged.merge(answer.session(), zxid, Math::max);
                }
            }
        }
    }
}
