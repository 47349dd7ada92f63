package io.quorate.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The resident memory of a process.
 *
 * @param resident bytes now in memory
 * @param peak the most there have been
 */
public record ProcessMemory(long resident, long peak) {
    private static final long KIB = 1024;

    /** Reads it from {@code /proc}. */
    public static ProcessMemory of(long pid) {
        try {
            List<String> lines =
                    Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.UTF_8);
            return new ProcessMemory(bytes(lines, "VmRSS:"), bytes(lines, "VmHWM:"));
        } catch (IOException e) {
            throw new UncheckedIOException("there is no process to measure with pid " + pid, e);
        }
    }

    private static long bytes(List<String> lines, String name) {
        for (String line : lines) {
            if (line.startsWith(name)) {
                String kib = line.substring(name.length()).replace("kB", "").trim();
                return Long.parseLong(kib) * KIB;
            }
        }
        throw new IllegalStateException("the kernel tells no " + name);
    }
}
