package io.quorate.simulator.checker;

import io.quorate.simulator.checker.History.Settled;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one member has appended to its log, as far as it still counts: zxids grow, but may have gaps between epochs. */
public final class MemberLog {
    private final List<Settled> txns = new ArrayList<>();

    MemberLog() {}

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

    /** The last zxid, 0 if there is none. */
    public long lastZxid() {
        return txns.isEmpty() ? 0 : txns.getLast().zxid();
    }

    /** The txn with this zxid, or null. */
    public @Nullable Settled settled(long zxid) {
        int from = 0;
        int to = txns.size() - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            long found = txns.get(middle).zxid();
            if (found == zxid) {
                return txns.get(middle);
            }
            if (found < zxid) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return null;
    }

    /** The txns in their order. Live: tests that check the checkers change it. */
    public List<Settled> txns() {
        return txns;
    }
}
