package io.quorate.simulator.checker.agreement;

import io.quorate.simulator.checker.History.Settled;
import io.quorate.simulator.checker.Promise;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.Zxid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Z13: no txn is left out when a log grows, nor when a member is told of txns over a connection. */
final class NoHoles implements Watcher {
    /** Up to where whoever is at the other end of a connection has been told. */
    private final Map<Integer, Long> told = new HashMap<>();

    @Override
    public List<Class<? extends Sight>> sights() {
        return List.of(Sight.Appended.class, Sight.Heard.class, Sight.SaidHistory.class, Sight.Said.class);
    }

    @Override
    public void see(Sight sight, Ghost ghost) {
        switch (sight) {
            case Sight.Appended(int member, Settled txn) -> {
                long last = ghost.shadow(member).log().lastZxid();
                follows("member " + member + " logs", last, txn.zxid(), ghost);
            }
            case Sight.Heard(int _, int _, int connection, ZabMessage.AckEpoch ack) ->
                told.put(connection, ack.lastZxid());
            case Sight.SaidHistory said -> {
                long before = told.getOrDefault(said.connection(), 0L);
                ghost.require(
                        said.after() <= before && said.through() >= said.after(),
                        Promise.Z13,
                        () -> "member " + said.member() + " tells its log after " + Zxid.text(said.after())
                                + " to somebody who ends with " + Zxid.text(before));
                told.put(said.connection(), said.through());
            }
            case Sight.Said(int member, int _, int connection, ZabMessage message) ->
                said(member, connection, message, ghost);
            default -> {
                // Nothing is told.
            }
        }
    }

    private void said(int member, int connection, ZabMessage message, Ghost ghost) {
        switch (message) {
            case ZabMessage.Trunc(long zxid) -> told.put(connection, zxid);
            case ZabMessage.Snap(long zxid) -> told.put(connection, zxid);
            case ZabMessage.Propose propose ->
                tells(member, connection, propose.proposal().zxid(), ghost);
            case ZabMessage.Inform inform ->
                tells(member, connection, inform.proposal().zxid(), ghost);
            default -> {
                // Tells no txn.
            }
        }
    }

    private void tells(int member, int connection, long zxid, Ghost ghost) {
        follows("member " + member + " tells", told.getOrDefault(connection, 0L), zxid, ghost);
        told.put(connection, zxid);
    }

    private static void follows(String what, long before, long zxid, Ghost ghost) {
        ghost.require(
                Zxid.follows(before, zxid),
                Promise.Z13,
                () -> what + " " + Zxid.text(zxid) + " after " + Zxid.text(before));
    }
}
