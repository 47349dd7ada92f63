package io.quorate.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.data.Identity;
import io.quorate.server.admin.Instance;
import io.quorate.server.config.ConfigReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole server within this process, as operators' commands find it. */
@Timeout(60)
class AssemblyTest {
    private static final int LIMIT_S = 30;

    @TempDir
    private Path directory;

    @Test
    void aSnapshotThatIsAskedForIsThereWhenItIsTold() throws Exception {
        try (RunningServer server = start()) {
            Instance.Snapshot first = server.takeSnapshot().get(LIMIT_S, TimeUnit.SECONDS);
            Instance.Snapshot second = server.takeSnapshot().get(LIMIT_S, TimeUnit.SECONDS);

            assertThat(first.zxid()).isZero();
            assertThat(first.file()).isEqualTo(directory.resolve("data/version-2/snapshot.0"));
            assertThat(Files.readAllBytes(first.file())).startsWith('Z', 'K', 'S', 'N');
            assertThat(second).isEqualTo(first);
        }
    }

    @Test
    void whoHasAllPermissionsOnTheRootMayAdminister() throws Exception {
        try (RunningServer server = start()) {
            byte[] proof = "bob:pw".getBytes(StandardCharsets.UTF_8);
            List<Identity> bob = server.authenticate("digest", proof, InetAddress.getLoopbackAddress());

            assertThat(bob)
                    .singleElement()
                    .satisfies(identity -> assertThat(identity.id()).startsWith("bob:"));
            assertThat(server.mayAdminister(Objects.requireNonNull(bob)).get(LIMIT_S, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(server.authenticate("kerberos", proof, InetAddress.getLoopbackAddress()))
                    .isNull();
        }
    }

    private RunningServer start() throws IOException, StartException {
        Path file = directory.resolve("zoo.cfg");
        Files.writeString(
                file,
                "dataDir=" + directory.resolve("data") + "\nclientPort=0\nclientPortAddress=127.0.0.1\n"
                        + "preAllocSize=64\nadmin.enableServer=false\n");
        return new Assembly(new ConfigReader(Map.of()).file(file), Map.of(), failure -> {
                    throw new AssertionError("the server failed", failure);
                })
                .start();
    }
}
