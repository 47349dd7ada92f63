package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.process.ServerSettings;
import io.quorate.conformance.raw.AclEntry;
import io.quorate.conformance.raw.BytesIn;
import io.quorate.conformance.raw.Handshake;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import io.quorate.conformance.transcript.Sweeper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One data directory, served by ZooKeeper and by the subject in turn: each shows what the other left, to the last field
 * of every Stat, and adds to it (storage format 2 to 13).
 */
final class DataDirectoriesTest {
    private static final int WRITES = 130;

    @Test
    void aDirectoryGoesBackAndForthHoweverEachServerEnds() throws InterruptedException {
        Path directory = Workplace.fresh("directory-back-and-forth");
        hop(directory, settings(), ServerKind.APACHE_ZOOKEEPER, Ending.KILLED, 0);
        hop(directory, settings(), ServerKind.subject(), Ending.STOPPED, 1);
        hop(directory, settings(), ServerKind.APACHE_ZOOKEEPER, Ending.STOPPED, 2);
        hop(directory, settings(), ServerKind.subject(), Ending.KILLED, 3);
        hop(directory, settings(), ServerKind.APACHE_ZOOKEEPER, Ending.KILLED, 4);
        hop(directory, settings(), ServerKind.subject(), Ending.KILLED, 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "snappy"})
    void compressedSnapshotsAreReadByTheOther(String method) throws InterruptedException {
        Path directory = Workplace.fresh("directory-" + method);
        ServerSettings settings = settings().with("snapshot.compression.method", method);
        hop(directory, settings, ServerKind.APACHE_ZOOKEEPER, Ending.STOPPED, 0);
        hop(directory, settings, ServerKind.subject(), Ending.STOPPED, 1);
        hop(directory, settings, ServerKind.APACHE_ZOOKEEPER, Ending.STOPPED, 2);
    }

    private enum Ending {
        STOPPED,
        KILLED
    }

    private record Left(List<String> tree, List<Handshake> sessions) {}

    private Left last = new Left(List.of(), List.of());

    /** Starts a server where another one ended, compares, adds and ends. */
    private void hop(Path directory, ServerSettings settings, ServerKind kind, Ending ending, int round)
            throws InterruptedException {
        try (ServerProcess server = ServerProcess.start(kind, directory, settings)) {
            String when = "round " + round + ", " + kind;
            if (round > 0) {
                List<String> seen = TreeDump.of(server);
                Difference.between(last.tree(), seen).ifPresent(difference -> {
                    throw new AssertionError(when + " shows another tree than was left behind: " + difference);
                });
                last.sessions().forEach(session -> endSession(server, session, when));
            }
            List<Handshake> sessions = new ArrayList<>();
            try (Talk talk = new Talk(server.address(), Handshake.newSession(60_000))) {
                add(talk, round);
                sessions.add(talk.resumption());
                last = new Left(TreeDump.of(server), sessions);
                if (ending == Ending.KILLED) {
                    server.kill();
                } else {
                    assertThat(server.stop()).as("exit code after SIGTERM").isIn(0, 143);
                }
            }
        }
    }

    /**
     * The session that was left open is taken up again, still owns its ephemerals, and takes them along when it ends.
     */
    private static void endSession(ServerProcess server, Handshake session, String when) {
        try (Talk talk = new Talk(server.address(), session)) {
            assertThat(talk.isAlive()).as(when + ": the session left open").isTrue();
            List<String> owned = talk.ask(Request.getEphemerals("/")).record().list(BytesIn::string);
            assertThat(owned).as(when + ": its ephemerals").hasSize(2);
            assertThat(talk.ask(Request.closeSession()).ok()).isTrue();
        }
    }

    private static void add(Talk talk, int round) {
        String root = "/d" + round;
        byte[] large = "x".repeat(40_000).getBytes(StandardCharsets.US_ASCII);
        AclEntry digest = new AclEntry(AclEntry.ALL, "digest", "bob:2Om+GBbT2q/tS6pdvACZbbm7/1A=");
        List<AclEntry> mixed = List.of(digest, new AclEntry(AclEntry.READ, "ip", "10.0.0.0/8"));
        String limits = "/zookeeper/quota" + root;
        List<Request> requests = new ArrayList<>(List.of(
                Request.create(root, "round"),
                Request.create(Op.CREATE, root + "/null", null, AclEntry.OPEN, 0),
                Request.create(root + "/empty", ""),
                Request.create(Op.CREATE, root + "/large", large, AclEntry.OPEN, 0),
                Request.create(Op.CREATE, root + "/acl", new byte[] {1, 2, 3}, mixed, 0),
                Request.create(Op.CREATE, root + "/none", null, AclEntry.world(0), 0),
                Request.create(root + "/é-日本", "unicode"),
                Request.createContainer(root + "/container"),
                Request.create(root + "/container/in", ""),
                Request.createTtl(root + "/ttl", "t", AclEntry.OPEN, Request.TTL, 0xFFFFFFFFFFL),
                Request.create(root + "/e", "", Request.EPHEMERAL),
                Request.create(root + "/e-", "", Request.EPHEMERAL_SEQUENTIAL),
                Request.create(limits, ""),
                Request.create(limits + "/zookeeper_limits", "count=1000,bytes=1000000"),
                Request.create(limits + "/zookeeper_stats", "count=0,bytes=0"),
                Request.setAcl(root + "/empty", AclEntry.world(AclEntry.READ), -1),
                Request.multi(Request.create(root + "/m", ""), Request.setData(root + "/m", "multi", 0)),
                Request.multi(Request.create(root + "/never", ""), Request.check(root, 99)),
                Request.create(root, "exists already")));
        for (int i = 0; i < WRITES; i++) {
            requests.add(
                    switch (i % 4) {
                        case 0 -> Request.create(root + "/s-", "s" + i, Request.SEQUENTIAL);
                        case 1 -> Request.setData(root, "v" + i, -1);
                        case 2 -> Request.create(root + "/brief", "");
                        default -> Request.delete(root + "/brief", -1);
                    });
        }
        requests.add(Request.create("/sequence-", "", Request.SEQUENTIAL));
        assertThat(talk.tryAskAll(requests)).hasSameSizeAs(requests);
    }

    private static ServerSettings settings() {
        return ServerSettings.defaults()
                .with("snapCount", 60)
                .with("maxSessionTimeout", 60_000)
                .with("extendedTypesEnabled", true)
                .with("DigestAuthenticationProvider.superDigest", Sweeper.SUPER_DIGEST);
    }
}
