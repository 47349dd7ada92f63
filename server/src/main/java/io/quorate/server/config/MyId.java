package io.quorate.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file that says which of the members this one is. */
final class MyId {
    private MyId() {}

    /**
     * The number in {@code <dataDir>/myid}, or null if there is no such file. A standalone server has no use for it,
     * but ZooKeeper does not start with one that is none.
     */
    static @Nullable Long in(Path dataDir, Values values) {
        Path file = dataDir.resolve("myid");
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .trim();
            if (text.matches("-?\\d{1,18}")) {
                return Long.valueOf(text);
            }
            values.problem("serverid " + text + " is not a number: correct " + file + ".");
        } catch (IOException e) {
            values.problem(file + " cannot be read: " + e + ".");
        }
        return null;
    }
}
