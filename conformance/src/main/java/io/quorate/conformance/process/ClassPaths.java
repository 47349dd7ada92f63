package io.quorate.conformance.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The class path of each server, as its own build wrote it. They are kept apart from each other and from the test's
 * own, because the two servers need different releases of Netty, SLF4J and Snappy.
 */
final class ClassPaths {
    private static final Path APACHE = Path.of("target", "zookeeper.classpath");
    private static final Path MODULES = Path.of("..");

    private ClassPaths() {}

    static List<String> apacheZooKeeper() {
        return read(APACHE, "run \"mvn -pl conformance -am process-test-resources\" first");
    }

    /** The jar of one of Quorate's modules and the libraries beside it, as {@code bin/quorate} finds them. */
    static List<String> quorate(String module) {
        Path target = MODULES.resolve(module).resolve("target");
        List<String> jars = new ArrayList<>(jarsIn(target, "quorate-" + module + "-*.jar"));
        jars.addAll(jarsIn(target.resolve("lib"), "*.jar"));
        if (jars.isEmpty()) {
            throw new IllegalStateException("no " + module + " in "
                    + target.toAbsolutePath().normalize()
                    + "; build it first: mvn -pl " + module + " -am -DskipTests package");
        }
        return jars;
    }

    private static List<String> jarsIn(Path directory, String glob) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<String> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, glob)) {
            found.forEach(jar -> jars.add(jar.toAbsolutePath().normalize().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(jars);
        return jars;
    }

    private static List<String> read(Path file, String remedy) {
        if (!Files.isReadable(file)) {
            throw new IllegalStateException(
                    "no class path at " + file.toAbsolutePath().normalize() + "; " + remedy);
        }
        try {
            String line = Files.readString(file).strip();
            return List.of(line.split(Pattern.quote(System.getProperty("path.separator"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
