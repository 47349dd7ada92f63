package io.quorate.simulator.fault;

import io.quorate.simulator.world.Dice;
import io.quorate.storage.disk.sim.Personality;

/**
 * Which faults a run has and how often. Each kind is left out of half of the runs: everything at once mostly tests what
 * happens when nothing works.
 *
 * @param personality what the disk promises
 * @param crashEveryMs mean time between two ends of the member, ms; 0 for never
 * @param cutPerMille how often an action of a client is to lose its connection
 * @param diskErrors whether writes and syncs fail now and then
 * @param diskFull whether the disk is full now and then
 * @param clockJumps whether the wall clock jumps
 * @param slowDisk whether the disk takes its time
 * @param staleSectors whether the disk shows what older files left
 */
public record FaultPlan(
        Personality personality,
        int crashEveryMs,
        int cutPerMille,
        boolean diskErrors,
        boolean diskFull,
        boolean clockJumps,
        boolean slowDisk,
        boolean staleSectors) {

    private static final int CRASHES_LEAST_MS = 400;
    private static final int CRASHES_MOST_MS = 6_000;

    /** Draws a plan. */
    public static FaultPlan draw(Dice dice) {
        boolean crashes = !dice.perMille(250);
        return new FaultPlan(
                dice.oneOf(Personality.values()),
                crashes ? dice.between(CRASHES_LEAST_MS, CRASHES_MOST_MS) : 0,
                dice.coin() ? dice.between(2, 40) : 0,
                dice.coin(),
                dice.perMille(250),
                dice.coin(),
                dice.coin(),
                dice.coin());
    }
}
