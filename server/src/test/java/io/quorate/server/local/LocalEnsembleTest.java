package io.quorate.server.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.server.config.ConfigReader;
import io.quorate.server.config.EnsembleConfig;
import io.quorate.server.config.ServerConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The members are played by a script that ends, or waits, as the test wants it. */
class LocalEnsembleTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path place;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void eachMemberHasAFileOfItsOwnAndAllNameTheSameMembers() {
        List<MemberFiles> members = layout("--members", "3", "--observers", "1");

        assertThat(members).extracting(MemberFiles::id).containsExactly(1L, 2L, 3L, 4L);
        assertThat(members).extracting(MemberFiles::participant).containsExactly(true, true, true, false);
        assertThat(members).extracting(MemberFiles::connectString).doesNotHaveDuplicates();
        List<EnsembleConfig.Peer> peers = config(members.getFirst()).peers();
        assertThat(peers.stream()
                        .flatMap(peer -> peer.addresses().stream())
                        .flatMap(address -> Stream.of(address.quorumPort(), address.electionPort())))
                .hasSize(8)
                .doesNotHaveDuplicates();
        for (MemberFiles member : members) {
            assertThat(config(member).self()).isEqualTo(member.id());
            assertThat(config(member).peers()).isEqualTo(peers);
        }
    }

    @Test
    void theSecondStartFindsWhatTheFirstLeft() {
        List<MemberFiles> first = layout("--members", "5");

        assertThat(layout()).isEqualTo(first);
        assertThat(layout("--members", "5", "--observers", "0")).isEqualTo(first);
        assertThatThrownBy(() -> layout("--members", "3"))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("holds an ensemble of 5 members and 0 observers");
    }

    @Test
    void aPathWithAnythingInItIsReadAsItWasWritten() {
        Path odd = place.resolve("a b=c:d#e \\ \u00e4");

        MemberFiles member = Layout.of(Wish.of(List.of("--dir", odd.toString(), "--members", "1")))
                .getFirst();

        assertThat(new ConfigReader(Map.of()).file(member.zooCfg()).disk().dataDir())
                .isEqualTo(odd.resolve("1").resolve("data"));
    }

    @Test
    void aPortThatIsTakenIsNamedOrPassedOver() throws IOException {
        int base = layout("--members", "1").getFirst().client().getPort();
        try (ServerSocket taken = new ServerSocket(base + 1, 1, InetAddress.getLoopbackAddress())) {
            String elsewhere = place.resolve("elsewhere").toString();
            assertThatThrownBy(() ->
                            Layout.of(Wish.of(List.of("--dir", elsewhere, "--base-port", Integer.toString(base)))))
                    .hasMessageContaining("port " + taken.getLocalPort() + " is taken");
            assertThat(Layout.of(Wish.of(List.of("--dir", elsewhere)))
                            .getFirst()
                            .client()
                            .getPort())
                    .isGreaterThan(base + 1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --members 0       | --members 0: a number from 1 to 20 is wanted
        --members many    | --members many: a number from 1 to 20 is wanted
        --members         | --members wants a value
        --base-port 80    | --base-port 80: a number from 1024
        --members 15 --observers 15 | more than 20 members
        --colour blue     | unknown option --colour
        """)
    void whatMakesNoSenseIsTold(String arguments, String message) throws Exception {
        assertThat(ensemble("exit 0").run(List.of(arguments.split(" ")))).isEqualTo(2);
        assertThat(words()).contains(message);
    }

    @Test
    void aMemberThatEndsWhileStartingEndsThemAllWithItsLastWords() throws Exception {
        int code = ensemble("case $2 in */2/zoo.cfg) echo no room; exit 3 ;; *) exec sleep 60 ;; esac")
                .run(options());

        assertThat(code).isEqualTo(1);
        assertThat(words())
                .contains("member 2 ended with exit code 3 while starting")
                .contains("no room");
        assertThat(processes()).hasSize(3).noneMatch(LocalEnsembleTest::isAlive);
    }

    @Test
    void whoeverStopsItStopsTheMembers() throws Exception {
        LocalEnsemble ensemble = ensemble("exec sleep 60");
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> {
            try {
                return ensemble.run(options());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (processes().size() < 3) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }

        ensemble.stop();

        assertThat(code.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isZero();
        assertThat(processes()).hasSize(3).noneMatch(LocalEnsembleTest::isAlive);
    }

    @Test
    void aMemberKnowsHowMuchMemoryIsItsShare() throws Exception {
        ensemble("echo flags $SERVER_JVMFLAGS; exit 1").run(options());

        assertThat(words()).contains("flags -XX:MaxRAMPercentage=16");
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** The ids that were told. */
    private List<Long> processes() {
        return words().lines()
                .filter(line -> line.contains(": process "))
                .map(line -> Long.valueOf(line.replaceAll(".*: process (\\d+),.*", "$1")))
                .toList();
    }

    private LocalEnsemble ensemble(String script) throws IOException {
        Path launcher = Files.writeString(place.resolve("launcher"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new LocalEnsemble(launcher.toString(), new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private String words() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private List<String> options(String... more) {
        return Stream.concat(Stream.of("--dir", place.resolve("e").toString()), Stream.of(more))
                .toList();
    }

    private List<MemberFiles> layout(String... more) {
        return Layout.of(Wish.of(options(more)));
    }

    private static EnsembleConfig config(MemberFiles member) {
        ServerConfig config = new ConfigReader(Map.of()).file(member.zooCfg());
        return Objects.requireNonNull(config.ensemble());
    }
}
