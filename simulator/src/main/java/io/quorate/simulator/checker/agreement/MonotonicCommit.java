package io.quorate.simulator.checker.agreement;

import io.quorate.simulator.checker.Promise;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.Zxid;
import java.util.List;

/** Z15: what an established leader says to be decided is the next of its own proposals, or has been decided. */
final class MonotonicCommit implements Watcher {
    @Override
    public List<Class<? extends Sight>> sights() {
        return List.of(Sight.Said.class);
    }

    @Override
    public void see(Sight sight, Ghost ghost) {
        if (!(sight instanceof Sight.Said said)) {
            return;
        }
        Shadow leader = ghost.shadow(said.member());
        long zxid = switch (said.message()) {
            case ZabMessage.Commit(long committed) -> committed;
            case ZabMessage.Inform inform -> inform.proposal().zxid();
            default -> 0;
        };
        if (zxid != 0 && leader.reigns() && Zxid.epoch(zxid) == leader.establishedEpoch()) {
            boolean known = ghost.decided().settled(zxid) != null;
            ghost.require(
                    known || Zxid.follows(ghost.decided().lastZxid(), zxid),
                    Promise.Z15,
                    () -> "member " + said.member() + " says that " + Zxid.text(zxid)
                            + " is decided, but what was decided ends with "
                            + Zxid.text(ghost.decided().lastZxid()));
        }
    }
}
