package io.quorate.simulator.checker.agreement;

import io.quorate.simulator.checker.History.Settled;
import io.quorate.simulator.checker.Promise;
import io.quorate.zab.Zxid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Z1: what a member logs or applies was proposed by the leader of its epoch, byte for byte, and is applied once. */
final class Integrity implements Watcher {
    private final Map<Long, Long> broadcast = new HashMap<>();

    @Override
    public List<Class<? extends Sight>> sights() {
        return List.of(Sight.Appended.class, Sight.Applied.class);
    }

    @Override
    public void see(Sight sight, Ghost ghost) {
        switch (sight) {
            case Sight.Appended(int member, Settled txn) -> {
                if (ghost.shadow(member).reigns()) {
                    broadcast.putIfAbsent(txn.zxid(), txn.recordHash());
                }
                same(member, txn, "logs", ghost);
            }
            case Sight.Applied(int member, Settled txn) -> {
                same(member, txn, "applies", ghost);
                long before = ghost.shadow(member).appliedZxid();
                ghost.require(
                        txn.zxid() > before,
                        Promise.Z1,
                        () -> "member " + member + " applies " + Zxid.text(txn.zxid()) + " after " + Zxid.text(before));
            }
            default -> {
                // Neither logged nor applied.
            }
        }
    }

    private void same(int member, Settled txn, String what, Ghost ghost) {
        Long proposed = broadcast.get(txn.zxid());
        ghost.require(
                proposed != null && proposed == txn.recordHash(),
                Promise.Z1,
                () -> "member " + member + " " + what + " at " + Zxid.text(txn.zxid())
                        + " what the leader of that epoch never proposed");
    }
}
