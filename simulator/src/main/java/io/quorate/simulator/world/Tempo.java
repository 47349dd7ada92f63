package io.quorate.simulator.world;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * How fast each kind of work goes. Steady, or skewed: then each kind has its own factor for a while, so that some are
 * far behind others, and at a few moments all factors change. A few such changes find orders of events that evenly
 * drawn delays find late (faults 4.3).
 */
public final class Tempo {
    /** No skew makes anything wait longer than this, so that bounds on time can still be given. */
    public static final long MOST_SKEWED = 250 * World.MS;

    private static final int UNIT = 16;
    private static final int FASTEST = 1;
    private static final int SLOWEST_SHIFT = 11;
    private static final int LEAST_STEPS = 100;
    private static final int MOST_STEPS = 5_000;

    private final Dice dice;
    private boolean skewed;
    private final Set<Task> tasks;
    private final Map<Task, Long> factors = new EnumMap<>(Task.class);
    private int stepsLeft;

    /** A steady tempo, or a skewed one, for members without peers. */
    public Tempo(Dice dice, boolean skewed) {
        this(dice, skewed, EnumSet.range(Task.TURN, Task.REPLY));
    }

    private Tempo(Dice dice, boolean skewed, Set<Task> tasks) {
        this.dice = dice;
        this.skewed = skewed;
        this.tasks = tasks;
    }

    /** A steady tempo, or a skewed one, for members with peers. */
    public static Tempo amongPeers(Dice dice, boolean skewed) {
        return new Tempo(dice, skewed, EnumSet.allOf(Task.class));
    }

    /** From now on it is steady. */
    public void settle() {
        skewed = false;
    }

    /** How long this piece of work takes that would take {@code nanos} in a steady tempo. */
    public long of(Task task, long nanos) {
        if (!skewed) {
            return nanos;
        }
        if (stepsLeft == 0) {
            change();
        }
        stepsLeft--;
        long factor = factors.getOrDefault(task, (long) UNIT);
        return factor <= UNIT ? nanos * factor / UNIT : Math.max(nanos, Math.min(nanos * factor / UNIT, MOST_SKEWED));
    }

    /** Half of the tasks go as usual; the others at most 16 times as fast and 128 times as slow. */
    private void change() {
        stepsLeft = dice.between(LEAST_STEPS, MOST_STEPS);
        for (Task task : tasks) {
            factors.put(task, dice.coin() ? UNIT : (long) FASTEST << dice.below(SLOWEST_SHIFT + 1));
        }
    }
}
