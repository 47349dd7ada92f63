package io.quorate.simulator.checker;

import io.quorate.message.ReadRequest;
import io.quorate.simulator.world.World;
import java.util.Map;
import java.util.TreeMap;

/**
 * L6: when nothing goes wrong, a read shows everything that was answered to anybody a while before it was asked, at
 * whichever member.
 */
final class Freshness implements Checker {
    @Override
    public void check(Evidence evidence, Findings findings) {
        if (!evidence.expectations().amongPeers()) {
            return;
        }
        long lag = evidence.expectations().mostLagMs() * World.MS;
        TreeMap<Long, Long> newest = new TreeMap<>();
        long restedAt = Long.MAX_VALUE;
        for (Entry entry : evidence.history().entries()) {
            switch (entry) {
                case Entry.Answered answered ->
                    newest.put(
                            answered.at(),
                            Math.max(
                                    answered.zxid(),
                                    newest.isEmpty() ? 0 : newest.lastEntry().getValue()));
                case Entry.Rested rested -> restedAt = rested.at();
                default -> {
                    // Shows nothing.
                }
            }
        }
        for (Op op : evidence.ops()) {
            Entry.Answered answered = op.answered;
            boolean shows = op.request() instanceof ReadRequest && op.asked.at() >= restedAt;
            if (answered != null && shows && answered.error() == 0) {
                Map.Entry<Long, Long> known = newest.floorEntry(op.asked.at() - lag);
                long least = known == null ? 0 : known.getValue();
                findings.require(
                        answered.zxid() >= least,
                        Promise.L6,
                        answered.at(),
                        () -> op + " was answered at zxid " + answered.zxid() + ", but " + lag / World.MS
                                + " ms before it was asked zxid " + least + " was known");
            }
        }
    }
}
