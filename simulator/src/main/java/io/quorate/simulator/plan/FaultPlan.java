package io.quorate.simulator.plan;

import io.quorate.simulator.world.Dice;
import io.quorate.storage.disk.sim.Personality;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Which faults a run has and how strong each is. Every kind is left out of many runs: everything at once mostly tests
 * what happens when nothing works. Each kind is drawn from a stream of its own, so that taking one away leaves the
 * others as they were.
 */
public final class FaultPlan {
    /** The strongest a fault can be. */
    public static final int STRONGEST = 1000;

    private static final int DOUBLINGS = 10;

    private final Personality personality;
    private final Map<FaultKind, Integer> levels;
    private final int haste;
    private final @Nullable CrashPoint crash;

    private FaultPlan(Personality personality, Map<FaultKind, Integer> levels, int haste, @Nullable CrashPoint crash) {
        this.haste = haste;
        this.personality = personality;
        this.levels = levels;
        this.crash = crash;
    }

    /**
     * Draws the plan of a scenario's seed, then takes away what is not wanted; a short run has no faults but its own.
     */
    public static FaultPlan draw(Scenario scenario) {
        long seed = scenario.seed();
        Map<FaultKind, Integer> levels = new EnumMap<>(FaultKind.class);
        for (FaultKind kind : FaultKind.values()) {
            Dice dice = Dice.of(seed, "faults/" + kind);
            boolean wanted = !scenario.shortWork()
                    && !scenario.without().contains(kind)
                    && (scenario.isEnsemble() || !kind.isAmongPeers());
            if (!dice.perMille(kind.absentPerMille()) && wanted) {
                int most = 1 << dice.below(DOUBLINGS + 1);
                levels.put(kind, Math.min(STRONGEST, dice.between(Math.max(1, most / 2), most)));
            }
        }
        return new FaultPlan(
                Dice.of(seed, "faults").oneOf(Personality.values()),
                levels,
                scenario.length().haste(),
                scenario.crash());
    }

    /** How long a fault lasts, or how far it is from the next, that would usually be so many nanoseconds. */
    public long hastened(long nanos) {
        return nanos / haste;
    }

    /** Where the power is to fail, if that is chosen. */
    public @Nullable CrashPoint crash() {
        return crash;
    }

    /** What the disks promise. */
    public Personality personality() {
        return personality;
    }

    /** Whether there is such a fault. */
    public boolean has(FaultKind kind) {
        return levels.containsKey(kind);
    }

    /** The kinds there are. */
    public Set<FaultKind> kinds() {
        return levels.keySet();
    }

    /**
     * How strong it is: 0 if there is none, else from 1 to {@value #STRONGEST}, small values being as likely as large.
     */
    public int level(FaultKind kind) {
        return levels.getOrDefault(kind, 0);
    }

    /** A value between {@code weak} and {@code strong}, by how strong the fault is. */
    public long scaled(FaultKind kind, long weak, long strong) {
        return weak + (strong - weak) * level(kind) / STRONGEST;
    }

    @Override
    public String toString() {
        StringJoiner words = new StringJoiner(", ", "faults: disk " + personality + "; ", "");
        levels.forEach((kind, level) -> words.add(kind + " " + level));
        return words.toString();
    }
}
