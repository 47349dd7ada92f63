package io.quorate.simulator.checker.agreement;

import io.quorate.simulator.checker.Promise;
import io.quorate.zab.Role;
import io.quorate.zab.ZabMessage.Ack;
import io.quorate.zab.Zxid;
import java.util.List;

/** Z16: whoever looks for a leader neither logs nor acknowledges anything, and a leader logs only of its own epoch. */
final class OldEpochs implements Watcher {
    @Override
    public List<Class<? extends Sight>> sights() {
        return List.of(Sight.Appended.class, Sight.Said.class);
    }

    @Override
    public void see(Sight sight, Ghost ghost) {
        Shadow shadow = ghost.shadow(sight.member());
        boolean takesPart = !(shadow.role() instanceof Role.Looking) && !(shadow.role() instanceof Role.Retired);
        if (sight instanceof Sight.Appended appended) {
            long zxid = appended.txn().zxid();
            boolean own = !(shadow.role() instanceof Role.Leading) || Zxid.epoch(zxid) == shadow.establishedEpoch();
            ghost.require(
                    takesPart && own,
                    Promise.Z16,
                    () -> "member " + shadow.member() + " logs " + Zxid.text(zxid) + " while it is " + shadow.role());
        } else if (sight instanceof Sight.Said said && said.message() instanceof Ack(long zxid)) {
            ghost.require(
                    takesPart,
                    Promise.Z16,
                    () -> "member " + shadow.member() + " acknowledges " + Zxid.text(zxid) + " while it is "
                            + shadow.role());
        }
    }
}
