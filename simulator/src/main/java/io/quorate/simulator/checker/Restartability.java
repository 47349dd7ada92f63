package io.quorate.simulator.checker;

import java.util.HashSet;
import java.util.Set;

/**
 * L5 and W7: a member always comes back by itself unless its disk was damaged at rest, and in the end remembers nothing
 * of clients that are gone.
 */
final class Restartability implements Checker {
    @Override
    public void check(Evidence evidence, Findings findings) {
        Set<Integer> damaged = new HashSet<>();
        for (Entry entry : evidence.history().entries()) {
            switch (entry) {
                case Entry.Damaged damage -> damaged.add(damage.member());
                case Entry.Recovered _ -> findings.checked(Promise.L5);
                case Entry.Unrecoverable unrecoverable ->
                    findings.require(
                            damaged.contains(unrecoverable.member()),
                            Promise.L5,
                            unrecoverable.at(),
                            () -> "boot " + unrecoverable.boot() + " was refused: " + unrecoverable.reason());
                case Entry.Quiet quiet ->
                    findings.require(
                            quiet.watches() == 0 && quiet.outstanding() == 0,
                            Promise.W7,
                            quiet.at(),
                            () -> quiet.watches() + " watches and " + quiet.outstanding()
                                    + " proposals are left when everybody is gone");
                default -> {
                    // Neither a start nor the end.
                }
            }
        }
    }
}
