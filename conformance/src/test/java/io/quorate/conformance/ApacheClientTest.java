package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.transcript.World;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.Watcher.WatcherType;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;

/** The Apache Java client as its users use it, one program against both servers (client protocol 11). */
@On(Profile.OPEN)
final class ApacheClientTest {
    private final ServerPair servers;

    ApacheClientTest(ServerPair servers) {
        this.servers = servers;
    }

    @FunctionalInterface
    private interface Program {
        void run(ZooKeeper client, Diary diary) throws KeeperException, InterruptedException;
    }

    @Test
    void everySynchronousCallGivesTheSame() throws InterruptedException {
        compare((client, diary) -> {
            Stat stat = new Stat();
            diary.note(client.create("/p", diary.bytes("parent"), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
            for (CreateMode mode : CreateMode.values()) {
                diary.attempt(mode + "", () -> client.create("/p/c", diary.bytes("x"), Ids.OPEN_ACL_UNSAFE, mode));
                diary.attempt(mode + " ttl", () -> {
                    Stat made = new Stat();
                    long ttl = mode.isTTL() ? 100_000 : -1;
                    String path = client.create("/p/d", null, Ids.OPEN_ACL_UNSAFE, mode, made, ttl);
                    return path + diary.stat(made);
                });
                diary.attempt("delete", () -> {
                    client.delete("/p/c", -1);
                    return "gone";
                });
                diary.attempt("delete", () -> {
                    client.delete("/p/d", 5);
                    return "gone";
                });
            }
            diary.attempt("exists", () -> diary.stat(client.exists("/p", false)));
            diary.attempt("exists none", () -> diary.stat(client.exists("/none", false)));
            diary.attempt("setData", () -> diary.stat(client.setData("/p", diary.bytes("new"), 0)));
            diary.attempt("setData stale", () -> diary.stat(client.setData("/p", diary.bytes("new"), 0)));
            diary.attempt(
                    "getData", () -> new String(client.getData("/p", false, stat), diary.charset()) + diary.stat(stat));
            diary.attempt(
                    "children",
                    () -> client.getChildren("/p", false).stream().sorted().toList() + "");
            diary.attempt(
                    "children2", () -> client.getChildren("/p", false, stat).size() + diary.stat(stat));
            diary.attempt("setACL", () -> diary.stat(client.setACL("/p", Ids.READ_ACL_UNSAFE, 0)));
            diary.attempt("getACL", () -> client.getACL("/p", stat) + diary.stat(stat));
            diary.attempt("denied", () -> client.create("/p/x", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
            diary.attempt("creator", () -> client.create("/q", null, Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT));
            client.addAuthInfo("digest", diary.bytes("bob:pw"));
            diary.attempt("creator", () -> client.create("/q", null, Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT));
            diary.attempt(
                    "who",
                    () -> client.whoAmI().stream()
                                    .map(Object::toString)
                                    .sorted()
                                    .toList() + "");
            diary.attempt("number", () -> client.getAllChildrenNumber("/") + "");
            diary.attempt(
                    "ephemerals",
                    () -> client.getEphemerals("/p").stream().sorted().toList() + "");
            diary.attempt("config", () -> client.getConfig(false, stat).length + "");
            diary.attempt("sync", () -> {
                client.sync("/p");
                return "synced";
            });
        });
    }

    @Test
    void transactionsSucceedAndFailAsAWhole() throws InterruptedException {
        compare((client, diary) -> {
            diary.attempt(
                    "multi",
                    () -> diary.results(client.multi(List.of(
                            Op.create("/m", diary.bytes("1"), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT),
                            Op.create("/m/s", null, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL_SEQUENTIAL),
                            Op.create("/m/c", null, Ids.OPEN_ACL_UNSAFE, CreateMode.CONTAINER),
                            Op.create("/m/t", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT_WITH_TTL, 9_000),
                            Op.setData("/m", diary.bytes("2"), 0),
                            Op.check("/m", 1),
                            Op.delete("/m/c", -1)))));
            diary.attempt(
                    "failing",
                    () -> diary.results(client.multi(
                            List.of(Op.setData("/m", diary.bytes("3"), -1), Op.check("/m", 7), Op.delete("/m", -1)))));
            diary.attempt(
                    "reads",
                    () -> diary.results(
                            client.multi(List.of(Op.getData("/m"), Op.getChildren("/m"), Op.getData("/none")))));
            diary.attempt(
                    "transaction",
                    () -> diary.results(client.transaction()
                            .create("/m/x", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT)
                            .setData("/m/x", diary.bytes("y"), 0)
                            .check("/m/x", 1)
                            .delete("/m/x", 1)
                            .commit()));
        });
    }

    @Test
    void watchersHearTheSameInTheSameOrder() throws InterruptedException {
        compare((client, diary) -> {
            client.create("/w", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            client.addWatch("/w", diary.watcher("recursive"), AddWatchMode.PERSISTENT_RECURSIVE);
            client.addWatch("/w", diary.watcher("persistent"), AddWatchMode.PERSISTENT);
            client.exists("/w/a", diary.watcher("exists"));
            client.getChildren("/w", diary.watcher("children"));
            client.getData("/w", diary.watcher("data"), null);
            client.create("/w/a", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            client.setData("/w", diary.bytes("1"), -1);
            client.setData("/w/a", diary.bytes("1"), -1);
            client.getData("/w/a", diary.watcher("data a"), null);
            client.getChildren("/w/a", diary.watcher("children a"));
            client.delete("/w/a", -1);
            diary.settle(client);
            diary.attempt("remove", () -> {
                client.removeAllWatches("/w", WatcherType.PersistentRecursive, false);
                return "removed";
            });
            diary.attempt("remove again", () -> {
                client.removeAllWatches("/w", WatcherType.PersistentRecursive, false);
                return "removed";
            });
            client.create("/w/b", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            diary.settle(client);
        });
    }

    @Test
    void asynchronousCallsAreAnsweredInOrder() throws InterruptedException {
        compare((client, diary) -> {
            client.create("/a", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT, diary.created(), "1");
            client.create("/a/s", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT_SEQUENTIAL, diary.created2(), "2");
            client.setData("/a", diary.bytes("x"), 0, diary.statted(), "3");
            client.exists("/a", diary.watcher("a"), diary.statted(), "4");
            client.getData("/none", false, diary.data(), "5");
            client.setData("/a", diary.bytes("y"), 0, diary.statted(), "6");
            client.setData("/a", diary.bytes("y"), 1, diary.statted(), "7");
            client.getChildren("/a", false, diary.children(), "8");
            client.getACL("/a", null, diary.acl(), "9");
            client.setACL("/a", Ids.READ_ACL_UNSAFE, 0, diary.statted(), "10");
            client.delete("/a", 0, diary.done(), "11");
            client.sync("/a", diary.done(), "12");
            client.multi(List.of(Op.check("/a", 9)), diary.multi(), "13");
            client.getEphemerals(diary.ephemerals(), "14");
            client.getAllChildrenNumber("/a", diary.number(), "15");
            diary.settle(client);
        });
    }

    @Test
    void aChrootIsInvisible() throws InterruptedException {
        List<List<String>> both = new ArrayList<>();
        for (ServerProcess server : List.of(servers.reference(), servers.subject())) {
            try (World ignored = new World(server.address());
                    ZooKeeper client = ApacheClients.connect(server.connectString())) {
                Diary diary = new Diary();
                client.create("/within", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
                try (ZooKeeper inside = ApacheClients.connect(server.connectString() + "/within")) {
                    inside.addWatch("/", diary.watcher("all"), AddWatchMode.PERSISTENT_RECURSIVE);
                    diary.attempt("create", () -> inside.create("/x", null, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL));
                    diary.attempt("get", () -> diary.stat(inside.exists("/x", false)));
                    diary.attempt("outside", () -> diary.stat(client.exists("/within/x", false)));
                    diary.settle(inside);
                    // Before the client is closed: whether its watcher still hears of that is a race inside the client.
                    both.add(diary.lines());
                }
            } catch (KeeperException e) {
                throw new AssertionError(e);
            }
        }
        assertThat(both.getLast()).isEqualTo(both.getFirst());
    }

    private void compare(Program program) throws InterruptedException {
        List<String> expected = run(servers.reference(), program);
        List<String> actual = run(servers.subject(), program);
        assertThat(expected).isNotEmpty();
        Difference.between(expected, actual).ifPresent(difference -> {
            throw new AssertionError(difference);
        });
    }

    private static List<String> run(ServerProcess server, Program program) throws InterruptedException {
        try (World ignored = new World(server.address());
                ZooKeeper client = ApacheClients.connect(server.connectString())) {
            Diary diary = new Diary();
            program.run(client, diary);
            return diary.lines();
        } catch (KeeperException e) {
            throw new AssertionError("the program stopped at " + e.code() + " from " + server, e);
        }
    }
}
