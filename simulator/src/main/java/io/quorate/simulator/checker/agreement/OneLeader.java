package io.quorate.simulator.checker.agreement;

import io.quorate.simulator.checker.Promise;
import java.util.List;

/** Z7: an epoch is established by one member, and once. */
final class OneLeader implements Watcher {
    @Override
    public List<Class<? extends Sight>> sights() {
        return List.of(Sight.Established.class);
    }

    @Override
    public void see(Sight sight, Ghost ghost) {
        if (sight instanceof Sight.Established(int member, long epoch)) {
            Integer before = ghost.leaderOf(epoch);
            ghost.require(
                    before == null,
                    Promise.Z7,
                    () -> "member " + member + " is established in epoch " + epoch + ", as member " + before
                            + " was before");
        }
    }
}
