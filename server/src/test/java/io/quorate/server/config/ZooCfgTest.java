package io.quorate.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ZooCfgTest {
    private static final int FILES = 20_000;
    private static final int LONGEST = 60;
    /** What the syntax treats specially, over and over, between letters. */
    private static final String NASTY = "ab\\\\\\\\==::##!!  \t\f\n\n\r\runtr0041é";

    @Test
    void everyFileReadsAsJavasPropertiesRead() throws IOException {
        Random dice = new Random(42);
        // An entry without a key: Properties makes one of a lone backslash before the end, or not, as the line ends in
        // LF or
        // CRLF. Nobody can mean anything by it.
        for (int i = 0; i < FILES; i++) {
            String text = randomText(dice);
            Map<String, String> expected = properties(text);
            expected.remove("");
            Map<String, String> actual = parsed(text);
            actual.remove("");
            assertThat(actual).as("file %d: <%s>", i, visible(text)).isEqualTo(expected);
        }
    }

    @Test
    void aMalformedEscapeNamesItsLine() {
        assertThatThrownBy(() -> ZooCfg.parse("a=1\nb=\\u00g0\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void entriesKnowTheLineTheyBeginOn() {
        ZooCfg cfg = ZooCfg.parse("# head\n\na=1\r\nb=2,\\\n   3\n\n! note\n c : 4\n");

        assertThat(cfg.entries())
                .containsExactly(
                        new ZooCfg.Entry(3, "a", "1"), new ZooCfg.Entry(4, "b", "2,3"), new ZooCfg.Entry(8, "c", "4"));
    }

    @Test
    void blanksAroundKeyAndValueAreTrimmed() {
        assertThat(ZooCfg.parse("  tickTime =  2000  \t\n").entries())
                .isEqualTo(List.of(new ZooCfg.Entry(1, "tickTime", "2000")));
    }

    private static String randomText(Random dice) {
        StringBuilder text = new StringBuilder();
        int length = dice.nextInt(LONGEST);
        for (int i = 0; i < length; i++) {
            text.append(NASTY.charAt(dice.nextInt(NASTY.length())));
        }
        // A backslash before u must be a whole escape, or both readers refuse; that is another test's business.
        return text.toString().replace("\\u", "\\u0041");
    }

    private static Map<String, String> properties(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        Map<String, String> sorted = new TreeMap<>();
        properties.forEach((key, value) -> sorted.put(key.toString(), value.toString()));
        return sorted;
    }

    private static Map<String, String> parsed(String text) {
        Map<String, String> last = new TreeMap<>();
        ZooCfg.untrimmed(text).forEach(entry -> last.put(entry.key(), entry.value()));
        return last;
    }

    private static String visible(String text) {
        return text.replace("\n", "<LF>")
                .replace("\r", "<CR>")
                .replace("\t", "<TAB>")
                .replace("\f", "<FF>");
    }
}
