package io.quorate.simulator.checker.agreement;

import io.quorate.simulator.checker.Promise;
import io.quorate.zab.ElectionMessage.Notification;
import io.quorate.zab.ElectionMessage.State;
import io.quorate.zab.ElectionMessage.Vote;
import io.quorate.zab.ZabMessage.AckEpoch;
import io.quorate.zab.Zxid;
import java.util.List;

/**
 * Z17, L5: whoever may have lost something neither puts itself forward nor claims a history until it has got one; and
 * nobody else holds back.
 */
final class Amnesia implements Watcher {
    @Override
    public List<Class<? extends Sight>> sights() {
        return List.of(Sight.Booted.class, Sight.Said.class, Sight.Voted.class);
    }

    @Override
    public void see(Sight sight, Ghost ghost) {
        Shadow shadow = ghost.shadow(sight.member());
        if (sight instanceof Sight.Booted booted) {
            ghost.require(
                    booted.trusted() || shadow.isRobbed(),
                    Promise.L5,
                    () -> "member " + booted.member() + " has lost nothing, but does not trust what it has");
        }
        if (shadow.isTrusted()) {
            return;
        }
        switch (sight) {
            case Sight.Voted(int member, int _, Notification(State state, Vote vote, int _, String _))
            when state == State.LOOKING && vote.leader().value() == member ->
                claims(shadow, vote.zxid(), "votes for itself with", ghost);
            case Sight.Said(int _, int _, int _, AckEpoch(long lastZxid, long _)) ->
                claims(shadow, lastZxid, "claims", ghost);
            default -> {
                // Claims nothing.
            }
        }
    }

    private static void claims(Shadow shadow, long zxid, String what, Ghost ghost) {
        ghost.require(
                zxid == Zxid.UNKNOWN,
                Promise.Z17,
                () -> "member " + shadow.member() + " may have lost something and " + what + " a history up to "
                        + Zxid.text(zxid));
    }
}
