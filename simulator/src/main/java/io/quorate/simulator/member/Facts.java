package io.quorate.simulator.member;

import io.quorate.replica.Told;
import io.quorate.simulator.checker.Entry;
import io.quorate.simulator.checker.History;
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.checker.Reached;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.World;
import io.quorate.zab.Fact;
import io.quorate.zab.Role;

/** What a member has to say to people: all of it is in the trace, and some of it breaks a promise by being said. */
record Facts(Member member) {
    /** Takes a fact. */
    void told(Told fact) {
        World world = member.world();
        History history = member.history();
        Seat seat = member.seat();
        world.note(member.id(), Mark.TOLD, 0, 0, fact::toString);
        switch (fact) {
            case Told.SessionExpired(long session, int timeoutMs) ->
                history.add(new Entry.Expired(world.now(), member.id(), session, timeoutMs));
            case Told.DigestMismatch _, Told.SnapshotBeyondLog _, Told.ZnodesWithoutAcl _ ->
                history.add(new Entry.Alarmed(world.now(), Promise.Z18, fact.toString()));
            case Told.OrphansRemoved _ -> history.add(new Entry.Alarmed(world.now(), Promise.C12, fact.toString()));
            case Told.Agreement(Fact said) -> {
                if (seat != null) {
                    seat.told(said);
                }
            }
            case Told.RoleChanged(Role role) -> {
                if (seat != null) {
                    seat.became(role);
                }
            }
            case Told.ClientAhead _ ->
                history.add(new Entry.Passed(world.now(), member.id(), Reached.CLIENT_TURNED_AWAY_FOR_IT_KNOWS_MORE));
            case Told.QuotaExceeded _,
                    Told.WrongPassword _,
                    Told.SnapshotBegun _,
                    Told.SnapshotTaken _,
                    Told.SnapshotFailed _,
                    Told.Reaping _,
                    Told.SnapshotUnreadable _,
                    Told.Recovered _ -> {}
        }
    }
}
