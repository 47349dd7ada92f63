package io.quorate.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every source looks as the one formatter makes it. {@code mvn -pl house -am test -Dtest=FormatTest -Dformat.fix=true
 * -Dsurefire.failIfNoSpecifiedTests=false} rewrites what does not.
 */
final class FormatTest {
    private static final boolean FIX = Boolean.getBoolean("format.fix");

    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(false)
            .build());

    @Test
    void everySourceIsAsTheFormatterMakesIt() throws IOException, FormatterException {
        List<Path> different = new ArrayList<>();
        for (Path source : Sources.java()) {
            String written = Files.readString(source);
            String formatted = format(source, written);
            if (!formatted.equals(written)) {
                if (FIX) {
                    Files.writeString(source, formatted);
                } else {
                    different.add(Sources.ROOT.relativize(source));
                }
            }
        }
        assertThat(different)
                .as("sources to be formatted: mvn -pl house -am test -Dtest=FormatTest -Dformat.fix=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .isEmpty();
    }

    private String format(Path source, String written) throws FormatterException {
        try {
            String ordered = ImportOrderer.reorderImports(
                    RemoveUnusedImports.removeUnusedImports(written), JavaFormatterOptions.Style.PALANTIR);
            return formatter.formatSource(ordered);
        } catch (FormatterException unreadable) {
            throw new AssertionError(source + " cannot be formatted: " + unreadable.getMessage(), unreadable);
        }
    }
}
