package io.quorate.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.DocumentationTool;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * The pages that application programmers read. Gaps are refused when a module is compiled ({@code javac.doclint} in its
 * pom); here the pages themselves are built, by the JDK's own tool: Maven's plugin for it looks into module descriptors
 * with the JDK that Maven runs on, and a JDK 17 cannot read those of 21.
 */
final class JavadocTest {
    /** What others put on their class path and program against. */
    private static final List<String> LIBRARIES = List.of("wire", "client", "recipes", "testkit");

    private static final Path PAGES = Sources.ROOT.resolve("house/target/javadoc");

    @Test
    void thePagesOfTheLibrariesAreBuiltWithoutAWarning() throws IOException {
        DocumentationTool javadoc = ToolProvider.getSystemDocumentationTool();
        StringWriter told = new StringWriter();
        List<String> options = List.of(
                "-quiet",
                "-Werror",
                "-Xdoclint:all",
                "-protected",
                "-notimestamp",
                "-windowtitle",
                "Quorate",
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                Files.createDirectories(PAGES).toString());
        try (StandardJavaFileManager files = javadoc.getStandardFileManager(null, null, null)) {
            boolean built = javadoc.getTask(
                            told, files, null, null, options, files.getJavaFileObjectsFromPaths(sources()))
                    .call();
            assertThat(built).as(told.toString()).isTrue();
        }
        assertThat(PAGES.resolve("io/quorate/client/Quorate.html")).exists();
        assertThat(PAGES.resolve("io/quorate/recipes/lock/Lock.html")).exists();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> all = Sources.java().stream()) {
            return all.filter(source -> LIBRARIES.stream()
                            .anyMatch(library -> source.startsWith(Sources.ROOT.resolve(library + "/src/main/java"))))
                    .filter(source -> !source.endsWith("module-info.java"))
                    .toList();
        }
    }
}
