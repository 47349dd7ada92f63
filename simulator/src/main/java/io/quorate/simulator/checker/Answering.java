package io.quorate.simulator.checker;

import java.util.HashSet;
import java.util.Set;

/**
 * L2: soon after the last fault whatever is asked is answered, or its connection ends; and no client waits in vain
 * until it gives up.
 */
final class Answering implements Checker {
    private static final long NANOS_PER_MS = 1_000_000;
    private static final int TICKS = 4;

    @Override
    public void check(Evidence evidence, Findings findings) {
        Expectations bounds = evidence.expectations();
        long patience = (TICKS * (long) bounds.tickMs() + bounds.slackMs()) * NANOS_PER_MS;
        Set<Integer> gone = new HashSet<>();
        long from = Long.MAX_VALUE;
        for (Entry entry : evidence.history().entries()) {
            switch (entry) {
                case Entry.Gone end -> gone.add(end.connection());
                case Entry.Rested rested -> from = rested.at();
                case Entry.GaveUp tired ->
                    findings.require(
                            tired.since() < from || tired.at() - tired.since() < patience,
                            Promise.L2,
                            tired.at(),
                            () -> "on connection " + tired.connection() + " nothing was heard for "
                                    + (tired.at() - tired.since()) / NANOS_PER_MS + " ms");
                case Entry.Calm calm -> unanswered(evidence, from, calm.at() - patience, gone, findings);
                default -> {
                    // Neither begins nor ends the time in which everything works.
                }
            }
        }
    }

    private static void unanswered(Evidence evidence, long from, long until, Set<Integer> gone, Findings findings) {
        for (Op op : evidence.ops()) {
            boolean due = op.asked.at() < until || op.answered != null;
            boolean counts = op.asked.at() >= from && due && !gone.contains(op.asked.connection());
            if (counts) {
                findings.require(op.answered != null, Promise.L2, until, () -> op + " has not been answered");
            }
        }
    }
}
