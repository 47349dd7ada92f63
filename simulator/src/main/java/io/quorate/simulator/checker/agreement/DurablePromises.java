package io.quorate.simulator.checker.agreement;

import io.quorate.simulator.checker.Promise;
import io.quorate.zab.ElectionMessage.Notification;
import io.quorate.zab.ElectionMessage.State;
import io.quorate.zab.ElectionMessage.Vote;
import io.quorate.zab.ElectionMessage.VoteReply;
import io.quorate.zab.Role;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.ZabMessage.Ack;
import io.quorate.zab.ZabMessage.AckEpoch;
import io.quorate.zab.ZabMessage.LeaderInfo;
import io.quorate.zab.Zxid;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Z11: whatever a member says that it has is on its disk before. */
final class DurablePromises implements Watcher {
    /** The epoch that was asked for over a connection. */
    private final Map<Integer, Long> asked = new HashMap<>();
    /** What members have said of others. */
    private final Set<Claim> repeated = new HashSet<>();

    private record Claim(long leader, long zxid, long epoch) {}

    @Override
    public List<Class<? extends Sight>> sights() {
        return List.of(Sight.Heard.class, Sight.Said.class, Sight.Voted.class);
    }

    @Override
    public void see(Sight sight, Ghost ghost) {
        switch (sight) {
            case Sight.Heard(int _, int _, int connection, LeaderInfo(long epoch)) -> asked.put(connection, epoch);
            case Sight.Said(int member, int _, int connection, ZabMessage message) ->
                said(ghost.shadow(member), connection, message, ghost);
            case Sight.Voted(int member, int _, Notification(State state, Vote vote, int _, String _)) ->
                voted(ghost.shadow(member), vote, state == State.LOOKING, ghost);
            case Sight.Voted(int member, int _, VoteReply(int _, Vote vote)) ->
                voted(ghost.shadow(member), vote, ghost.shadow(member).role() instanceof Role.Looking, ghost);
            default -> {
                // Promises nothing.
            }
        }
    }

    private void said(Shadow shadow, int connection, ZabMessage message, Ghost ghost) {
        if (message instanceof AckEpoch(long lastZxid, long _)) {
            long epoch = asked.getOrDefault(connection, 0L);
            ghost.require(
                    shadow.acceptedEpoch() == epoch,
                    Promise.Z11,
                    () -> "member " + shadow.member() + " promises epoch " + epoch + ", on its disk is "
                            + shadow.acceptedEpoch());
            claims(shadow, lastZxid, ghost);
        } else if (message instanceof Ack(long zxid) && Zxid.namesTxn(zxid)) {
            ghost.require(
                    shadow.durableZxid() >= zxid,
                    Promise.Z11,
                    () -> "member " + shadow.member() + " acknowledges " + Zxid.text(zxid) + ", its disk ends with "
                            + Zxid.text(shadow.durableZxid()));
        } else if (message instanceof Ack(long zxid)) {
            ghost.require(
                    shadow.currentEpoch() == Zxid.epoch(zxid),
                    Promise.Z11,
                    () -> "member " + shadow.member() + " acknowledges the history of epoch " + Zxid.epoch(zxid)
                            + ", on its disk is epoch " + shadow.currentEpoch());
        }
    }

    /**
     * A vote for itself tells what it has; one for somebody else tells what that one said. What others have repeated
     * may come back to a member whose history was cut meanwhile: then its vote is theirs, and discovery refuses it.
     */
    private void voted(Shadow shadow, Vote vote, boolean looks, Ghost ghost) {
        Claim claim = new Claim(vote.leader().value(), vote.zxid(), vote.peerEpoch());
        if (vote.leader().value() != shadow.member()) {
            repeated.add(claim);
        } else if (looks && !repeated.contains(claim)) {
            claims(shadow, vote.zxid(), ghost);
            ghost.require(
                    vote.peerEpoch() == shadow.currentEpoch(),
                    Promise.Z11,
                    () -> "member " + shadow.member() + " votes with epoch " + vote.peerEpoch() + ", on its disk is "
                            + shadow.currentEpoch());
        }
    }

    private static void claims(Shadow shadow, long zxid, Ghost ghost) {
        boolean whole = zxid == shadow.durableZxid() && zxid == shadow.log().lastZxid();
        ghost.require(
                whole || zxid == Zxid.UNKNOWN,
                Promise.Z11,
                () -> "member " + shadow.member() + " claims a history up to " + Zxid.text(zxid)
                        + ", its disk ends with " + Zxid.text(shadow.durableZxid()) + ", its log with "
                        + Zxid.text(shadow.log().lastZxid()));
    }
}
