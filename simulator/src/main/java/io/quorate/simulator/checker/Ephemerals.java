package io.quorate.simulator.checker;

import io.quorate.data.Stat;
import io.quorate.tree.Owner;

/** C12: whoever is shown an ephemeral, or recovers one, does so between the begin and the end of its session. */
final class Ephemerals implements Checker {
    @Override
    public void check(Evidence evidence, Findings findings) {
        for (Op op : evidence.ops()) {
            Entry.Answered answered = op.answered;
            Stat stat = answered == null ? null : Versions.statOf(answered.body());
            if (answered != null && stat != null && stat.ephemeralOwner() != 0) {
                judge(evidence, stat.ephemeralOwner(), answered.zxid(), answered.at(), op.toString(), findings);
            }
        }
        for (Entry entry : evidence.history().entries()) {
            if (entry instanceof Entry.Recovered recovered
                    && isDecided(evidence, recovered.image().zxid())) {
                recovered.image().nodes().forEach((path, node) -> {
                    long owner = node.znode().owner();
                    if (Owner.isSession(owner)) {
                        judge(evidence, owner, recovered.image().zxid(), recovered.at(), path, findings);
                    }
                });
            }
        }
    }

    /** What one of several members has in its log need not last. */
    private static boolean isDecided(Evidence evidence, long zxid) {
        return zxid == 0 || evidence.history().settled(zxid) != null;
    }

    private static void judge(Evidence evidence, long owner, long zxid, long at, String what, Findings findings) {
        Evidence.Life life = evidence.lives().get(owner);
        findings.require(
                life != null && life.isOpenAt(zxid),
                Promise.C12,
                at,
                () -> what + " showed an ephemeral of session 0x" + Long.toHexString(owner) + " at zxid " + zxid
                        + ", but that session lived during " + life);
    }
}
