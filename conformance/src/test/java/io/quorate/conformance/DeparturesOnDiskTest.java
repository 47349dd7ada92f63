package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.process.ServerSettings;
import io.quorate.conformance.raw.AclEntry;
import io.quorate.conformance.raw.Bytes;
import io.quorate.conformance.raw.Handshake;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import io.quorate.conformance.transcript.Conversation;
import io.quorate.conformance.transcript.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.server.persistence.TxnLog;
import org.apache.zookeeper.txn.CreateTxn;
import org.apache.zookeeper.txn.TxnHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The {@link Departure}s that show in files, and those that stop ZooKeeper: each server is one of its own. */
final class DeparturesOnDiskTest {
    private static final ServerSettings SETTINGS = Profile.OPEN.settings();
    private static final int LAST_COUNT = Integer.MAX_VALUE;

    /** C.7: the count itself is the same in both, since members of one ensemble must agree. */
    @Test
    void theCountOfCreatedChildrenSticksAtItsEnd() throws IOException {
        List<String> expected = atTheEndOfTheCount(ServerKind.APACHE_ZOOKEEPER);
        assertThat(expected)
                .anyMatch(line -> line.contains("ok \"/p/n-2147483646\""))
                .anyMatch(line -> line.contains("ok \"/p/n-2147483647\""))
                .anyMatch(line -> line.endsWith("err -110"));
        Difference.between(expected, atTheEndOfTheCount(ServerKind.subject())).ifPresent(difference -> {
            throw new AssertionError(difference);
        });
    }

