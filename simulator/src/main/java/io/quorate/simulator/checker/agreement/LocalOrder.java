package io.quorate.simulator.checker.agreement;

import io.quorate.simulator.checker.Promise;
import io.quorate.zab.Zxid;
import java.util.List;

/** Z4: within an epoch no txn is left out when they are applied. */
final class LocalOrder implements Watcher {
    @Override
    public List<Class<? extends Sight>> sights() {
        return List.of(Sight.Applied.class);
    }

    @Override
    public void see(Sight sight, Ghost ghost) {
        if (sight instanceof Sight.Applied applied) {
            long before = ghost.shadow(applied.member()).appliedZxid();
            long zxid = applied.txn().zxid();
            ghost.require(
                    Zxid.follows(before, zxid),
                    Promise.Z4,
                    () -> "member " + applied.member() + " applies " + Zxid.text(zxid) + " after " + Zxid.text(before));
        }
    }
}
