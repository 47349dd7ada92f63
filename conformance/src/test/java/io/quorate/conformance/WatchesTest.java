package io.quorate.conformance;

import io.quorate.conformance.raw.AclEntry;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import io.quorate.conformance.transcript.Conversation;
import io.quorate.conformance.transcript.World;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which txn fires which watch, in which order, to whom (client protocol 5). */
@On(Profile.OPEN)
final class WatchesTest {
    private static final List<Request> CHANGES = List.of(
            Request.create("/w/n", "made"),
            Request.setData("/w/n", "set", -1),
            Request.setData("/w/n", "set", -1),
            Request.setAcl("/w/n", AclEntry.world(31), -1),
            Request.create("/w/n/c", "child"),
            Request.setData("/w/n/c", "set", -1),
            Request.create2("/w/n/e", "", Request.EPHEMERAL),
            Request.delete("/w/n", -1),
            Request.setData("/w/n", "stale", 99),
            Request.delete("/w/n/c", -1),
            Request.delete("/w/n/e", -1),
            Request.multi(Request.setData("/w/n", "m", -1), Request.create("/w/n/c", ""), Request.delete("/w/n/c", -1)),
            Request.multi(Request.setData("/w/n", "m", -1), Request.check("/w/n", 0)),
            Request.delete("/w/n", -1),
            Request.create("/w/n", "again"),
            Request.createContainer("/w/box"),
            Request.createTtl("/w/brief", "", AclEntry.OPEN, Request.TTL, 100_000),
            Request.create("/w/s-", "", Request.SEQUENTIAL),
            Request.delete("/w/n", -1),
            Request.sync("/w"));

    private final ServerPair servers;

    WatchesTest(ServerPair servers) {
        this.servers = servers;
    }

    @Test
    void aDataWatchFiresOnce() {
        compareWith(Request.getData("/w/n", true), Request.getData("/w", true));
    }

    @Test
    void anExistsWatchFiresOnCreationToo() {
        compareWith(Request.exists("/w/n", true), Request.exists("/w", true), Request.exists("/w/n/c", true));
    }

    @Test
    void aChildWatchFiresOnCreationAndDeletionOfChildren() {
        compareWith(Request.getChildren("/w", true), Request.getChildren2("/w/n", true));
    }

    @Test
    void dataAndChildWatchesOnOneZnodeTellOfItsDeletionOnce() {
        compareWith(Request.getChildren("/w/n", true), Request.getData("/w/n", true), Request.exists("/w/n", true));
    }

    @Test
    void aPersistentWatchStays() {
        compareWith(Request.addWatch("/w/n", 0), Request.addWatch("/w", 0));
    }

    @Test
    void aRecursiveWatchTellsOfAllBelow() {
        compareWith(Request.addWatch("/w", 1));
        compareWith(Request.addWatch("/", 1));
        compareWith(Request.addWatch("", 1));
    }

    @Test
    void allKindsTogetherGiveOneCopyOfEachEvent() {
        compareWith(
                Request.addWatch("/w", 1),
                Request.addWatch("/w", 0),
                Request.addWatch("/w/n", 0),
                Request.addWatch("/w/n", 1),
                Request.addWatch("/w/n", 1),
                Request.getChildren("/w", true),
                Request.exists("/w/n", true),
                Request.getChildren("/w/n", true));
    }

    @Test
    void registeringAgainAfterEveryEventMissesNothing() {
        servers.compare(world -> {
            Conversation watcher = world.connect("watcher");
            Conversation writer = world.connect("writer");
            writer.call(Request.create("/w", ""));
            for (Request change : CHANGES) {
                watcher.call(Request.exists("/w/n", true)).call(Request.getChildren("/w", true));
                writer.call(change);
                watcher.hear();
            }
        });
    }

