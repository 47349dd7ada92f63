package io.quorate.simulator.checker.agreement;

import io.quorate.simulator.checker.History.Settled;
import io.quorate.simulator.checker.Promise;
import io.quorate.zab.Zxid;
import java.util.List;

/** Z18: every state has the digest that the leader foresaw when it proposed the last txn in it. */
final class Determinism implements Watcher {
    @Override
    public List<Class<? extends Sight>> sights() {
        return List.of(Sight.State.class);
    }

    @Override
    public void see(Sight sight, Ghost ghost) {
        if (sight instanceof Sight.State(int member, long zxid, long digest)) {
            Settled last = ghost.shadow(member).log().settled(zxid);
            if (last != null && last.hasDigest()) {
                ghost.require(
                        last.digest() == digest,
                        Promise.Z18,
                        () -> "the state of member " + member + " at " + Zxid.text(zxid) + " has digest "
                                + Long.toHexString(digest) + ", foreseen was " + Long.toHexString(last.digest()));
            }
        }
    }
}
