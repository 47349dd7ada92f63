package io.quorate.simulator.checker.agreement;

import io.quorate.simulator.checker.History.Settled;
import io.quorate.simulator.checker.Promise;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.ZabMessage.NewLeader;
import io.quorate.zab.Zxid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Z14: whoever acknowledges a leader's history has all of it on its disk that was decided when it was told. */
final class SyncResult implements Watcher {
    /** What has to be there when the end of the history is acknowledged over a connection. */
    private final Map<Integer, Owed> owed = new HashMap<>();

    private record Owed(long epoch, List<Settled> history) {}

    @Override
    public List<Class<? extends Sight>> sights() {
        return List.of(Sight.Said.class, Sight.Heard.class);
    }

    @Override
    public void see(Sight sight, Ghost ghost) {
        switch (sight) {
            case Sight.Said(int member, int _, int connection, NewLeader(long epoch, String _)) -> {
                Shadow leader = ghost.shadow(member);
                List<Settled> all = leader.log().txns();
                int count = leader.reigns() ? leader.log().countThrough(leader.appliedZxid()) : all.size();
                owed.put(connection, new Owed(epoch, new ArrayList<>(all.subList(0, count))));
            }
            case Sight.Heard(int _, int from, int connection, ZabMessage.Ack(long zxid))
            when !Zxid.namesTxn(zxid) -> {
                Owed due = owed.remove(connection);
                if (due != null) {
                    acknowledged(ghost.shadow(from), due, ghost);
                }
            }
            default -> {
                // Nothing is acknowledged.
            }
        }
    }

    /** It may have died and come back meanwhile, but its disk keeps what it has acknowledged. */
    private static void acknowledged(Shadow learner, Owed due, Ghost ghost) {
        List<Settled> history = due.history();
        boolean stillThere = learner.currentEpoch() == due.epoch();
        int last = history.size() - 1;
        boolean has = last < 0
                || (learner.log().txns().size() > last
                        && learner.log().txns().get(last).recordHash()
                                == history.get(last).recordHash()
                        && learner.durableZxid() >= history.get(last).zxid());
        ghost.require(
                has || !stillThere || !learner.isUp(),
                Promise.Z14,
                () -> "member " + learner.member() + " has acknowledged the history of epoch " + due.epoch()
                        + " up to " + Zxid.text(history.get(last).zxid()) + ", but its log ends with "
                        + Zxid.text(learner.log().lastZxid()) + " and its disk with "
                        + Zxid.text(learner.durableZxid()));
    }
}
