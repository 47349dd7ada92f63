package io.quorate.simulator.checker;

/** C1: what a connection asks takes effect in the order of asking, and nothing is left out before something later. */
final class SessionOrder implements Checker {
    @Override
    public void check(Evidence evidence, Findings findings) {
        evidence.talks().forEach((connection, talk) -> {
            Op skipped = null;
            long last = 0;
            for (Op op : talk.asked) {
                if (op.isOrdered() && op.settled == null) {
                    skipped = skipped == null ? op : skipped;
                } else if (op.settled != null) {
                    long at = op.settled.at();
                    long zxid = op.settled.zxid();
                    Op before = skipped;
                    findings.require(before == null, Promise.C1, at, () -> op + " took effect, but not " + before);
                    findings.require(
                            zxid > last,
                            Promise.C1,
                            at,
                            () -> op + " took effect at zxid " + zxid + ", after a later one");
                    last = zxid;
                }
            }
            answersInOrder(talk, findings);
        });
    }

    private static void answersInOrder(Evidence.Talk talk, Findings findings) {
        long last = 0;
        for (Op op : talk.answered) {
            Entry.Answered answered = op.answered;
            if (answered != null) {
                long before = last;
                findings.require(
                        answered.zxid() >= before,
                        Promise.C1,
                        answered.at(),
                        () -> op + " was answered at zxid " + answered.zxid() + " after a reply at zxid " + before);
                last = answered.zxid();
            }
        }
    }
}
