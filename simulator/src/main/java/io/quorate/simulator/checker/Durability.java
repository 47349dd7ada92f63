package io.quorate.simulator.checker;

import io.quorate.simulator.checker.History.Settled;
import java.util.HashMap;
import java.util.Map;

/**
 * C7 and Z18: whatever zxid a client has been shown is there after every later recovery, and the digest then is the one
 * in the log. That the recovered state is the model's at that zxid is judged while the log is replayed.
 */
final class Durability implements Checker {
    @Override
    public void check(Evidence evidence, Findings findings) {
        Map<Integer, Integer> members = new HashMap<>();
        Map<Integer, Long> shown = new HashMap<>();
        for (Entry entry : evidence.history().entries()) {
            switch (entry) {
                case Entry.Knocked knocked -> members.put(knocked.connection(), knocked.member());
                case Entry.Answered answered ->
                    shown.merge(members.getOrDefault(answered.connection(), 0), answered.zxid(), Long::max);
                case Entry.Announced announced ->
                    shown.merge(members.getOrDefault(announced.connection(), 0), announced.zxid(), Long::max);
                case Entry.Recovered recovered -> {
                    if (!evidence.expectations().amongPeers()) {
                        alone(evidence, recovered, shown.getOrDefault(recovered.member(), 0L), findings);
                    }
                    digest(evidence, recovered, findings);
                }
                case Entry.Alarmed alarmed -> findings.violated(alarmed.promise(), alarmed.at(), alarmed.fact());
                default -> {
                    // Shows no zxid and recovers none.
                }
            }
        }
    }

    /** Of several members each may know less than the others have shown, and more than was decided. */
    private static void alone(Evidence evidence, Entry.Recovered recovered, long seen, Findings findings) {
        long zxid = recovered.image().zxid();
        findings.require(
                zxid >= seen,
                Promise.C7,
                recovered.at(),
                () -> "boot " + recovered.boot() + " recovered up to zxid " + zxid + ", but zxid " + seen
                        + " had been shown");
        findings.require(
                zxid <= evidence.lastZxid(),
                Promise.C7,
                recovered.at(),
                () -> "boot " + recovered.boot() + " recovered up to zxid " + zxid + ", but the log ends at "
                        + evidence.lastZxid());
    }

    private static void digest(Evidence evidence, Entry.Recovered recovered, Findings findings) {
        Settled last = evidence.history().settled(recovered.image().zxid());
        if (last != null && last.hasDigest()) {
            findings.require(
                    last.digest() == recovered.image().digest(),
                    Promise.Z18,
                    recovered.at(),
                    () -> "the digest recovered at zxid " + last.zxid() + " is "
                            + Long.toHexString(recovered.image().digest()) + ", the log says "
                            + Long.toHexString(last.digest()));
        }
    }
}
