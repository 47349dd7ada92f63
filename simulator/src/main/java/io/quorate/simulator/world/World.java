package io.quorate.simulator.world;

import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * Virtual time and what happens in it. Events are run in the order of their time; those at equal times in an order that
 * is drawn from the seed. Starts at time 0; one thread.
 */
public final class World {
    /** Nanoseconds in a millisecond. */
    public static final long MS = 1_000_000;

    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private final Dice ties;
    private final Trace trace;
    private long now;
    private long count;
    private int numbers;

    /** A world in which nothing happens yet. */
    public World(long seed, Trace trace) {
        this.ties = Dice.of(seed, "schedule");
        this.trace = trace;
    }

    /** Virtual nanoseconds since the world began. */
    public long now() {
        return now;
    }

    /** Runs {@code action} that many nanoseconds from now. */
    public void in(long nanos, Runnable action) {
        queue.add(new Event(now + Math.max(0, nanos), ties.nextLong(), count++, action));
    }

    /** Runs the next event, if there is one that is due before {@code limit}. */
    public boolean runNext(long limit) {
        Event next = queue.peek();
        if (next == null || next.at >= limit) {
            return false;
        }
        queue.remove();
        now = next.at;
        next.action.run();
        return true;
    }

    /** How many events have been planned so far. */
    public long planned() {
        return count;
    }

    /** A number that nobody else in this world has, from 1 on. */
    public int nextNumber() {
        return ++numbers;
    }

    /** Notes an event that happens to no member in the trace. */
    public void note(Mark mark, long a, long b, Supplier<String> words) {
        trace.note(now, 0, mark, a, b, words);
    }

    /** Notes an event that happens to a member in the trace. */
    public void note(int member, Mark mark, long a, long b, Supplier<String> words) {
        trace.note(now, member, mark, a, b, words);
    }

    /** The trace. */
    public Trace trace() {
        return trace;
    }

    /** Something that will happen. */
    private record Event(long at, long tie, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            if (byTime != 0) {
                return byTime;
            }
            int byTie = Long.compare(tie, other.tie);
            return byTie != 0 ? byTie : Long.compare(number, other.number);
        }
    }
}
