package io.quorate.zab.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the files under {@code transcripts} say is what the members do. A line that begins with {@code #} says what it
 * is about, an indented one is the trace, every other one is a command, whose trace is of no interest after a dash.
 * {@code -Dzab.transcripts=rewrite} writes the traces anew, to be read before they are committed.
 */
final class TranscriptTest {
    private static final Path DIRECTORY = Path.of("src", "test", "resources", "transcripts");
    private static final String INDENT = "    ";
    private static final String QUIETLY = "- ";

    static Stream<Path> transcripts() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void theMembersDoWhatTheTranscriptSays(Path transcript) throws IOException {
        List<String> written = Files.readAllLines(transcript, StandardCharsets.UTF_8);
        List<String> performed = perform(written);
        if (System.getProperty("zab.transcripts", "").equals("rewrite")) {
            Files.write(transcript, performed, StandardCharsets.UTF_8);
        } else {
            assertThat(performed).as(transcript.toString()).containsExactlyElementsOf(written);
        }
    }

    private static List<String> perform(List<String> lines) {
        Stage stage = new Stage();
        List<String> performed = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(INDENT)) {
                continue;
            }
            performed.add(line);
            if (line.startsWith(QUIETLY)) {
                stage.perform(line.substring(QUIETLY.length()));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                stage.perform(line).forEach(told -> performed.add(INDENT + told));
            }
        }
        return performed;
    }

    @Test
    void everyTranscriptSaysFirstWhatItShows() throws IOException {
        assertThat(transcripts())
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy(transcript -> assertThat(Files.readAllLines(transcript, StandardCharsets.UTF_8)
                                .getFirst())
                        .startsWith("# "));
    }
}
