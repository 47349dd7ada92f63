package io.quorate.simulator.checker.agreement;

import io.quorate.simulator.checker.History.Settled;
import io.quorate.simulator.checker.Promise;
import java.util.List;

/**
 * Z9: a leader that is established has everything that was decided. One that learns late that it is, when another has
 * gone on from there, has a part of what was decided since.
 */
final class LeaderCompleteness implements Watcher {
    @Override
    public List<Class<? extends Sight>> sights() {
        return List.of(Sight.Established.class);
    }

    @Override
    public void see(Sight sight, Ghost ghost) {
        if (sight instanceof Sight.Established(int member, long epoch)) {
            List<Settled> initial = ghost.shadow(member).log().txns();
            int decided = ghost.decided().txns().size();
            boolean late = ghost.lastEpoch() > epoch;
            boolean whole = late ? initial.size() <= decided : initial.size() >= decided;
            ghost.require(
                    whole && ghost.agrees(initial, 0, initial.size()),
                    Promise.Z9,
                    () -> "member " + member + " is established in epoch " + epoch + " with " + initial.size()
                            + " txns, but " + decided + " were decided, or others");
        }
    }
}