    private static List<String> atTheEndOfTheCount(ServerKind kind) throws IOException {
        Path directory = Workplace.fresh("count-at-its-end-" + kind.word());
        writeLog(directory.resolve("data").resolve("version-2"));
        // ZooKeeper does not take a log without a snapshot for whole, unless it is told to.
        ServerSettings settings = SETTINGS.with("snapshot.trust.empty", true);
        List<String> all = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(kind, directory, settings)) {
            World world = new World(server.address());
            world.connect("a").call(Request.getChildren2("/p", false));
            Conversation a = world.connect("b");
            for (int i = 0; i < 4; i++) {
                a.call(Request.create("/p/n-", "", Request.SEQUENTIAL));
            }
            a.call(Request.create("/p/plain", "")).call(Request.getChildren2("/p", false));
            a.call(Request.delete("/p/n-2147483647", -1)).call(Request.create("/p/n-", "", Request.SEQUENTIAL));
            all.addAll(world.transcript());
            server.kill();
            server.startAgain(settings);
            try (World again = new World(server.address())) {
                Conversation c = again.connect("c");
                c.call(Request.getChildren2("/p", false)).call(Request.create("/p/o-", "", Request.SEQUENTIAL));
                all.addAll(again.transcript());
                negativeName(kind, again, c);
            }
        }
        return all;
    }

    /** C.7: while another create is under way, ZooKeeper counts on beyond the end in the names that it gives. */
    private static void negativeName(ServerKind kind, World world, Conversation c) {
        c.call(Request.multi(
                Request.create("/p/m-", "", Request.SEQUENTIAL), Request.create("/p/m-", "", Request.SEQUENTIAL)));
        c.call(Request.delete("/p/m--2147483648", -1));
        String answer = world.transcript().getLast();
        assertThat(answer).endsWith(kind == ServerKind.APACHE_ZOOKEEPER ? " ok" : "err -101");
    }

    /** Two txns, of which the second says how many children there have been: one less than can be counted. */
    private static void writeLog(Path versionDirectory) throws IOException {
        Files.createDirectories(versionDirectory);
        long now = System.currentTimeMillis();
        try (FileTxnLog log = new FileTxnLog(versionDirectory.toFile())) {
            append(log, 1, now, new CreateTxn("/p", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, false, 1));
            append(log, 2, now, new CreateTxn("/p/x", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, false, LAST_COUNT - 1));
            log.commit();
        }
    }

    private static void append(FileTxnLog log, long zxid, long now, CreateTxn txn) throws IOException {
        log.append(new org.apache.zookeeper.server.Request(new TxnHeader(1, 1, zxid, now, Op.CREATE), txn, null));
    }

    /** C.8. */
    @Test
    void anUndecodableWriteIsNotLogged() throws IOException {
        assertThat(loggedAroundAnUndecodableWrite(ServerKind.APACHE_ZOOKEEPER)).containsSequence(2L, 2L, 3L);
        if (ServerKind.subject() == ServerKind.QUORATE) {
            assertThat(loggedAroundAnUndecodableWrite(ServerKind.QUORATE))
                    .startsWith(1L, 2L, 3L)
                    .doesNotHaveDuplicates();
        }
    }

    /** The zxids of the log's entries, after a session, a create, a setData that ends early, and a create. */
    private static List<Long> loggedAroundAnUndecodableWrite(ServerKind kind) throws IOException {
        Path directory = Workplace.fresh("undecodable-" + kind.word());
        try (ServerProcess server = ServerProcess.start(kind, directory, SETTINGS)) {
            try (Talk talk = new Talk(server.address(), Handshake.newSession(30_000))) {
                assertThat(talk.ask(Request.create("/a", "")).zxid()).isEqualTo(2);
                byte[] early = new Bytes().string("/a").toArray();
                assertThat(talk.ask(Request.raw(Op.SET_DATA, early, "setData without data"))
                                .err())
                        .isEqualTo(-5);
                assertThat(talk.ask(Request.create("/b", "")).zxid()).isEqualTo(3);
            }
            server.kill();
        }
        List<Long> zxids = new ArrayList<>();
        Path logs = directory.resolve("data").resolve("version-2");
        try (FileTxnLog log = new FileTxnLog(logs.toFile());
                TxnLog.TxnIterator entries = log.read(0)) {
            do {
                zxids.add(entries.getHeader().getZxid());
            } while (entries.next());
        }
        return zxids;
    }

    /** C.2: ZooKeeper stops, and does not start on that directory again. */
    @ParameterizedTest
    @EnumSource
    void createTtlWithoutATtlFlagStopsOnlyZooKeeper(ServerKind kind) {
        try (ServerProcess server = ServerProcess.start(kind, Workplace.fresh("ttl-" + kind.word()), SETTINGS)) {
            try (Talk talk = new Talk(server.address(), Handshake.newSession(30_000))) {
                for (int flags = 0; flags <= 4; flags++) {
                    var answer = talk.tryAsk(Request.createTtl("/n", "", AclEntry.OPEN, flags, -1));
                    if (kind == ServerKind.APACHE_ZOOKEEPER) {
                        assertThat(answer).isEmpty();
                        server.awaitExit();
                        return;
                    }
                    assertThat(answer.orElseThrow().err()).isEqualTo(-8);
                }
                assertThat(talk.ask(Request.exists("/n", false)).err()).isEqualTo(-101);
            }
        }
    }

    /** D.6: whoever may write a quota's usage can stop ZooKeeper by writing there what is no usage. */
    @ParameterizedTest
    @EnumSource
    void aQuotaThatIsNoneStopsOnlyZooKeeper(ServerKind kind) {
        ServerSettings settings = ServerSettings.defaults();
        try (ServerProcess server = ServerProcess.start(kind, Workplace.fresh("quota-" + kind.word()), settings)) {
            try (Talk talk = new Talk(server.address(), Handshake.newSession(30_000))) {
                List<Request> quota = List.of(
                        Request.create("/q", ""),
                        Request.create("/zookeeper/quota/q", ""),
                        Request.create("/zookeeper/quota/q/zookeeper_limits", "count=5,bytes=5"),
                        Request.create("/zookeeper/quota/q/zookeeper_stats", "count=0,bytes=0"),
                        Request.setData("/zookeeper/quota/q/zookeeper_stats", "none", -1));
                assertThat(talk.tryAskAll(quota)).hasSameSizeAs(quota).allMatch(Talk.Answer::ok);
                var answer = talk.tryAsk(Request.create("/q/new", ""));
                if (kind == ServerKind.APACHE_ZOOKEEPER) {
                    assertThat(answer).isEmpty();
                    server.awaitExit();
                } else {
                    assertThat(answer.orElseThrow().ok()).isTrue();
                }
            }
        }
    }
}
