package io.quorate.zab.history;

import io.quorate.zab.Invariant;
import io.quorate.zab.Proposal;
import io.quorate.zab.Zxid;

/**
 * The newest proposals of a history, without a gap, found by zxid: a ring that grows. What does not follow is refused,
 * for a hole here would become a hole in another member's log (ZOOKEEPER-4925).
 */
final class Window {
    /** A power of two. */
    private static final int INITIAL_SIZE = 64;

    private Proposal[] ring = new Proposal[INITIAL_SIZE];
    private int head;
    private int size;
    private long bytes;

    int size() {
        return size;
    }

    long bytes() {
        return bytes;
    }

    Proposal get(int index) {
        return ring[(head + index) & (ring.length - 1)];
    }

    long firstZxid() {
        return get(0).zxid();
    }

    long lastZxid() {
        return get(size - 1).zxid();
    }

    void append(Proposal proposal) {
        if (size > 0) {
            Invariant.check(Zxid.follows(lastZxid(), proposal.zxid()), "a hole in memory", lastZxid(), proposal.zxid());
        }
        if (size == ring.length) {
            Proposal[] larger = new Proposal[2 * ring.length];
            for (int i = 0; i < size; i++) {
                larger[i] = get(i);
            }
            ring = larger;
            head = 0;
        }
        ring[(head + size) & (ring.length - 1)] = proposal;
        size++;
        bytes += proposal.payload().size();
    }

    void removeFirst() {
        bytes -= get(0).payload().size();
        head = (head + 1) & (ring.length - 1);
        size--;
    }

    void truncate(long zxid) {
        while (size > 0 && lastZxid() > zxid) {
            size--;
            bytes -= get(size).payload().size();
        }
    }

    void clear() {
        ring = new Proposal[INITIAL_SIZE];
        head = 0;
        size = 0;
        bytes = 0;
    }

    /** The index of the first proposal after {@code zxid}; {@link #size()} if there is none. */
    int after(long zxid) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle).zxid() > zxid) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
