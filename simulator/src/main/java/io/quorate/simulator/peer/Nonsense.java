package io.quorate.simulator.peer;

import io.quorate.simulator.world.Dice;
import io.quorate.zab.Role;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabMessage;

/** What one end of a connection may never say, in whatever phase the other is (faults N12, Z20). */
public final class Nonsense {
    private static final long EPOCH = 1;

    private Nonsense() {}

    /** Something that a learner, which has dialled, or a leader, which has not, may never say. */
    static ZabMessage from(boolean dialled, int member, Dice dice) {
        if (dialled) {
            return dice.oneOf(new ZabMessage.UpToDate(), new ZabMessage.NewLeader(EPOCH, ""), new ZabMessage.Trunc(0));
        }
        ServerId id = new ServerId(member);
        return dice.coin() ? new ZabMessage.FollowerInfo(EPOCH, id, 0) : new ZabMessage.ObserverInfo(EPOCH, id, 0);
    }

    /** Whether that may never be said to a member with that role. */
    public static boolean isNonsense(Role role, ZabMessage message) {
        return switch (role) {
            case Role.Leading _ ->
                message instanceof ZabMessage.UpToDate
                        || message instanceof ZabMessage.NewLeader
                        || message instanceof ZabMessage.Trunc;
            case Role.Following _, Role.Observing _ ->
                message instanceof ZabMessage.FollowerInfo || message instanceof ZabMessage.ObserverInfo;
            case Role.Looking _, Role.Retired _ -> false;
        };
    }
}
