package io.quorate.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The CPU time of a process as {@code /proc} tells it. The total comes from the process's own line, which includes
 * threads that have ended; the JIT compilers' share is the sum over their threads, and since HotSpot starts and
 * ends those as it needs them, the last reading of each is kept. A compiler thread that lives and dies between two
 * readings counts as the server's: take a reading every few hundred milliseconds.
 *
 * <p>Not thread-safe.
 */
public final class ProcessCpu {
    /** The kernel reports in hundredths of a second on every Linux that Java runs on. */
    private static final long NANOS_PER_TICK = 10_000_000;

    /** Thread names are cut off at 15 characters. */
    private static final String FIRST_COMPILER = "C1 CompilerThre";

    private static final String SECOND_COMPILER = "C2 CompilerThre";

    /** Places of utime and stime among the fields that follow the name (proc(5) counts from the pid, so 14 and 15). */
    private static final int UTIME = 11;

    private static final int STIME = 12;

    private final Path process;
    private final Map<String, Long> compilers = new HashMap<>();
    private long endedCompilers;

    /**
     * A process to be read.
     *
     * @throws IllegalArgumentException when there is none with this pid
     */
    public ProcessCpu(long pid) {
        this(Path.of("/proc", Long.toString(pid)));
    }

    ProcessCpu(Path process) {
        this.process = process;
        if (!Files.isReadable(process.resolve("stat"))) {
            throw new IllegalArgumentException("there is no process to measure at " + process);
        }
    }

    /** Reads what has been used up to now. */
    public CpuTime read() {
        try {
            long jit = compilerTicks();
            long total = ticks(Files.readString(process.resolve("stat"), StandardCharsets.UTF_8));
            return new CpuTime(total * NANOS_PER_TICK, jit * NANOS_PER_TICK);
        } catch (IOException e) {
            throw new UncheckedIOException("the measured process has gone: " + e.getMessage(), e);
        }
    }

    private long compilerTicks() throws IOException {
        Set<String> seen = new HashSet<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process.resolve("task"))) {
            for (Path task : tasks) {
                String stat = statOf(task);
                if (isCompiler(stat)) {
                    String tid = task.getFileName().toString();
                    seen.add(tid);
                    record(tid, ticks(stat));
                }
            }
        }
        compilers.entrySet().removeIf(entry -> {
            boolean ended = !seen.contains(entry.getKey());
            endedCompilers += ended ? entry.getValue() : 0;
            return ended;
        });
        long sum = endedCompilers;
        for (long ticks : compilers.values()) {
            sum += ticks;
        }
        return sum;
    }

    private void record(String tid, long ticks) {
        Long before = compilers.put(tid, ticks);
        if (before != null && before > ticks) {
            endedCompilers += before; // The number has been given to a new thread.
        }
    }

    /** The task's line, empty when the thread has ended since it was listed. */
    private static String statOf(Path task) throws IOException {
        try {
            return Files.readString(task.resolve("stat"), StandardCharsets.UTF_8);
        } catch (NoSuchFileException _) {
            return "";
        } catch (IOException e) {
            if (Files.exists(task)) {
                throw e;
            }
            return "";
        }
    }

    private static boolean isCompiler(String stat) {
        int name = stat.indexOf('(') + 1;
        return stat.startsWith(FIRST_COMPILER, name) || stat.startsWith(SECOND_COMPILER, name);
    }

    private static long ticks(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
    }
}
