package io.quorate.simulator.checker.agreement;

import io.quorate.simulator.checker.Promise;
import io.quorate.zab.Zxid;
import java.util.List;

/** Z5: the epochs of applied and of decided txns never decrease. */
final class GlobalOrder implements Watcher {
    @Override
    public List<Class<? extends Sight>> sights() {
        return List.of(Sight.Decided.class, Sight.Applied.class);
    }

    @Override
    public void see(Sight sight, Ghost ghost) {
        if (sight instanceof Sight.Applied applied) {
            judge(
                    "member " + applied.member() + " applies",
                    ghost.shadow(applied.member()).appliedZxid(),
                    applied.txn().zxid(),
                    ghost);
        } else if (sight instanceof Sight.Decided decided) {
            judge(
                    "member " + decided.member() + " decides",
                    ghost.decided().lastZxid(),
                    decided.txn().zxid(),
                    ghost);
        }
    }

    private static void judge(String what, long before, long zxid, Ghost ghost) {
        ghost.require(
                Zxid.epoch(zxid) >= Zxid.epoch(before),
                Promise.Z5,
                () -> what + " " + Zxid.text(zxid) + " after " + Zxid.text(before));
    }
}
