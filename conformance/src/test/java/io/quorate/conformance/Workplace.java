package io.quorate.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories of the servers, below {@code target/servers}; what a run leaves there can be looked at afterwards. */
final class Workplace {
    private static final Path ROOT = Path.of("target", "servers").toAbsolutePath();

    private Workplace() {}

    /** An empty directory of that name. */
    static Path fresh(String name) {
        Path directory = ROOT.resolve(name);
        try {
            if (Files.exists(directory)) {
                delete(directory);
            }
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(directory)) {
            inside = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : inside) {
            Files.delete(path);
        }
    }
}
