package io.quorate.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The manual's table is the catalogue; {@code -Dquorate.manual=rewrite} writes it anew. */
class ManualTest {
    private static final Path MANUAL = Path.of("..", "docs", "configuration.md");
    private static final String BEGIN = "<!-- settings: written by ManualTest -->\n";
    private static final String END = "<!-- end of settings -->";

    @Test
    void theManualTellsEverySettingWithItsDefault() throws IOException {
        String manual = Files.readString(MANUAL);
        int begin = manual.indexOf(BEGIN) + BEGIN.length();
        int end = manual.indexOf(END);
        assertThat(begin).as("the table's first line in %s", MANUAL).isGreaterThanOrEqualTo(BEGIN.length());
        if ("rewrite".equals(System.getProperty("quorate.manual"))) {
            Files.writeString(MANUAL, manual.substring(0, begin) + tables() + manual.substring(end));
            return;
        }

        assertThat(manual.substring(begin, end))
                .as("the settings in %s; if the catalogue is right, run with -Dquorate.manual=rewrite", MANUAL)
                .isEqualTo(tables());
    }

    @Test
    void everyDefaultIsAValueOfItsSetting() {
        for (Setting<?> setting : Catalogue.all()) {
            String text = setting.defaultText();
            if (text != null) {
                assertThat(setting.kind().read(text, note -> {
                            throw new AssertionError(setting.name() + "=" + text + " " + note);
                        }))
                        .isNotNull();
            }
        }
    }

    @Test
    void everySettingSaysWhatItDoesInOneSentence() {
        assertThat(Catalogue.all())
                .allSatisfy(setting -> assertThat(setting.sentence())
                        .as(setting.name())
                        .endsWith(".")
                        .doesNotContain("|", "\n"));
    }

    private static String tables() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, List<Setting<?>>> section : Catalogue.bySection().entrySet()) {
            text.append("\n### ").append(section.getKey()).append("\n\n");
            text.append("| Key | Value | Default | Read from | Here | Imp. | What it does |\n");
            text.append("|---|---|---|---|---|---|---|\n");
            section.getValue().forEach(setting -> row(text, setting));
        }
        return text.append('\n').toString();
    }

    private static void row(StringBuilder text, Setting<?> setting) {
        Names names = setting.names();
        text.append("| `").append(names.name()).append('`');
        names.aliases().forEach(alias -> text.append(" (or `").append(alias).append("`)"));
        String value = setting.defaultText();
        text.append(" | ").append(setting.kind().words()).append(" | ");
        text.append(value == null ? "unset" : value.isEmpty() ? "empty" : "`" + value + "`");
        text.append(" | ").append(source(names));
        text.append(" | ").append(setting.standing().words());
        text.append(" | ").append(setting.importance().name().toLowerCase(Locale.ROOT));
        text.append(" | ").append(setting.sentence()).append(" |\n");
    }

    private static String source(Names names) {
        return names.precedence() == Precedence.JVM_OVER_FILE
                ? "`-D" + names.properties().getFirst() + "`, else zoo.cfg"
                : names.precedence().words();
    }
}
