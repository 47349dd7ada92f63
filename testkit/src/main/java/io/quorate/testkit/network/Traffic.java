package io.quorate.testkit.network;

import java.util.HashSet;
import java.util.Set;

/** Which ways are open between members. Thread-safe. */
final class Traffic {
    private final Set<Way> blocked = new HashSet<>();

    /** From one member to another. */
    record Way(int from, int to) {
        Way back() {
            return new Way(to, from);
        }
    }

    synchronized void block(Set<Way> ways) {
        blocked.addAll(ways);
    }

    synchronized void openAll() {
        blocked.clear();
        notifyAll();
    }

    /** Whether a connection can be made that way, for which the answer has to come back. */
    synchronized boolean isOpenBothWays(Way way) {
        return !blocked.contains(way) && !blocked.contains(way.back());
    }

    /** Returns when the way is open. */
    synchronized void pass(Way way) throws InterruptedException {
        while (blocked.contains(way)) {
            wait();
        }
    }
}
