package io.quorate.benchmarks.process;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * CPU that the server spent while something was done to it.
 *
 * @param value what the doing gave
 * @param seconds how long it took
 * @param serverSeconds CPU of the server without its JIT threads; NaN when no pid was given
 */
public record Metered<T>(T value, double seconds, double serverSeconds) {
    private static final double NANOS = 1e9;
    private static final long LONGEST = Duration.ofHours(1).toNanos();

    /** Does something and meters it; the CPU is read before and after and every 200 ms between. */
    public static <T> Metered<T> of(OptionalLong pid, Supplier<T> doing) {
        long start = System.nanoTime();
        try (CpuMeter meter = new CpuMeter(pid.stream().boxed().toList(), start, start + LONGEST)) {
            T value = doing.get();
            double seconds = (System.nanoTime() - start) / NANOS;
            meter.stop();
            CpuTime used = meter.result();
            return new Metered<>(value, seconds, used == null ? Double.NaN : used.server() / NANOS);
        }
    }
}
