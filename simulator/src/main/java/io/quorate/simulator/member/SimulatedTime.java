package io.quorate.simulator.member;

import io.quorate.replica.port.Time;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.World;

/**
 * The clocks of the member's machine. The monotonic one begins anew at each boot, at any value; the wall clock goes on
 * from boot to boot and jumps when told to (faults T2).
 */
public final class SimulatedTime implements Time {
    private static final long LONG_AGO_MS = 1_750_000_000_000L;
    private static final int MOST_MONOTONIC_MS = 1 << 30;

    private final World world;
    private long monotonicBaseMs;
    private long wallBaseMs = LONG_AGO_MS;

    /** Clocks that run as the world's time does. */
    public SimulatedTime(World world) {
        this.world = world;
    }

    /** The machine has been started again. */
    void boot(Dice dice) {
        monotonicBaseMs = dice.below(MOST_MONOTONIC_MS);
    }

    /** The wall clock is set by somebody. */
    public void jump(long ms) {
        wallBaseMs += ms;
    }

    @Override
    public long monotonicMs() {
        return monotonicBaseMs + world.now() / World.MS;
    }

    @Override
    public long wallMs() {
        return wallBaseMs + world.now() / World.MS;
    }
}