    @Test
    void theWriterHearsItsOwnEventsBeforeItsReply() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            a.call(Request.create("/w", "")).call(Request.addWatch("/w", 1)).call(Request.addWatch("/w", 0));
            for (Request change : CHANGES) {
                a.call(Request.getChildren("/w", true)).call(Request.exists("/w/n", true));
                a.call(change);
            }
        });
    }

    @Test
    void pipelinedWritesAndWatchesKeepTheirOrder() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            a.call(Request.create("/w", ""));
            a.send(
                    Request.getData("/w", true),
                    Request.setData("/w", "1", -1),
                    Request.getData("/w", true),
                    Request.getData("/w", true),
                    Request.setData("/w", "2", -1),
                    Request.setData("/w", "3", -1),
                    Request.getChildren("/w", true),
                    Request.create("/w/c", ""),
                    Request.create("/w/d", ""),
                    Request.addWatch("/w", 1),
                    Request.delete("/w/c", -1),
                    Request.removeWatches("/w", 5),
                    Request.delete("/w/d", -1),
                    Request.exists("/w", true),
                    Request.delete("/w", -1));
            a.drain();
        });
    }

    @Test
    void watchesAreFoundAndRemovedByTheirType() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            Conversation b = world.connect("b");
            a.call(Request.create("/w", ""));
            for (int registered = 0; registered < 32; registered++) {
                for (int removed = 1; removed <= 5; removed++) {
                    register(a, registered);
                    a.call(Request.removeWatches("/w", removed));
                    for (int type = 1; type <= 5; type++) {
                        a.call(Request.checkWatches("/w", type));
                        a.call(Request.checkWatches("/w/", type));
                    }
                    b.call(Request.setData("/w", "x", -1));
                    b.call(Request.create("/w/c", ""));
                    b.call(Request.delete("/w/c", -1));
                    a.hear().call(Request.removeWatches("/w", 3));
                }
            }
            b.call(Request.removeWatches("/w", 3));
        });
    }

    @Test
    void aClosingSessionHearsOfItsOwnEphemerals() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            Conversation b = world.connect("b");
            a.call(Request.create("/w", ""));
            a.call(Request.create("/w/e1", "", Request.EPHEMERAL));
            a.call(Request.create("/w/e2", "", Request.EPHEMERAL));
            a.call(Request.create("/w/e3", "", Request.EPHEMERAL));
            a.call(Request.addWatch("/w", 1));
            b.call(Request.addWatch("/w", 0)).call(Request.addWatch("/w", 1));
            b.call(Request.getChildren("/w", true)).call(Request.exists("/w/e2", true));
            a.close();
            b.hear().call(Request.getChildren2("/w", false));
        });
    }

    @Test
    void watchesGoWithTheConnectionNotWithTheSession() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            Conversation b = world.connect("b");
            b.call(Request.create("/w", ""));
            a.call(Request.addWatch("/w", 1)).call(Request.getData("/w", true));
            a.drop();
            Conversation again = world.connect("again", a.resumption(30_000));
            again.call(Request.checkWatches("/w", 3));
            b.call(Request.setData("/w", "x", -1));
            again.hear();
        });
    }

    @Test
    void eventsGoOnlyToThoseWhoMayRead() {
        servers.compare(world -> {
            Conversation a = world.connect("a").call(Request.digest("bob:pw"));
            Conversation b = world.connect("b");
            List<AclEntry> bobs = List.of(new AclEntry(AclEntry.ALL, "auth", ""));
            a.call(Request.create("/w", ""));
            for (Conversation who : List.of(a, b)) {
                who.call(Request.exists("/w/n", true))
                        .call(Request.addWatch("/w", 1))
                        .call(Request.getChildren("/w", true));
            }
            a.call(Request.create(1, "/w/n", new byte[0], bobs, 0));
            b.hear().call(Request.exists("/w/n", true)).call(Request.getData("/w/n", true));
            b.call(Request.checkWatches("/w/n", 2));
            a.call(Request.getData("/w/n", true)).call(Request.setData("/w/n", "x", -1));
            b.hear();
            a.call(Request.setAcl("/w", bobs, -1)).call(Request.getChildren("/w", true));
            b.call(Request.getChildren("/w", true)).call(Request.addWatch("/w", 0));
            a.call(Request.delete("/w/n", -1));
            b.hear().call(Request.checkWatches("/w", 1));
            a.call(Request.setAcl("/w", AclEntry.OPEN, -1)).call(Request.setData("/w", "seen", -1));
            b.hear().call(Request.digest("bob:pw"));
            a.call(Request.create(1, "/w/n", new byte[0], bobs, 0));
            b.hear();
        });
    }

    @Test
    void setWatchesReplaysWhatHappenedMeanwhile() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            a.call(Request.create("/w", "")).call(Request.create("/w/kept", "")).call(Request.create("/w/gone", ""));
            Conversation b = world.connect("b");
            long seen = world.baseZxid() + 5;
            a.call(Request.setData("/w", "x", -1))
                    .call(Request.delete("/w/gone", -1))
                    .call(Request.create("/w/new", ""));
            List<String> paths = List.of("/w", "/w/kept", "/w/gone", "/w/new", "/w/never", "", "x");
            for (long zxid : new long[] {seen, 0, seen + 1, seen + 2, seen + 3, Long.MAX_VALUE, -1}) {
                world.note("relative to "
                        + (zxid == seen ? "seen" : zxid > seen && zxid < Long.MAX_VALUE ? "later" : zxid));
                Conversation c = world.connect("c");
                c.call(Request.setWatches(zxid, paths, List.of(), List.of()));
                c.call(Request.setWatches(zxid, List.of(), paths, List.of()));
                c.call(Request.setWatches(zxid, List.of(), List.of(), paths));
                c.call(Request.setWatches(zxid, paths, paths, paths));
                for (String path : paths) {
                    c.call(Request.checkWatches(path, 1)).call(Request.checkWatches(path, 2));
                }
                a.call(Request.setData("/w/kept", "x", -1)).call(Request.create("/w/kept/x", ""));
                a.call(Request.delete("/w/kept/x", -1));
                c.hear();
            }
            b.call(-8, Request.setWatches2(seen, List.of(paths, paths, paths, paths, paths)));
            a.call(Request.setData("/w/kept", "x", -1)).call(Request.create("/w/never", "now"));
            a.call(Request.delete("/w/never", -1));
            b.hear();
            for (String path : paths) {
                for (int type = 1; type <= 5; type++) {
                    b.call(Request.checkWatches(path, type));
                }
            }
        });
    }

    @Test
    void manyWatchersAllHearTheSame() {
        servers.compare(world -> {
            Conversation writer = world.connect("writer");
            writer.call(Request.create("/w", ""));
            List<Conversation> crowd = new java.util.ArrayList<>();
            for (int i = 0; i < 40; i++) {
                crowd.add(
                        world.connect("c" + i).call(Request.getData("/w", true)).call(Request.addWatch("/w", i % 2)));
            }
            writer.call(Request.setData("/w", "x", -1))
                    .call(Request.create("/w/x", ""))
                    .call(Request.delete("/w/x", -1));
            crowd.forEach(Conversation::hear);
        });
    }

    private void compareWith(Request... registrations) {
        servers.compare(world -> changeUnder(world, registrations));
    }

    private static void changeUnder(World world, Request... registrations) {
        Conversation watcher = world.connect("watcher");
        Conversation writer = world.connect("writer");
        writer.call(Request.create("/w", ""));
        List<Request> lasting = List.of(registrations).stream()
                .filter(registration -> registration.type() == Op.ADD_WATCH)
                .toList();
        List<Request> oneShot = List.of(registrations).stream()
                .filter(registration -> registration.type() != Op.ADD_WATCH)
                .toList();
        watcher.callAll(lasting);
        for (Request change : CHANGES) {
            watcher.callAll(oneShot);
            writer.call(change);
            watcher.hear();
        }
    }

    private static void register(Conversation a, int kinds) {
        if ((kinds & 1) != 0) {
            a.call(Request.getChildren("/w", true));
        }
        if ((kinds & 2) != 0) {
            a.call(Request.getData("/w", true));
        }
        if ((kinds & 4) != 0) {
            a.call(Request.addWatch("/w", 0));
        }
        if ((kinds & 8) != 0) {
            a.call(Request.addWatch("/w", 1));
        }
        if ((kinds & 16) != 0) {
            a.call(Request.exists("/w/absent", true));
        }
    }
}
