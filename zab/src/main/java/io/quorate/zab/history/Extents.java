package io.quorate.zab.history;

import io.quorate.zab.Invariant;
import io.quorate.zab.Recovered.LogExtent;
import io.quorate.zab.Zxid;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which txns a history consists of, as one run of counters for each epoch: a few numbers for a log of any length. Holds
 * no txn whose predecessor it does not know, except the first.
 */
final class Extents {
    /** Keyed by the first zxid of each run. */
    private final TreeMap<Long, Long> lastByFirst = new TreeMap<>();

    Extents(List<LogExtent> runs) {
        for (LogExtent run : runs) {
            if (!isEmpty()) {
                Invariant.check(Zxid.follows(last(), run.first()), "a hole between two runs", last(), run.first());
            }
            lastByFirst.put(run.first(), run.last());
        }
    }

    boolean isEmpty() {
        return lastByFirst.isEmpty();
    }

    long first() {
        return lastByFirst.firstKey();
    }

    long last() {
        return lastByFirst.lastEntry().getValue();
    }

    void append(long zxid) {
        if (!isEmpty() && Zxid.epoch(last()) == Zxid.epoch(zxid)) {
            lastByFirst.put(lastByFirst.lastKey(), zxid);
        } else {
            lastByFirst.put(zxid, zxid);
        }
    }

    /** Nothing after {@code zxid} stays. */
    void truncate(long zxid) {
        lastByFirst.tailMap(zxid, false).clear();
        if (!isEmpty() && last() > zxid) {
            lastByFirst.put(lastByFirst.lastKey(), zxid);
        }
    }

    void clear() {
        lastByFirst.clear();
    }

    boolean contains(long zxid) {
        Map.Entry<Long, Long> run = lastByFirst.floorEntry(zxid);
        return run != null && zxid <= run.getValue();
    }

    /** The greatest txn that is not after {@code zxid}, which is not before the first. */
    long floor(long zxid) {
        Map.Entry<Long, Long> run = lastByFirst.floorEntry(zxid);
        return run == null ? Zxid.UNKNOWN : Math.min(zxid, run.getValue());
    }

    /** The smallest txn that is not before {@code zxid}, which is not after the last. */
    long ceiling(long zxid) {
        if (contains(zxid)) {
            return zxid;
        }
        Long next = lastByFirst.ceilingKey(zxid);
        return next == null ? Zxid.UNKNOWN : next;
    }
}
