package io.quorate.simulator.member;

import io.quorate.replica.port.Time;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.World;

/**
 * The clocks of a member's machine. The monotonic one begins anew at each boot, at any value, may run too fast or too
 * slow, and stands still with a machine that stands still; the wall clock goes on from boot to boot, jumps when told
 * to, and may now and then show an older time (faults T1, T2, T4).
 */
public final class SimulatedTime implements Time {
    private static final long LONG_AGO_MS = 1_750_000_000_000L;
    private static final int MOST_MONOTONIC_MS = 1 << 30;
    private static final int MOST_OLD_MS = 5_000;
    private static final long PER_MILLE = 1000;

    private final World world;
    private final Dice dice;
    private final int ratePerMille;
    private final int oldReadsPerMille;
    private long monotonicBaseMs;
    private long stoodStill;
    private long wallBaseMs = LONG_AGO_MS;

    /**
     * Clocks that run as the world's time does, or not quite.
     *
     * @param ratePerMille how fast the monotonic clock runs; 1000 is right
     * @param oldReadsPerMille how often the wall clock shows an older time
     */
    public SimulatedTime(World world, Dice dice, int ratePerMille, int oldReadsPerMille) {
        this.world = world;
        this.dice = dice;
        this.ratePerMille = ratePerMille;
        this.oldReadsPerMille = oldReadsPerMille;
    }

    /** The machine has been started again. */
    void boot() {
        monotonicBaseMs = dice.below(MOST_MONOTONIC_MS);
    }

    /** The monotonic clock has stood still for so long. */
    void standStill(long nanos) {
        stoodStill += nanos;
    }

    /** The wall clock is set by somebody. */
    public void jump(long ms) {
        wallBaseMs += ms;
    }

    @Override
    public long monotonicMs() {
        return monotonicBaseMs + (world.now() - stoodStill) / PER_MILLE * ratePerMille / World.MS;
    }

    @Override
    public long wallMs() {
        long old = oldReadsPerMille > 0 && dice.perMille(oldReadsPerMille) ? dice.below(MOST_OLD_MS) : 0;
        return wallBaseMs + world.now() / World.MS - old;
    }
}
