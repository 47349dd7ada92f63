package io.quorate.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.shell.command.Catalogue;
import io.quorate.testkit.EmbeddedServer;
import io.quorate.testkit.junit.Embedded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is around the commands: the command line, words, exit codes, the connection, the manual. */
@Timeout(120)
class ShellTest {
    @RegisterExtension
    static final Embedded<EmbeddedServer> SERVER = Embedded.server();

    @Test
    void aLineIsPartedByBlanksAndKeptTogetherByQuotes() {
        assertThat(Words.of("  create  '/a b' \"it's\" x''y ")).containsExactly("create", "/a b", "it's", "xy");
        assertThat(Words.of("set /a \"\"")).containsExactly("set", "/a", "");
        assertThatThrownBy(() -> Words.of("get '/a"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("not closed");
    }

    @Test
    void optionsOfTheShellStandBeforeTheCommand() {
        Invocation invocation = Invocation.of(
                List.of("-server", "h:1/c", "-timeout", "5000", "--timeout", "0.5", "-r", "ls", "-s", "/"), "");

        assertThat(invocation.settings())
                .isEqualTo(new Settings("h:1/c", Duration.ofSeconds(5), true, Duration.ofMillis(500)));
        assertThat(invocation.words()).containsExactly("ls", "-s", "/");
        assertThat(Invocation.of(List.of(), "env:1").settings().servers()).isEqualTo("env:1");
        assertThatThrownBy(() -> Invocation.of(List.of("-timeout", "soon"), ""))
                .hasMessageContaining("-timeout soon is not a whole number");
        assertThatThrownBy(() -> Invocation.of(List.of("--tls"), "")).hasMessageContaining("no option --tls");
    }

    @Test
    void optionsMayStandAnywhereShareADashAndEnd() {
        try (Typist typist = new Typist(SERVER.get().connectString())) {
            assertThat(typist.does("create /options -s -- -x")).containsExactly("Created /options0000000000");
            assertThat(typist.does("get /options0000000000")).containsExactly("-x");
            assertThat(typist.does("get /options0000000000 -sw")).hasSize(12);
            assertThat(typist.types("set /options0000000000 x -v").err().getFirst())
                    .isEqualTo("Missing argument for option: -v");
            assertThat(typist.types("set /options0000000000 x -v two").err().getFirst())
                    .isEqualTo("two is not a whole number");
            assertThat(typist.types("whoami here").err().getFirst()).isEqualTo("Unrecognized argument: here");
            assertThat(typist.types("ls no/slash").err()).containsExactly("Path must start with / character");
        }
    }

    @Test
    void exitCodesTellRefusalFromNonsenseFromSilence() {
        try (Typist typist = new Typist(SERVER.get().connectString())) {
            assertThat(typist.types("ls /").code()).isEqualTo(ExitCode.OK);
            assertThat(typist.types("get /missing").code()).isEqualTo(ExitCode.REFUSED);
            assertThat(typist.types("get").code()).isEqualTo(ExitCode.USAGE);
            assertThat(typist.types("get -q /").err())
                    .containsExactly("Unrecognized option: -q", "get [-s] [-w] [-b] [-x] path");
            assertThat(typist.types("nonsense").code()).isEqualTo(ExitCode.USAGE);
            assertThat(typist.types("close").code()).isEqualTo(ExitCode.OK);
            assertThat(typist.types("ls /").code()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(typist.does("connect " + SERVER.get().connectString())).isEmpty();
            assertThat(typist.does("ls /")).containsExactly("[zookeeper]");
        }
    }

    @Test
    void whoeverIsNotThereIsNotWaitedForLongerThanAsked() {
        Settings nobody = Settings.usual("127.0.0.1:1").withPatience(Duration.ofMillis(100));
        try (Typist typist = new Typist(nobody)) {
            Typist.Answer answer = typist.types("ls /");

            assertThat(answer.code()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(answer.err().getFirst()).startsWith("no answer from 127.0.0.1:1 within 100 ms");
        }
    }

    @Test
    void theManualNamesEveryCommandWithItsSyntax() throws IOException {
        String manual = Files.readString(Path.of("..", "docs", "shell.md"));

        assertThat(Catalogue.entries())
                .allSatisfy(entry -> assertThat(manual)
                        .contains(
                                "`" + entry.usage().strip().replace("|", "\\|").replaceAll(" #.*", "") + "`"));
    }

    @Test
    void theLauncherKnowsEveryCommandThatMakesSenseAlone() throws IOException {
        Set<String> withinASession =
                Set.of("close", "connect", "help", "history", "printwatches", "quit", "redo", "version");
        List<String> words =
                List.of(Files.readString(Path.of("..", "bin", "quorate")).split("[^A-Za-z-]+"));

        assertThat(Catalogue.entries())
                .extracting(Catalogue.Entry::name)
                .filteredOn(name -> !withinASession.contains(name))
                .isSubsetOf(words);
    }

    @Test
    void helpKnowsEveryCommandAndItsOptions() {
        try (Typist typist = new Typist(SERVER.get().connectString())) {
            assertThat(typist.does("help")).hasSize(Catalogue.entries().size() + 1);
            assertThat(Catalogue.entries())
                    .allSatisfy(entry ->
                            assertThat(typist.does("help " + entry.name())).isNotEmpty());
            assertThat(typist.does("help rm")).anyMatch(line -> line.contains("without a question"));
        }
    }
}
