package io.quorate.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every verb of the server, as a real client feels it. */
@Timeout(60)
class EmbeddedServerTest {
    private static final int LIMIT_S = 30;
    private static final int WARM_UP = 20;
    private static final int STARTS = 21;
    private static final Duration PROMISED_START = Duration.ofMillis(100);

    @TempDir
    private Path directory;

    static Stream<Options> homes() {
        return Stream.of(Options.inMemory(), Options.inTemporaryDirectory());
    }

    @Test
    void aWarmJvmHasAServerWithinAHundredMilliseconds() {
        List<Duration> starts = new ArrayList<>();
        for (int i = 0; i < WARM_UP + STARTS; i++) {
            long begun = System.nanoTime();
            try (EmbeddedServer server = EmbeddedServer.open()) {
                Duration took = Duration.ofNanos(System.nanoTime() - begun);
                assertThat(server.isRunning()).isTrue();
                if (i >= WARM_UP) {
                    starts.add(took);
                }
            }
        }
        Collections.sort(starts);
        Duration median = starts.get(STARTS / 2);
        System.out.println("a warm start takes " + median.toMillis() + " ms (median of " + STARTS + "; slowest "
                + starts.getLast().toMillis() + " ms)");
        assertThat(median).isLessThanOrEqualTo(PROMISED_START);
    }

    @ParameterizedTest
    @MethodSource("homes")
    void aKilledServerComesBackWithItsPortItsDataAndItsSessions(Options options) throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open(options);
                Guest guest = Guest.of(server.connectString())) {
            guest.create("/ephemeral", CreateMode.EPHEMERAL);
            String connectString = server.connectString();

            server.kill();
            guest.awaits(KeeperState.Disconnected);
            assertThat(server.isRunning()).isFalse();
            server.restart();
            guest.awaits(KeeperState.SyncConnected);

            assertThat(server.connectString()).isEqualTo(connectString);
            assertThat(guest.sees("/ephemeral")).isTrue();
        }
    }

    @Test
    void dataInADirectoryOfTheCallersIsThereForTheNextServer() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open(Options.in(directory));
                Guest guest = Guest.of(server.connectString())) {
            guest.create("/kept", CreateMode.PERSISTENT);
        }
        try (EmbeddedServer server = EmbeddedServer.open(Options.in(directory));
                Guest guest = Guest.of(server.connectString())) {
            assertThat(guest.sees("/kept")).isTrue();
        }
    }

    @Test
    void severalServersShareNothing() throws Exception {
        try (EmbeddedServer one = EmbeddedServer.open();
                EmbeddedServer other = EmbeddedServer.open();
                Guest ofOne = Guest.of(one.connectString());
                Guest ofOther = Guest.of(other.connectString())) {
            ofOne.create("/mine", CreateMode.PERSISTENT);

            assertThat(ofOther.sees("/mine")).isFalse();
            one.kill();
            assertThat(ofOther.sees("/")).isTrue();
        }
    }

    @Test
    void anExpiredSessionLosesWhatItOwnedAndItsClientHearsIt() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open();
                Guest doomed = Guest.of(server.connectString());
                Guest other = Guest.of(server.connectString())) {
            doomed.create("/owned", CreateMode.EPHEMERAL);

            server.expire(doomed.session());

            assertThat(other.sees("/owned")).isFalse();
            doomed.awaits(KeeperState.Expired);
            assertThatThrownBy(() -> server.expire(doomed.session()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("it has ended");
        }
    }

    @Test
    void aCutConnectionComesBackWithTheSameSession() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open();
                Guest guest = Guest.of(server.connectString())) {
            guest.create("/owned", CreateMode.EPHEMERAL);
            long session = guest.session();

            assertThat(server.cut(session)).isTrue();

            guest.awaits(KeeperState.Disconnected);
            guest.awaits(KeeperState.SyncConnected);
            assertThat(guest.session()).isEqualTo(session);
            assertThat(guest.sees("/owned")).isTrue();
            assertThat(server.cut(session + 1)).isFalse();
        }
    }

    @Test
    void aPausedServerAnswersNobodyUntilItGoesOn() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open();
                Guest guest = Guest.of(server.connectString())) {
            server.pause();
            CompletableFuture<Boolean> read = guest.seesLater("/");
            CompletableFuture<Integer> write = guest.createLater("/written");

            assertThatThrownBy(() -> read.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(write).isNotDone();
            server.resume();

            assertThat(read.get(LIMIT_S, TimeUnit.SECONDS)).isTrue();
            assertThat(write.get(LIMIT_S, TimeUnit.SECONDS)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("homes")
    void aSlowDiskDelaysWritesAndNoReads(Options options) throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open(options);
                Guest writer = Guest.of(server.connectString());
                Guest reader = Guest.of(server.connectString())) {
            server.slowDisk(Duration.ofMinutes(1));
            CompletableFuture<Integer> write = writer.createLater("/slow");

            assertThat(reader.sees("/")).isTrue();
            assertThatThrownBy(() -> write.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            server.slowDisk(Duration.ZERO);

            assertThat(write.get(LIMIT_S, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    @Timeout(10)
    void aServerCanBeKilledWhileItIsPausedAndWhileItsDiskIsSlow() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open();
                Guest guest = Guest.of(server.connectString())) {
            server.slowDisk(Duration.ofMinutes(1));
            CompletableFuture<Integer> write = guest.createLater("/lost");
            assertThat(guest.seesLater("/")).isNotNull();
            server.pause();

            server.kill();

            assertThat(write.get(LIMIT_S, TimeUnit.SECONDS)).isNotZero();
            server.slowDisk(Duration.ZERO);
            server.restart();
            guest.awaits(KeeperState.SyncConnected);
        }
    }

    @Test
    void aServerThatIsDownSaysSo() {
        try (EmbeddedServer server = EmbeddedServer.open()) {
            server.stop();

            assertThatThrownBy(() -> server.cut(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("restart it first");
        }
    }

    @Test
    void settingsAreThoseOfZooCfg() {
        assertThatThrownBy(() -> EmbeddedServer.open(Options.inMemory().withSetting("tickTime", "soon")))
                .hasMessageContaining("tickTime");
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        try (EmbeddedServer server = EmbeddedServer.open()) {
            assertThatThrownBy(() -> EmbeddedServer.open(Options.inMemory(), server.port()))
                    .isInstanceOf(ServerFailedException.class)
                    .hasMessageContaining(Integer.toString(server.port()));
        }
    }
}
