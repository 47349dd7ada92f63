package io.quorate.server.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel says of this process's memory.
 *
 * @param residentBytes in RAM
 * @param virtualBytes mapped
 */
record ProcessMemory(long residentBytes, long virtualBytes) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long KIBIBYTE = 1024;

    /** The figures now, or null where there is no such file. */
    static @Nullable ProcessMemory now() {
        try {
            List<String> lines = Files.readAllLines(STATUS);
            return new ProcessMemory(bytes(lines, "VmRSS:"), bytes(lines, "VmSize:"));
        } catch (IOException _) {
            return null;
        }
    }

    private static long bytes(List<String> lines, String key) {
        for (String line : lines) {
            if (line.startsWith(key)) {
                return Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE;
            }
        }
        return 0;
    }
}
