package io.quorate.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the repository, as the tests of this room see them. */
final class Sources {
    /** The root of the repository: the first folder upwards that holds the launcher. */
    static final Path ROOT = root();

    private Sources() {}

    /** Every Java source, ordered by path. */
    static List<Path> java() throws IOException {
        return filesEndingWith(".java");
    }

    /** Every file that is not built, with one of these endings, ordered by path. */
    static List<Path> filesEndingWith(String... endings) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(endings)
                            .anyMatch(ending -> file.getFileName().toString().endsWith(ending)))
                    .filter(file -> Stream.of("/target/", "/.git/", "/data/version-2/")
                            .noneMatch(part -> file.toString().contains(part)))
                    .sorted()
                    .toList();
        }
    }

    private static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve(".ci/run"))) {
            Path parent = at.getParent();
            if (parent == null) {
                throw new IllegalStateException(
                        "no .ci/run in any folder above " + Path.of("").toAbsolutePath());
            }
            at = parent;
        }
        return at;
    }
}
