package io.quorate.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.server.config.ConfigReader;
import io.quorate.server.config.ServerConfig;
import io.quorate.transport.peer.PeerDoorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigsTest {
    @TempDir
    private Path directory;

    /** Five attempts have to fit into the limit, and none takes longer than any other connection. */
    @ParameterizedTest
    @CsvSource({"0, 5000", "1, 400", "10, 4000", "50, 5000"})
    void theLimitForReachingTheLeaderIsSharedByTheAttempts(int ticks, int attemptMs) throws IOException {
        Files.writeString(directory.resolve("myid"), "1");
        Path file = directory.resolve("zoo.cfg");
        Files.writeString(
                file,
                "dataDir=" + directory + "\nclientPort=2181\ntickTime=2000\ninitLimit=10\nsyncLimit=5\n"
                        + "connectToLearnerMasterLimit=" + ticks
                        + "\nserver.1=a:1:2\nserver.2=b:1:2\nserver.3=c:1:2\n");
        ServerConfig config = new ConfigReader(Map.of()).file(file);
        PeerDoorConfig peers = Configs.peers(config, Objects.requireNonNull(config.ensemble()));

        assertThat(peers.timing().leaderMs()).isEqualTo(attemptMs);
        assertThat(peers.timing().connectMs()).isEqualTo(5000);
    }
}
