package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.process.ServerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The audit log (operations 5): the same calls leave the same lines. */
@Timeout(120)
final class AuditTest {
    private static final Pattern LINE = Pattern.compile("(INFO|ERROR) .*?Slf4jAuditLogger (.*)");
    private static final Pattern SESSION = Pattern.compile("session=(0x[0-9a-f]+)");

    @Test
    void bothWriteTheSameLines() throws Exception {
        ServerSettings settings =
                ServerSettings.defaults().with("audit.enable", true).with("extendedTypesEnabled", true);
        try (ServerPair servers = ServerPair.start("audit", settings)) {
            live(servers.reference());
            live(servers.subject());
            servers.reference().stop();
            servers.subject().stop();

            List<String> expected = lines(servers.reference());
            assertThat(expected).hasSizeGreaterThan(15);
            assertThat(lines(servers.subject())).isEqualTo(expected);
        }
    }

    private static void live(ServerProcess server) throws Exception {
        try (ZooKeeper zk = ApacheClients.connect(server.connectString())) {
            zk.addAuthInfo("digest", "alice:secret".getBytes(StandardCharsets.UTF_8));
            for (CreateMode mode : CreateMode.values()) {
                Stat stat = new Stat();
                zk.create("/" + mode, new byte[0], Ids.OPEN_ACL_UNSAFE, mode, stat, mode.isTTL() ? 100_000 : -1);
            }
            zk.setData("/PERSISTENT", new byte[3], -1);
            zk.getData("/PERSISTENT", false, null);
            zk.setACL("/PERSISTENT", Ids.CREATOR_ALL_ACL, -1);
            zk.setACL("/PERSISTENT", Ids.READ_ACL_UNSAFE, -1);
            fails(() -> zk.setData("/PERSISTENT", new byte[3], 7));
            fails(() -> zk.create("/none/x", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL));
            fails(() -> zk.delete("/none", -1));
            zk.multi(Arrays.asList(
                    Op.check("/CONTAINER", -1),
                    Op.create("/m", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT),
                    Op.setData("/m", new byte[1], -1),
                    Op.delete("/m", -1)));
            fails(() -> zk.multi(Arrays.asList(Op.check("/CONTAINER", -1), Op.delete("/none", -1))));
        }
    }

    /** A call that is refused. */
    private interface Call {
        void make() throws KeeperException, InterruptedException;
    }

    private static void fails(Call call) throws InterruptedException {
        try {
            call.make();
            throw new AssertionError("it must be refused");
        } catch (KeeperException expected) {
            assertThat(expected.code()).isNotEqualTo(KeeperException.Code.OK);
        }
    }

    /**
     * With sessions numbered as they come. ZooKeeper tells users and the ephemerals of a session in the order of hash
     * tables: here they are sorted, the ephemerals behind the rest.
     */
    private static List<String> lines(ServerProcess server) throws IOException {
        Map<String, String> sessions = new HashMap<>();
        List<String> lines = new ArrayList<>();
        SortedSet<String> ephemerals = new TreeSet<>();
        for (String line : Files.readAllLines(server.log())) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.find()) {
                Matcher session = SESSION.matcher(matcher.group(2));
                String told = session.replaceAll(
                        found -> "session=" + sessions.computeIfAbsent(found.group(1), _ -> "#" + sessions.size()));
                String shown = matcher.group(1) + " " + told.replace("user=alice,127.0.0.1", "user=127.0.0.1,alice");
                boolean ofTheEnd = shown.contains("operation=ephemeralZNodeDeletion");
                assertThat((ofTheEnd ? ephemerals : lines).add(shown)).isTrue();
            }
        }
        lines.addAll(ephemerals);
        return lines;
    }
}
