package io.quorate.benchmarks.process;

/**
 * CPU time, user and system together, in nanoseconds; as fine as the kernel's clock ticks of 10 ms.
 *
 * @param total of the whole process, ended threads included
 * @param jit of its JIT compiler threads
 */
public record CpuTime(long total, long jit) {
    /** What the server itself has used, its garbage collector included. */
    public long server() {
        return total - jit;
    }

    /** What both have used. */
    public CpuTime and(CpuTime other) {
        return new CpuTime(total + other.total, jit + other.jit);
    }

    /** What has been used since an earlier reading of the same process. */
    public CpuTime since(CpuTime earlier) {
        return new CpuTime(total - earlier.total, jit - earlier.jit);
    }
}
