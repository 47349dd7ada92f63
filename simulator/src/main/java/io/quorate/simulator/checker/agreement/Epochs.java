package io.quorate.simulator.checker.agreement;

import io.quorate.simulator.checker.Promise;
import io.quorate.zab.Zxid;
import java.util.List;

/**
 * Z8: the epochs on a disk never decrease, the current one is not ahead of the accepted one, and no history is ahead of
 * either: of the accepted one never, of the current one when the member begins.
 */
final class Epochs implements Watcher {
    @Override
    public List<Class<? extends Sight>> sights() {
        return List.of(Sight.AcceptedSaved.class, Sight.CurrentSaved.class, Sight.Booted.class, Sight.Appended.class);
    }

    @Override
    public void see(Sight sight, Ghost ghost) {
        Shadow shadow = ghost.shadow(sight.member());
        switch (sight) {
            case Sight.AcceptedSaved(int member, long epoch) ->
                ghost.require(
                        epoch >= shadow.acceptedEpoch(),
                        Promise.Z8,
                        () -> "member " + member + " takes its accepted epoch back from " + shadow.acceptedEpoch()
                                + " to " + epoch);
            case Sight.CurrentSaved(int member, long epoch) ->
                ghost.require(
                        epoch >= shadow.currentEpoch() && epoch <= shadow.acceptedEpoch(),
                        Promise.Z8,
                        () -> "member " + member + " changes its current epoch from " + shadow.currentEpoch() + " to "
                                + epoch + ", its accepted one is " + shadow.acceptedEpoch());
            case Sight.Booted booted
            when booted.trusted() ->
                ghost.require(
                        booted.acceptedEpoch() >= shadow.acceptedEpoch()
                                && booted.currentEpoch() >= shadow.currentEpoch()
                                && booted.currentEpoch() <= booted.acceptedEpoch()
                                && Zxid.epoch(booted.lastZxid()) <= booted.acceptedEpoch(),
                        Promise.Z8,
                        () -> "member " + booted.member() + " begins with accepted epoch " + booted.acceptedEpoch()
                                + ", current epoch " + booted.currentEpoch() + " and a history that ends with "
                                + Zxid.text(booted.lastZxid()) + "; its epochs were " + shadow.acceptedEpoch()
                                + " and " + shadow.currentEpoch());
            case Sight.Appended(int member, var txn) ->
                ghost.require(
                        Zxid.epoch(txn.zxid()) <= shadow.acceptedEpoch(),
                        Promise.Z8,
                        () -> "member " + member + " logs " + Zxid.text(txn.zxid()) + ", its accepted epoch is "
                                + shadow.acceptedEpoch());
            default -> {
                // Changes no epoch.
            }
        }
    }
}
