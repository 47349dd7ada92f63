package io.quorate.simulator.checker.agreement;

import io.quorate.simulator.checker.History.Settled;
import io.quorate.simulator.checker.Promise;
import io.quorate.zab.Zxid;
import java.util.List;

/** Z6: when a leader proposes the first txn of its epoch it has everything that was decided before. */
final class PrimaryIntegrity implements Watcher {
    @Override
    public List<Class<? extends Sight>> sights() {
        return List.of(Sight.Appended.class);
    }

    @Override
    public void see(Sight sight, Ghost ghost) {
        boolean first = sight instanceof Sight.Appended(int member, Settled txn)
                && ghost.shadow(member).reigns()
                && Zxid.counter(txn.zxid()) == 1;
        if (first && ghost.lastEpoch() == ghost.shadow(sight.member()).establishedEpoch()) {
            List<Settled> txns = ghost.shadow(sight.member()).log().txns();
            int decided = ghost.decided().txns().size();
            ghost.require(
                    txns.size() >= decided && ghost.agrees(txns, 0, decided),
                    Promise.Z6,
                    () -> "member " + sight.member() + " begins epoch " + ghost.lastEpoch() + " with " + txns.size()
                            + " txns, but " + decided + " were decided, or others");
        }
    }
}
