package io.quorate.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.EmbeddedServer;
import io.quorate.testkit.junit.Embedded;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Somebody at a terminal: keys go in, a screen and results come out. */
@Timeout(120)
final class TerminalTest {
    private static final char CTRL_A = 1;
    private static final char CTRL_D = 4;
    private static final char CTRL_P = 16;

    @RegisterExtension
    static final Embedded<EmbeddedServer> SERVER = Embedded.server();

    @TempDir
    private Path home = Path.of("");

    private Desk desk() throws Exception {
        return new Desk(SERVER.get().connectString(), home.resolve("history"));
    }

    @Test
    void thePromptTellsServersStandingAndNumberAndCtrlDEndsTheShell() throws Exception {
        try (Desk desk = desk()) {
            desk.sees("Welcome to Quorate!");
            desk.types("create /prompt x");
            desk.sees("Created /prompt");
            desk.shows("[zk: " + SERVER.get().connectString() + "(CONNECTED) 1] ");
            desk.presses(CTRL_D);
            assertThat(desk.end()).isEqualTo(ExitCode.OK);
        }
    }

    @Test
    void whatGoesWrongEndsTheCommandAndNotTheShell() throws Exception {
        try (Desk desk = desk()) {
            desk.types("frobnicate");
            desk.sees("Command not found frobnicate");
            desk.types("get /nowhere");
            desk.sees("Node does not exist: /nowhere");
            desk.types("create 'unfinished");
            desk.interrupts();
            desk.types("create /after y");
            desk.sees("Created /after");
            desk.types("get /nowhere");
            desk.types("quit");
            assertThat(desk.end()).as("of the command before the end").isEqualTo(ExitCode.REFUSED);
        }
    }

    @Test
    void ctrlCDropsTheLineThatIsBeingTyped() throws Exception {
        try (Desk desk = desk()) {
            desk.writes("create /dropped x");
            desk.shows("create /dropped x");
            desk.interrupts();
            desk.types("create /kept y");
            desk.sees("Created /kept");
            desk.types("ls /");
            desk.sees("kept");
            assertThat(desk.said()).doesNotContain("Created /dropped");
            desk.types("quit");
            assertThat(desk.end()).isEqualTo(ExitCode.OK);
        }
    }

    @Test
    void ctrlCEndsACommandThatWaits() throws Exception {
        try (Desk desk = desk()) {
            desk.types("create /followed x");
            desk.sees("Created /followed");
            desk.types("watch /followed");
            desk.sees("following /followed; Ctrl-C ends");
            desk.interrupts();
            desk.sees("interrupted");
            desk.types("create /next z");
            desk.sees("Created /next");
            desk.presses(CTRL_D);
            assertThat(desk.end()).isEqualTo(ExitCode.OK);
        }
    }

    @Test
    void earlierLinesComeBackAlsoInTheNextShellButNoPasswords() throws Exception {
        try (Desk desk = desk()) {
            desk.types("create /early x");
            desk.sees("Created /early");
            desk.types("addauth digest bob:secret");
            desk.presses(CTRL_P);
            desk.shows("create /early x");
            desk.presses(CTRL_A);
            desk.types("ls / # ");
            desk.types("quit");
            desk.end();
        }
        assertThat(Files.readString(home.resolve("history")))
                .contains("create /early x")
                .doesNotContain("secret");
        try (Desk desk = desk()) {
            desk.presses(CTRL_P);
            desk.presses(CTRL_D);
            desk.shows("quit");
            desk.types("");
            assertThat(desk.end()).isEqualTo(ExitCode.OK);
        }
    }

    @Test
    void tabCompletesCommandsAndPaths() throws Exception {
        try (Desk desk = desk()) {
            desk.types("create /completed x");
            desk.sees("Created /completed");
            desk.writes("getEph\t");
            desk.shows("getEphemerals ");
            desk.interrupts();
            desk.writes("get /comp\t");
            desk.shows("get /completed");
            desk.types("");
            desk.sees("\nx");
            desk.presses(CTRL_D);
            assertThat(desk.end()).isEqualTo(ExitCode.OK);
        }
    }
}
