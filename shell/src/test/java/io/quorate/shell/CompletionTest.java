package io.quorate.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.EmbeddedServer;
import io.quorate.testkit.junit.Embedded;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Tab offers. */
@Timeout(60)
class CompletionTest {
    @RegisterExtension
    static final Embedded<EmbeddedServer> SERVER = Embedded.server();

    @Test
    void commandsOptionsAndPathsAreOffered() throws IOException {
        try (Typist typist = new Typist(SERVER.get().connectString())) {
            typist.does("create -p /app/config/one x");
            typist.does("create /app/other x");

            assertThat(offered(typist, "ge")).contains("get", "getAcl", "ls");
            assertThat(offered(typist, "get -")).contains("-s", "-w", "-b", "-x");
            assertThat(offered(typist, "get /")).containsExactly("/app", "/zookeeper");
            assertThat(offered(typist, "get /app/c")).containsExactly("/app/config");
            assertThat(offered(typist, "ls -s /app/config/")).containsExactly("/app/config/one");
            assertThat(offered(typist, "ls /nowhere/")).isEmpty();
            typist.does("close");
            assertThat(offered(typist, "ls /")).isEmpty();
        }
    }

    private static List<String> offered(Typist typist, String line) throws IOException {
        try (DumbTerminal terminal =
                new DumbTerminal(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream())) {
            LineReader reader = LineReaderBuilder.builder().terminal(terminal).build();
            List<Candidate> candidates = new ArrayList<>();
            typist.completion()
                    .complete(
                            reader,
                            new DefaultParser().parse(line, line.length(), Parser.ParseContext.COMPLETE),
                            candidates);
            return candidates.stream().map(Candidate::value).toList();
        }
    }
}
