package io.quorate.simulator.checker;

/**
 * C5, and C9, C15 for reads: the answer is the model's at exactly the zxid in its header, and that zxid is in the log.
 */
final class ExactReads implements Checker {
    @Override
    public void check(Evidence evidence, Findings findings) {
        for (Op op : evidence.ops()) {
            Entry.Answered answered = op.answered;
            if (answered == null || op.isOrdered()) {
                continue;
            }
            findings.require(
                    answered.zxid() >= 1 && answered.zxid() <= evidence.lastZxid(),
                    Promise.C5,
                    answered.at(),
                    () -> op + " was answered at zxid " + answered.zxid() + ", but the log ends at "
                            + evidence.lastZxid());
            Model.Answer expected = op.expected;
            if (expected != null) {
                boolean same = expected.error() == answered.error() && Answers.same(expected.body(), answered.body());
                findings.require(
                        same,
                        op.promise(),
                        answered.at(),
                        () -> op + " was answered with " + answered.error()
                                + " " + Answers.words(answered.body()) + " at zxid " + answered.zxid()
                                + ", the model says " + expected.error() + " " + Answers.words(expected.body()));
            }
        }
    }
}
