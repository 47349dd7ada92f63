package io.quorate.benchmarks.scenario;

import io.quorate.benchmarks.process.CpuTime;
import org.jspecify.annotations.Nullable;

/** Shares of the server's CPU. */
final class Costs {
    private static final double NANOS_PER_MICRO = 1e3;

    private Costs() {}

    /** Microseconds of the server's CPU per thing done; NaN when the CPU was not measured. */
    static double micros(@Nullable CpuTime used, long things) {
        return used == null || things == 0 ? Double.NaN : used.server() / NANOS_PER_MICRO / things;
    }
}
