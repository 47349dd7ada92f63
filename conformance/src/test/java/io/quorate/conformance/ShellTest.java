package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.process.ServerSettings;
import io.quorate.conformance.process.ShellProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One script, and what ZooKeeper's own shell said to it before ZooKeeper: a recording that is made again by {@code mvn
 * -pl conformance -am verify -Dtest=ShellTest -Dshell.record=true -Dsurefire.failIfNoSpecifiedTests=false}.
 */
final class ShellTest {
    private static final Path PLACE = Path.of("src", "test", "resources", "shell");
    private static final Path RECORDING = PLACE.resolve("recorded.txt");
    private static final ServerSettings SETTINGS = ServerSettings.defaults().with("extendedTypesEnabled", "true");

    @Test
    void theRecordingIsWhatZooKeepersShellSays() throws IOException {
        List<String> said = said(ServerKind.APACHE_ZOOKEEPER, ServerKind.APACHE_ZOOKEEPER);
        if (Boolean.getBoolean("shell.record")) {
            Files.write(RECORDING, said);
        }
        assertThat(said).isEqualTo(recorded());
    }

    @Test
    void ourShellSaysTheSameBeforeOurServer() throws IOException {
        assertThat(said(ServerKind.QUORATE, ServerKind.QUORATE)).isEqualTo(recorded());
    }

    @Test
    void ourShellSaysTheSameBeforeZooKeeper() throws IOException {
        assertThat(said(ServerKind.QUORATE, ServerKind.APACHE_ZOOKEEPER)).isEqualTo(recorded());
    }

    private static List<String> recorded() throws IOException {
        return Files.readAllLines(RECORDING);
    }

    private static List<String> said(ServerKind shell, ServerKind server) throws IOException {
        Path directory = Workplace.fresh("shell-" + shell.word() + "-" + server.word());
        List<String> script = Files.readAllLines(PLACE.resolve("session.txt"));
        try (ServerProcess process = ServerProcess.start(server, directory, SETTINGS)) {
            ShellProcess.Outcome outcome = ShellProcess.run(shell, directory, process.connectString(), script);
            return ShellTranscript.of(outcome);
        }
    }
}
