package io.quorate.simulator.checker.agreement;

import io.quorate.simulator.checker.History.Settled;
import io.quorate.simulator.checker.Promise;
import io.quorate.zab.Zxid;
import java.util.List;

/** Z2: what a member that serves has applied is a beginning of what was decided. */
final class TotalOrder implements Watcher {
    @Override
    public List<Class<? extends Sight>> sights() {
        return List.of();
    }

    @Override
    public void see(Sight sight, Ghost ghost) {
        // Judged by agreed(), once a member serves what it has applied.
    }

    /** Compares what was not compared yet, and says how much is known to be the same. */
    static int agreed(Shadow shadow, Ghost ghost) {
        List<Settled> txns = shadow.log().txns();
        int applied = shadow.log().countThrough(shadow.appliedZxid());
        int decided = ghost.decided().txns().size();
        boolean same = applied <= decided && ghost.agrees(txns, shadow.agreed(), applied);
        ghost.require(
                same,
                Promise.Z2,
                () -> "member " + shadow.member() + " serves a state that ends with "
                        + Zxid.text(shadow.appliedZxid()) + ", of which not all is what was decided up to "
                        + Zxid.text(ghost.decided().lastZxid()));
        return same ? applied : shadow.agreed();
    }
}
