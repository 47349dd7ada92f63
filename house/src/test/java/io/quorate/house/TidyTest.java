package io.quorate.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Sizes, words and files: what no compiler looks at. */
final class TidyTest {
    private static final int MAX_LINES = 600;
    /** One class for each error, nested where programs written to Apache's client import it from. */
    private static final String LONG_BY_OTHERS_SHAPE = "zookeeper/KeeperException.java";

    private static final int MAX_COLUMNS = 120;
    private static final Pattern RETIRED_NAME =
            Pattern.compile(".*(Manager|Helper|Utils?|Impl|Base|Common)|Abstract.*");
    private static final Pattern PROMISE = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
    private static final Pattern SLEEP = Pattern.compile("\\bThread\\.sleep\\(|\\bTimeUnit\\.[A-Z]+\\.sleep\\(");
    private static final Pattern SWITCHED_OFF = Pattern.compile("@Disabled|@Ignore");

    @Test
    void noSourceIsTooLongOrTooWide() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path source : Sources.java()) {
            List<String> lines = Files.readAllLines(source);
            if (lines.size() > MAX_LINES && !source.endsWith(LONG_BY_OTHERS_SHAPE)) {
                wrong.add(name(source) + " has " + lines.size() + " lines, more than " + MAX_LINES);
            }
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > MAX_COLUMNS) {
                    wrong.add(name(source) + ":" + (i + 1) + " is wider than " + MAX_COLUMNS + " columns");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void noClassHasARetiredName() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path source : Sources.java()) {
            String simpleName = source.getFileName().toString().replace(".java", "");
            if (RETIRED_NAME.matcher(simpleName).matches()) {
                wrong.add(name(source) + ": say what it is, not that it helps");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void nothingIsPromisedSwitchedOffOrSleptThrough() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path source : Sources.java()) {
            if (source.endsWith("TidyTest.java")) {
                continue;
            }
            String text = Files.readString(source);
            if (PROMISE.matcher(text).find()) {
                wrong.add(name(source) + " promises instead of doing");
            }
            if (source.toString().contains("/src/test/")) {
                if (SLEEP.matcher(text).find()) {
                    wrong.add(name(source) + " sleeps: wait for the thing itself, with a deadline");
                }
                if (SWITCHED_OFF.matcher(text).find()) {
                    wrong.add(name(source) + " has a test that is switched off");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        Set<Path> packages = new TreeSet<>();
        for (Path source : Sources.java()) {
            if (source.toString().contains("/src/main/java/") && !source.endsWith("module-info.java")) {
                packages.add(source.getParent());
            }
        }
        List<String> wrong = new ArrayList<>();
        for (Path each : packages) {
            Path info = each.resolve("package-info.java");
            if (!Files.exists(info) || !Files.readString(info).contains("/**")) {
                wrong.add(name(each) + " has no package-info.java with its sentence at the door");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void nothingNamesAPathOfSomebodysMachine() throws IOException {
        Pattern home = Pattern.compile("(?<![\\w.])/(work|root|home/[a-z]+)/");
        List<String> wrong = new ArrayList<>();
        for (Path file :
                Sources.filesEndingWith(".java", ".md", ".xml", ".sh", ".properties", ".cfg", "quorate", "run")) {
            if (!file.endsWith("TidyTest.java")
                    && home.matcher(Files.readString(file)).find()) {
                wrong.add(name(file));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theListOfModulesIsTheListOfRooms() throws IOException {
        String pom = Files.readString(Sources.ROOT.resolve("pom.xml"));
        String picture =
                Files.readString(Sources.ROOT.resolve("docs/architecture.md")).toLowerCase(Locale.ROOT);
        var modules = Pattern.compile("<module>([a-z]+)</module>").matcher(pom);
        List<String> missing = new ArrayList<>();
        while (modules.find()) {
            if (!picture.contains(modules.group(1) + "/")) {
                missing.add(modules.group(1));
            }
        }
        assertThat(missing).as("rooms that docs/architecture.md does not show").isEmpty();
    }

    private static String name(Path file) {
        return Sources.ROOT.relativize(file).toString();
    }
}
