package io.quorate.simulator.checker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * C2, C9, C11, C15 for writes: each is answered as the model says at its zxid, and one asked after another was answered
 * comes after it.
 */
final class LinearizableWrites implements Checker {
    @Override
    public void check(Evidence evidence, Findings findings) {
        List<Op> byAnswer = new ArrayList<>();
        for (Op op : evidence.ops()) {
            if (op.isOrdered() && op.answered != null) {
                byAnswer.add(op);
                judge(op, op.answered, findings);
            }
        }
        byAnswer.sort(Comparator.comparingInt(op -> op.answeredAs));
        realTime(evidence.ops(), byAnswer, findings);
    }

    private static void judge(Op op, Entry.Answered answered, Findings findings) {
        Model.Answer expected = op.expected;
        if (op.settled == null || expected == null) {
            findings.violated(
                    Promise.C7,
                    answered.at(),
                    op + " was answered at zxid " + answered.zxid() + ", but it is not in the log");
            return;
        }
        long zxid = op.settled.zxid();
        findings.require(
                zxid == answered.zxid(),
                Promise.C2,
                answered.at(),
                () -> op + " was answered at zxid " + answered.zxid() + ", but is in the log at " + zxid);
        boolean same = expected.error() == answered.error() && Answers.same(expected.body(), answered.body());
        findings.require(
                same,
                op.promise(),
                answered.at(),
                () -> op + " was answered with " + answered.error() + " " + Answers.words(answered.body()) + " at zxid "
                        + answered.zxid() + ", the model says " + expected);
    }

    /** A sweep in the order of asking; {@code newest} is the highest zxid answered before. */
    private static void realTime(List<Op> byAsking, List<Op> byAnswer, Findings findings) {
        int answers = 0;
        long newest = 0;
        for (Op op : byAsking) {
            while (answers < byAnswer.size() && byAnswer.get(answers).answeredAs < op.askedAs) {
                Entry.Answered answered = byAnswer.get(answers).answered;
                newest = Math.max(newest, answered == null ? 0 : answered.zxid());
                answers++;
            }
            if (op.settled != null) {
                long before = newest;
                long zxid = op.settled.zxid();
                findings.require(
                        zxid > before,
                        Promise.C2,
                        op.settled.at(),
                        () -> op + " is at zxid " + zxid + ", but zxid " + before
                                + " was answered before it was asked");
            }
        }
    }
}
