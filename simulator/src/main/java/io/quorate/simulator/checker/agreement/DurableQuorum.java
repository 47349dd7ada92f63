package io.quorate.simulator.checker.agreement;

import io.quorate.simulator.checker.History.Settled;
import io.quorate.simulator.checker.Promise;
import io.quorate.zab.Zxid;
import java.util.List;

/** Z10: what is decided is, with everything before it, on the disks of a quorum of voters. */
final class DurableQuorum implements Watcher {
    @Override
    public List<Class<? extends Sight>> sights() {
        return List.of(Sight.Decided.class);
    }

    @Override
    public void see(Sight sight, Ghost ghost) {
        if (sight instanceof Sight.Decided(int member, Settled txn)) {
            ghost.require(
                    ghost.isHeld(txn),
                    Promise.Z10,
                    () -> "member " + member + " decides " + Zxid.text(txn.zxid())
                            + ", which is not on the disks of a quorum");
        }
    }
}
