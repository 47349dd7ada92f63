package io.quorate.simulator.checker;

/**
 * C8: a write takes effect at most once and only while its session is open, whether or not its client knows. What comes
 * after the end of its session may have a place in the order, but is in vain.
 */
final class AtMostOnce implements Checker {
    @Override
    public void check(Evidence evidence, Findings findings) {
        for (Op op : evidence.ops()) {
            if (op.settled == null) {
                continue;
            }
            long zxid = op.settled.zxid();
            Evidence.Life life = evidence.lives().get(op.session());
            findings.require(
                    op.isVain || (life != null && life.openedBy() < zxid && zxid <= life.closedBy()),
                    Promise.C8,
                    op.settled.at(),
                    () -> op + " took effect at zxid " + zxid + ", but its session lived during " + life);
        }
    }
}
