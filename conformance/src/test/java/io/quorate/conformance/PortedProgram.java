package io.quorate.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.CreateOptions;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.Watcher.WatcherType;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.data.Stat;

/**
 * A program as people write them to the Apache client. {@link PortedProgramTest} compiles this very file a second time,
 * with nothing but its imports changed, and compares what both say.
 */
final class PortedProgram {
    private static final int TIMEOUT_MS = 30_000;
    private static final int WAIT_SECONDS = 30;

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    private PortedProgram() {}

    /** Runs it under a chroot that is empty. */
    static List<String> run(String connectString) throws IOException, InterruptedException, KeeperException {
        PortedProgram program = new PortedProgram();
        program.work(connectString);
        List<String> all = new ArrayList<>(program.said);
        all.addAll(program.heard);
        return all;
    }

    private void work(String connectString) throws IOException, InterruptedException, KeeperException {
        CountDownLatch connected = new CountDownLatch(1);
        try (ZooKeeper zk = new ZooKeeper(connectString, TIMEOUT_MS, event -> {
            // The Apache client may tell of its end before close() returns, or after.
            if (event.getState() != KeeperState.Closed) {
                heard.add("session: " + event.getType() + " " + event.getState() + " " + event.getPath());
            }
            if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
            }
        })) {
            await(connected);
            say(
                    "state",
                    zk.getState() + " " + zk.getState().isAlive() + " "
                            + zk.getState().isConnected());
            say("timeout", zk.getSessionTimeout() + " " + zk.getSessionPasswd().length);
            znodes(zk);
            failures(zk);
            access(zk);
            multis(zk);
            watches(zk);
            callbacks(zk);
            settle(zk);
        }
    }

    private void znodes(ZooKeeper zk) throws InterruptedException, KeeperException {
        Stat stat = new Stat();
        say("create", zk.create("/p", bytes("one"), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
        say("create", zk.create("/p/s-", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT_SEQUENTIAL, stat));
        say("stat", told(stat));
        say("create", zk.create("/p/e", bytes("e"), Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL));
        say("create", zk.create("/p/c", null, Ids.OPEN_ACL_UNSAFE, CreateMode.CONTAINER, stat));
        say("ttl", zk.create("/p/t", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT_WITH_TTL, stat, 100_000));
        say("data", text(zk.getData("/p", false, stat)) + told(stat));
        say("null data", text(zk.getData("/p/c", false, null)));
        say("set", told(zk.setData("/p", bytes("two"), stat.getVersion())));
        say("exists", told(zk.exists("/p", false)));
        say("exists not", told(zk.exists("/none", false)));
        say("children", sorted(zk.getChildren("/p", false)) + sorted(zk.getChildren("/p", false, stat)) + told(stat));
        say("count", zk.getAllChildrenNumber("/p") + "");
        say("ephemerals", zk.getEphemerals().size() + " " + zk.getEphemerals("/nowhere"));
        say("who", zk.whoAmI().toString());
        say("config", (zk.getConfig(false, stat) == null) + "");
        zk.sync("/p");
        zk.delete("/p/e", -1);
        say(
                "modes",
                CreateMode.fromFlag(3) + " " + CreateMode.EPHEMERAL.isEphemeral() + " "
                        + CreateMode.PERSISTENT_WITH_TTL.isTTL() + " " + CreateMode.CONTAINER.toFlag());
    }

    private void failures(ZooKeeper zk) throws InterruptedException {
        attempt("no parent", () -> zk.create("/no/child", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
        attempt("there already", () -> zk.create("/p", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
        attempt("no acl", () -> zk.create("/q", null, new ArrayList<>(), CreateMode.PERSISTENT));
        attempt(
                "odd acl",
                () -> zk.create(
                        "/q", null, Collections.singletonList(new ACL(1, new Id("odd", "x"))), CreateMode.PERSISTENT));
        attempt("bad version", () -> told(zk.setData("/p", null, 77)));
        attempt("not empty", () -> {
            zk.delete("/p", -1);
            return "gone";
        });
        attempt("no node", () -> text(zk.getData("/none", false, null)));
        attempt("no node", () -> sorted(zk.getChildren("/none", false)));
        attempt("no watcher", () -> {
            zk.removeAllWatches("/p", WatcherType.Data, false);
            return "removed";
        });
        attempt("bad acl version", () -> told(zk.setACL("/p", Ids.OPEN_ACL_UNSAFE, 9)));
        attempt(
                "a ttl of none",
                () -> zk.create("/q", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT, new Stat(), 5));
        try {
            zk.exists("no slash", false);
            say("no slash", "accepted");
        } catch (IllegalArgumentException | KeeperException e) {
            say("no slash", e.getClass().getSimpleName());
        }
        say(
                "code",
                KeeperException.create(KeeperException.Code.NOTEMPTY, "/x").getMessage()
                        + KeeperException.Code.get(-112));
    }

    private void access(ZooKeeper zk) throws InterruptedException, KeeperException {
        zk.addAuthInfo("digest", bytes("bob:secret"));
        zk.create("/mine", bytes("m"), Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT);
        Stat stat = new Stat();
        say("acl", zk.getACL("/mine", stat) + told(stat));
        say(
                "set acl",
                told(zk.setACL(
                        "/mine", Collections.singletonList(new ACL(ZooDefs.Perms.READ, Ids.ANYONE_ID_UNSAFE)), 0)));
        attempt("locked out", () -> told(zk.setData("/mine", null, -1)));
        say("acl", zk.getACL("/mine", stat).equals(Ids.READ_ACL_UNSAFE) + "");
    }

    private void multis(ZooKeeper zk) throws InterruptedException, KeeperException {
        say(
                "multi",
                results(zk.multi(List.of(
                        Op.check("/p", 1),
                        Op.create("/m", bytes("m"), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT),
                        Op.create(
                                "/m/o",
                                null,
                                CreateOptions.newBuilder(Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT)
                                        .build()),
                        Op.setData("/m", bytes("n"), 0),
                        Op.delete("/m/o", 0)))));
        attempt(
                "failing multi",
                () -> results(zk.multi(List.of(
                        Op.create("/m2", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT),
                        Op.check("/m", 9),
                        Op.delete("/m", -1)))));
        say(
                "transaction",
                results(zk.transaction()
                        .create("/m3", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT)
                        .setData("/m3", bytes("x"), 0)
                        .commit()));
        say("reads", results(zk.multi(List.of(Op.getData("/m"), Op.getChildren("/m"), Op.getData("/none")))));
        say("nothing", results(zk.multi(List.of())));
        attempt("mixed", () -> results(zk.multi(List.of(Op.getData("/m"), Op.delete("/m", -1)))));
    }

    private void watches(ZooKeeper zk) throws InterruptedException, KeeperException {
        zk.exists("/w", watcher("exists"));
        zk.create("/w", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        zk.getData("/w", watcher("data"), null);
        zk.getChildren("/w", watcher("children"));
        zk.setData("/w", bytes("x"), -1);
        zk.create("/w/c", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        settle(zk);
        Watcher recursive = watcher("recursive");
        zk.addWatch("/w", recursive, AddWatchMode.PERSISTENT_RECURSIVE);
        zk.setData("/w/c", bytes("y"), -1);
        settle(zk);
        zk.removeWatches("/w", recursive, WatcherType.Any, false);
        zk.addWatch("/w", AddWatchMode.PERSISTENT);
        zk.delete("/w/c", -1);
        settle(zk);
        zk.removeAllWatches("/w", WatcherType.Any, false);
        zk.delete("/w", -1);
        settle(zk);
    }

    private void callbacks(ZooKeeper zk) throws InterruptedException {
        zk.create(
                "/a",
                bytes("a"),
                Ids.OPEN_ACL_UNSAFE,
                CreateMode.PERSISTENT,
                (rc, path, ctx, name) -> heard.add(rc + path + ctx + name),
                "create");
        zk.exists("/none", false, (rc, path, ctx, stat) -> heard.add(rc + path + ctx + stat), "exists");
        zk.getData("/a", true, (rc, path, ctx, data, stat) -> heard.add(rc + path + ctx + text(data)), "data");
        zk.getData("/none", false, (rc, path, ctx, data, stat) -> heard.add(rc + path + ctx + text(data)), "data");
        zk.setData("/a", bytes("b"), 0, (rc, path, ctx, stat) -> heard.add(rc + path + ctx + told(stat)), "set");
        zk.setData("/a", bytes("b"), 0, (rc, path, ctx, stat) -> heard.add(rc + path + ctx + told(stat)), "stale");
        zk.getChildren("/a", false, (rc, path, ctx, names) -> heard.add(rc + path + ctx + names), "children");
        zk.getACL("/a", null, (rc, path, ctx, acl, stat) -> heard.add(rc + path + ctx + acl), "acl");
        zk.multi(
                List.of(Op.check("/a", 8), Op.delete("/a", -1)),
                (rc, path, ctx, results) -> heard.add(rc + path + ctx + results(results)),
                "multi");
        zk.getAllChildrenNumber("/a", (rc, path, ctx, number) -> heard.add(rc + path + ctx + number), "number");
        zk.delete("/a", 1, (rc, path, ctx) -> heard.add(rc + path + ctx), "delete");
        settle(zk);
    }

    private void settle(ZooKeeper zk) throws InterruptedException {
        CountDownLatch through = new CountDownLatch(1);
        zk.sync("/", (rc, path, ctx) -> through.countDown(), null);
        await(through);
        heard.add("settled");
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("nothing happened within " + WAIT_SECONDS + " s");
        }
    }

    private Watcher watcher(String name) {
        return event -> heard.add(name + " heard " + event.getType() + " " + event.getState() + " " + event.getPath());
    }

    private void say(String what, String words) {
        said.add(what + ": " + words);
    }

    private void attempt(String what, Call call) throws InterruptedException {
        try {
            say(what, call.make());
        } catch (KeeperException e) {
            say(
                    what,
                    e.getClass().getSimpleName() + " " + e.code() + " " + e.getMessage() + " " + e.getPath()
                            + (e.getResults() == null ? "" : results(e.getResults())));
        } catch (IllegalArgumentException e) {
            say(what, "is no argument");
        }
    }

    @FunctionalInterface
    private interface Call {
        String make() throws KeeperException, InterruptedException;
    }

    private static String results(List<OpResult> results) {
        if (results == null) {
            return "no results";
        }
        StringBuilder all = new StringBuilder();
        for (OpResult result : results) {
            all.append(result.getType())
                    .append(
                            switch (result) {
                                case OpResult.CreateResult create -> nameOf(create.getPath()) + told(create.getStat());
                                case OpResult.SetDataResult set -> told(set.getStat());
                                case OpResult.GetDataResult get -> text(get.getData()) + told(get.getStat());
                                case OpResult.GetChildrenResult get -> sorted(get.getChildren());
                                case OpResult.ErrorResult error -> " error " + error.getErr();
                                default -> " done";
                            });
        }
        return all.toString();
    }

    /** The Apache client forgets its chroot here, until its next release. */
    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/'));
    }

    private static String told(Stat stat) {
        return stat == null
                ? " no stat"
                : " v" + stat.getVersion() + " c" + stat.getCversion() + " a" + stat.getAversion() + " n"
                        + stat.getNumChildren() + " d" + stat.getDataLength() + " e" + (stat.getEphemeralOwner() != 0)
                        + " m" + (stat.getMzxid() - stat.getCzxid() > 0);
    }

    private static String sorted(List<String> names) {
        return names.stream().sorted().toList().toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
    }
}
