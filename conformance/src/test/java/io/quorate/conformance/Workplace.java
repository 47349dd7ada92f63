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

    /** A copy of everything in a directory, under that name. */
    static Path copy(Path directory, String name) throws IOException {
        Path copy = fresh(name);
        copyInto(directory, copy);
        return copy;
    }

    /** Makes the directory hold what the other one holds, and nothing else. */
    static void replace(Path directory, Path other) throws IOException {
        if (Files.exists(directory)) {
            delete(directory);
        }
        Files.createDirectories(directory);
        copyInto(other, directory);
    }

    private static void copyInto(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.filter(path -> !path.equals(from)).toList();
        }
        for (Path path : all) {
            Files.copy(path, to.resolve(from.relativize(path).toString()));
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
