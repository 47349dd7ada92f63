package io.quorate.simulator.checker;

import io.quorate.simulator.checker.History.Settled;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one member has appended to its log, as far as it still counts: zxids grow, but may have gaps between epochs. */
public final class MemberLog {
    private final List<Settled> txns = new ArrayList<>();

    /** One without a txn. */
    public MemberLog() {}

    /** Adds a txn to the end. */
    public void append(Settled settled) {
        txns.add(settled);
    }

    /** The log has been recovered up to here: what was after it never counted. */
    public void recoveredTo(long zxid) {
        while (!txns.isEmpty() && txns.getLast().zxid() > zxid) {
            txns.removeLast();
        }
    }

    /** Everything is what another member had up to there. */
    public void replaceBy(List<Settled> history) {
        txns.clear();
        txns.addAll(history);
    }

    /** How many txns there are up to and including a zxid. */
    public int countThrough(long zxid) {
        int from = 0;
        int to = txns.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (txns.get(middle).zxid() <= zxid) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** The last zxid, 0 if there is none. */
    public long lastZxid() {
        return txns.isEmpty() ? 0 : txns.getLast().zxid();
    }

    /** The txn with this zxid, or null. */
    public @Nullable Settled settled(long zxid) {
        int count = countThrough(zxid);
        Settled last = count == 0 ? null : txns.get(count - 1);
        return last != null && last.zxid() == zxid ? last : null;
    }

    /** The txns in their order. Live: tests that check the checkers change it. */
    public List<Settled> txns() {
        return txns;
    }
}
