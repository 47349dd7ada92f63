package io.quorate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process as whoever starts it sees it: its first line, its exit codes, its one line for every way not to start.
 */
@Timeout(120)
class QuorateTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ANSWER_MS = 10_000;
    private static final Pattern LISTENS = Pattern.compile("listens on 127\\.0\\.0\\.1:(\\d+), data in (\\S+)");

    @TempDir
    private Path directory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void itSaysWhereItListensServesAndStopsWhenAsked() throws Exception {
        Started server = startServing("");

        assertThat(ask(server.port(), "ruok")).isEqualTo("imok");
        assertThat(ask(server.port(), "srvr")).contains("Mode: standalone");
        assertThat(server.data()).isEqualTo(directory.resolve("data").toString());

        server.process().destroy();
        assertThat(exitCode(server.process())).isZero();
    }

    @Test
    void atInfoAQuietServerIsQuiet() throws Exception {
        Started server = startServing("");
        ask(server.port(), "mntr");
        // Process.destroy would close the stream that is to be read.
        server.process().toHandle().destroy();
        exitCode(server.process());

        assertThat(rest(server))
                .as("what it says after it has said that it listens")
                .isEmpty();
    }

    @Test
    void itStartsAgainAfterItWasKilled() throws Exception {
        Started first = startServing("");
        first.process().destroyForcibly();
        exitCode(first.process());

        assertThat(ask(startServing("").port(), "ruok")).isEqualTo("imok");
    }

    @Test
    void aWrongConfigurationEndsWithTwo() throws Exception {
        Process process = start("tickTime=soon\n");

        assertThat(lastLine(process))
                .contains("Invalid config, exiting abnormally: Error processing ", "tickTime=soon");
        assertThat(exitCode(process)).isEqualTo(2);
    }

    @Test
    void aSchemeThatIsDemandedAndNotThereEndsWithTwo() throws Exception {
        Process process = start("sessionRequireClientSASLAuth=true\n");

        assertThat(lastLine(process)).contains("Invalid config", "sasl");
        assertThat(exitCode(process)).isEqualTo(2);
    }

    @Test
    void aClientPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start("clientPort=" + taken.getLocalPort() + "\n");

            assertThat(lastLine(process)).contains("127.0.0.1:" + taken.getLocalPort(), "in use");
            assertThat(exitCode(process)).isEqualTo(1);
        }
    }

    @Test
    void anAdminPortThatIsTakenEndsWithFour() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start("admin.enableServer=true\nadmin.serverAddress=127.0.0.1\nadmin.serverPort="
                    + taken.getLocalPort() + "\n");

            assertThat(lastLine(process)).contains("Problem starting AdminServer", "admin.serverPort");
            assertThat(exitCode(process)).isEqualTo(4);
        }
    }

    @Test
    void aDirectoryInUseByAnotherProcessEndsWithThree() throws Exception {
        startServing("");
        Process process = start("");

        assertThat(lastLine(process)).contains("data directory");
        assertThat(exitCode(process)).isEqualTo(3);
    }

    @Test
    void aDirectoryThatCannotBeWrittenEndsWithThree() throws Exception {
        Path closed = Files.createDirectory(directory.resolve("data"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        Assumptions.assumeFalse(Files.isWritable(closed), "the superuser writes everywhere");
        Process process = start("");

        assertThat(lastLine(process)).contains(closed.toString());
        assertThat(exitCode(process)).isEqualTo(3);
    }

    @Test
    void aFileInPlaceOfTheDirectoryEndsWithThree() throws Exception {
        Files.createFile(directory.resolve("data"));
        Process process = start("");

        assertThat(lastLine(process)).contains(directory.resolve("data").toString());
        assertThat(exitCode(process)).isEqualTo(3);
    }

    @Test
    void damagedDataEndsWithOneAndNamesTheFile() throws Exception {
        Path version = Files.createDirectories(directory.resolve("data/version-2"));
        // Begins and ends as a snapshot does.
        Files.writeString(version.resolve("snapshot.5"), "ZKSN nothing that makes sense\0\0\0\1/");
        Process process = start("");

        assertThat(lastLine(process)).contains("Unable to load database on disk", "snapshot.5");
        assertThat(exitCode(process)).isEqualTo(1);
    }

    @Test
    void damagedSnapshotsAreNotTakenForAnEmptyDatabase() throws Exception {
        Path version = Files.createDirectories(directory.resolve("data/version-2"));
        Files.writeString(version.resolve("snapshot.5"), "ZKSN");
        Files.writeString(version.resolve("snapshot.7"), "");
        Process process = start("");

        assertThat(lastLine(process)).contains("Unable to load database on disk", "snapshot.5", "snapshot.7", "backup");
        assertThat(exitCode(process)).isEqualTo(1);
        assertThat(version.resolve("snapshot.0")).doesNotExist();
    }

    @Test
    void aKeyStoreThatCannotBeUsedEndsWithTwoBeforeAnythingIsRecovered() throws Exception {
        Path none = directory.resolve("none.p12");
        Process process = start("secureClientPort=0\nssl.keyStore.location=" + none + "\n");

        assertThat(lastLine(process)).contains("Invalid config", "ssl.keyStore.location=" + none, "no such file");
        assertThat(exitCode(process)).isEqualTo(2);
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void anEmptyDirectoryIsNotTakenForADatabaseIfNotWanted() throws Exception {
        Process process = start("db.autocreate=false\n");

        assertThat(lastLine(process)).contains("db.autocreate=false", "initialize");
        assertThat(exitCode(process)).isEqualTo(3);
    }

    private record Started(Process process, int port, String data, BufferedReader output) {}

    /** Starts a server and reads on until it says that it listens. */
    private Started startServing(String lines) throws IOException {
        Process process = start(lines);
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher matcher = LISTENS.matcher(line);
            if (matcher.find()) {
                return new Started(process, Integer.parseInt(matcher.group(1)), matcher.group(2), output);
            }
            seen.append(line).append('\n');
        }
        throw new AssertionError("the server ended without listening:\n" + seen);
    }

    private Process start(String lines) throws IOException {
        Path file = directory.resolve("zoo.cfg");
        Files.writeString(
                file,
                "dataDir=" + directory.resolve("data") + "\nclientPort=0\nclientPortAddress=127.0.0.1\n"
                        + "preAllocSize=64\nadmin.enableServer=false\n4lw.commands.whitelist=*\n" + lines);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "io.quorate.server.Quorate",
                        "server",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        started.add(process);
        return process;
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as("it ends")
                .isTrue();
        return process.exitValue();
    }

    private static String lastLine(Process process) throws IOException {
        return process.inputReader(StandardCharsets.UTF_8).lines().reduce("", (_, line) -> line);
    }

    private static String rest(Started server) throws IOException {
        return String.join("\n", server.output().lines().toList());
    }

    private static String ask(int port, String word) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(ANSWER_MS);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
