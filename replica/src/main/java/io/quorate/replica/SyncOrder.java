package io.quorate.replica;

import io.quorate.replica.Primary.Origin;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The leader's: what must wait behind syncs. A sync waits for the quorum, a txn for the disks, so what is asked behind
 * a sync could be decided before it.
 *
 * <p>Of this member's own clients each session is in an order of its own. What a learner brings is in one order,
 * whoever asked for it there: a follower of Apache ZooKeeper takes commits and the answers to syncs in the order in
 * which it asked for them; what comes earlier counts as somebody else's, and its clients wait for ever.
 */
final class SyncOrder {
    /** Whose requests are in one order; a learner's sessions are not told apart. */
    private record Whose(Origin origin, long sessionId) {
        static Whose of(Origin origin, long sessionId) {
            return switch (origin) {
                case Origin.Here here -> new Whose(here, sessionId);
                case Origin.There there -> new Whose(there, 0);
            };
        }
    }

    /** Something that waits. */
    private record Held(boolean sync, Runnable asking) {}

    /** One order in which at least one sync has not passed. */
    private static final class Line {
        private final ArrayDeque<Held> behind = new ArrayDeque<>();
        private int syncs;
    }

    private final Map<Whose, Line> lines = new LinkedHashMap<>();
    private int held;

    /** Whether nothing waits for a sync, so that nothing has to be asked in an order. */
    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** How much waits. */
    int held() {
        return held;
    }

    /** Raises the barrier of a sync now, or in its turn; syncs without anything between them share the waiting. */
    void sync(Origin origin, long sessionId, Runnable raise) {
        Line line = lines.computeIfAbsent(Whose.of(origin, sessionId), _ -> new Line());
        if (line.behind.isEmpty()) {
            line.syncs++;
            raise.run();
        } else {
            hold(line, new Held(true, raise));
        }
    }

    /** Asks for something else now, or in its turn. */
    void ask(Origin origin, long sessionId, Runnable asking) {
        Line line = lines.get(Whose.of(origin, sessionId));
        if (line == null) {
            asking.run();
        } else {
            hold(line, new Held(false, asking));
        }
    }

    private void hold(Line line, Held what) {
        held++;
        line.behind.add(what);
    }

    /** A sync has been answered: whatever waited for it has its turn. */
    void passed(Origin origin, long sessionId) {
        Whose whose = Whose.of(origin, sessionId);
        Line line = lines.get(whose);
        if (line == null) {
            return;
        }
        line.syncs--;
        while (!line.behind.isEmpty() && (line.syncs == 0 || line.behind.peek().sync())) {
            Held next = line.behind.remove();
            held--;
            line.syncs += next.sync() ? 1 : 0;
            next.asking().run();
        }
        if (line.syncs == 0) {
            lines.remove(whose, line);
        }
    }

    /**
     * A learner is gone: what it brought and has no place yet gets none, or the rest would be without its beginning.
     */
    void ended(Origin.There learner) {
        Line line = lines.get(Whose.of(learner, 0));
        if (line != null) {
            held -= line.behind.size();
            line.behind.clear();
        }
    }

    /** The reign is over. */
    void clear() {
        lines.clear();
        held = 0;
    }
}
