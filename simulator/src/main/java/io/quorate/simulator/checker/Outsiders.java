package io.quorate.simulator.checker;

import java.util.List;

/** L3: one member in trouble, among others that have none, costs at most one election. */
final class Outsiders implements Checker {
    private static final int MOST_ELECTIONS = 1;

    @Override
    public void check(Evidence evidence, Findings findings) {
        List<Entry> entries = evidence.history().entries();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Disturbed(long at, int member, long until)) {
                long elections = entries.stream()
                        .filter(other -> other instanceof Entry.Reigns && other.at() > at && other.at() <= until)
                        .count();
                findings.require(
                        elections <= MOST_ELECTIONS,
                        Promise.L3,
                        until,
                        () -> "member " + member + " alone was in trouble, and " + elections + " leaders have come");
            }
        }
    }
}
