package io.quorate.simulator.checker.agreement;

import io.quorate.simulator.checker.History.Settled;
import io.quorate.simulator.checker.Promise;
import io.quorate.zab.Zxid;
import java.util.List;

/** Z21: the counter never wraps into the epoch, and ends where the ensemble was told that it ends. */
final class Exhaustion implements Watcher {
    @Override
    public List<Class<? extends Sight>> sights() {
        return List.of(Sight.Appended.class);
    }

    @Override
    public void see(Sight sight, Ghost ghost) {
        if (sight instanceof Sight.Appended(int member, Settled txn)) {
            long counter = Zxid.counter(txn.zxid());
            ghost.require(
                    counter > 0 && counter <= ghost.lastCounter(),
                    Promise.Z21,
                    () -> "member " + member + " logs " + Zxid.text(txn.zxid()) + ", an epoch ends with counter "
                            + ghost.lastCounter());
        }
    }
}
