package io.quorate.simulator.checker.agreement;

import io.quorate.simulator.checker.History.Settled;
import io.quorate.simulator.checker.Promise;
import io.quorate.zab.Zxid;
import java.util.ArrayList;
import java.util.List;

/**
 * Z12: when a history is cut, replaced, or found shorter after a start, what was decided is still on the disks of a
 * quorum. And nothing that a disk has said to be durable is missing after a start.
 */
final class NothingUndone implements Watcher {
    @Override
    public List<Class<? extends Sight>> sights() {
        return List.of(Sight.Cut.class, Sight.Replaced.class, Sight.Booted.class);
    }

    @Override
    public void see(Sight sight, Ghost ghost) {
        Shadow shadow = ghost.shadow(sight.member());
        switch (sight) {
            case Sight.Cut(int _, long zxid) -> shortened(shadow, shadow.log().countThrough(zxid), ghost);
            case Sight.Replaced(int _, List<Settled> history) -> shortened(shadow, common(shadow, history), ghost);
            case Sight.Booted booted
            when booted.trusted() -> {
                ghost.require(
                        booted.lastZxid() >= shadow.durableZxid(),
                        Promise.Z12,
                        () -> "member " + booted.member() + " begins with a history that ends with "
                                + Zxid.text(booted.lastZxid()) + ", but it was durable up to "
                                + Zxid.text(shadow.durableZxid()));
                shortened(shadow, shadow.log().countThrough(booted.lastZxid()), ghost);
            }
            default -> {
                // Shortens nothing.
            }
        }
    }

    private static int common(Shadow shadow, List<Settled> history) {
        List<Settled> mine = shadow.log().txns();
        int most = Math.min(mine.size(), history.size());
        int same = 0;
        while (same < most && mine.get(same).recordHash() == history.get(same).recordHash()) {
            same++;
        }
        return same;
    }

    private static void shortened(Shadow shadow, int kept, Ghost ghost) {
        List<Settled> txns = shadow.log().txns();
        List<Settled> given = new ArrayList<>(txns.subList(Math.min(kept, txns.size()), txns.size()));
        for (Settled txn : given) {
            if (ghost.isDecided(txn)) {
                ghost.require(
                        ghost.isHeldWithout(shadow, txn),
                        Promise.Z12,
                        () -> "member " + shadow.member() + " gives up " + Zxid.text(txn.zxid())
                                + ", which is decided and then on the disks of no quorum");
            }
        }
    }
}
