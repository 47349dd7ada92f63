package io.quorate.simulator.checker;

import java.util.HashMap;
import java.util.Map;

/**
 * C7 and L5 for disks that are damaged at rest (faults D10 to D12, D16): whatever is damaged, a start either gives all
 * that was shown to anybody, the same as without the damage, or is refused with a reason that names a file. Of several
 * members one may have shown what only the others' disks have.
 */
final class Rehearsals implements Checker {
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
                case Entry.Rehearsed rehearsed ->
                    judge(rehearsed, shown.getOrDefault(rehearsed.member(), 0L), evidence.expectations(), findings);
                default -> {
                    // Neither shows a zxid nor tries a start.
                }
            }
        }
    }

    private static void judge(Entry.Rehearsed rehearsed, long shown, Expectations expectations, Findings findings) {
        String refusal = rehearsed.refusal();
        if (refusal != null) {
            findings.require(
                    namesFile(refusal),
                    Promise.L5,
                    rehearsed.at(),
                    () -> "after " + rehearsed.damage() + " a start was refused without naming a file: " + refusal);
            return;
        }
        findings.require(
                rehearsed.zxid() >= shown || expectations.amongPeers(),
                Promise.C7,
                rehearsed.at(),
                () -> "after " + rehearsed.damage() + " a start silently gave zxid " + rehearsed.zxid() + ", but zxid "
                        + shown + " had been shown");
        findings.require(
                rehearsed.difference() == null,
                Promise.C7,
                rehearsed.at(),
                () -> "after " + rehearsed.damage() + " a start silently gave something else: "
                        + rehearsed.difference());
    }

    private static boolean namesFile(String refusal) {
        return refusal.contains("log.")
                || refusal.contains("snapshot.")
                || refusal.contains("quorate.")
                || refusal.contains("Epoch")
                || refusal.contains("/");
    }
}
