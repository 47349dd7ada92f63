package io.quorate.conformance;

import io.quorate.conformance.raw.AclEntry;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import io.quorate.conformance.transcript.Conversation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each txn does to a znode, its parent and their Stats (client protocol 2.3 and 2.7 to 2.12). */
@On(Profile.OPEN)
final class NodesTest {
    private final ServerPair servers;

    NodesTest(ServerPair servers) {
        this.servers = servers;
    }

    @Test
    void everyKindOfTxnChangesTheStatsThatItShould() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            List<Request> steps = List.of(
                    Request.create("/p", "parent"),
                    Request.create("/p/a", "one"),
                    Request.create2("/p/b", "two", Request.EPHEMERAL),
                    Request.createContainer("/p/c"),
                    Request.createTtl("/p/d", "ttl", AclEntry.OPEN, Request.TTL, 500_000),
                    Request.createTtl("/p/d", "ttl", AclEntry.OPEN, Request.TTL_SEQUENTIAL, 500_000),
                    Request.create(Op.CREATE_CONTAINER, "/p/c", null, AclEntry.OPEN, Request.SEQUENTIAL),
                    Request.setData("/p", "changed", 0),
                    Request.setData("/p/a", null, -1),
                    Request.setData("/p/a", "", -1),
                    Request.setData("/p/c", "c", 0),
                    Request.setData("/p/d", "d", 0),
                    Request.setAcl("/p/a", AclEntry.world(31), 0),
                    Request.setAcl("/p/a", AclEntry.world(31), 1),
                    Request.delete("/p/a", -1),
                    Request.delete("/p/b", 0),
                    Request.setData("/p", "wrong version", 0),
                    Request.delete("/p", -1),
                    Request.create("/p/c/x", "inside"),
                    Request.delete("/p/c/x", -1),
                    Request.delete("/p/c", -1),
                    Request.delete("/p/d", -1),
                    Request.sync("/p"));
            for (Request step : steps) {
                a.call(step);
                for (String path : List.of("/p", "/p/a", "/p/b", "/p/c", "/p/d")) {
                    a.call(Request.exists(path, false));
                }
                a.call(Request.getChildren2("/p", false));
                a.call(Request.getData("/p/a", false));
                a.call(Request.getAcl("/p/a"));
                a.call(Request.getAllChildrenNumber("/p"));
                a.call(Request.getEphemerals("/"));
            }
        });
    }

    @Test
    void theBuiltInZnodesLookAlike() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            for (String path : List.of("/zookeeper", "/zookeeper/quota", "/zookeeper/config")) {
                a.call(Request.getData(path, false));
                a.call(Request.getAcl(path));
                a.call(Request.getChildren(path, false));
            }
            a.call(Request.create("/zookeeper/mine", ""));
            a.call(Request.setData("/zookeeper/mine", "x", -1));
            a.call(Request.delete("/zookeeper/mine", -1));
            a.call(Request.setData("/zookeeper/config", "x", -1));
            a.call(Request.create("/zookeeper/config/x", ""));
            a.call(Samples.reconfig("server.1=localhost:1:2", null, null, -1));
            a.call(Samples.reconfig(null, null, "server.1=localhost:1:2", 5));
        });
    }

    @Test
    void nullDataIsNotEmptyData() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            a.call(Request.create(Op.CREATE, "/null", null, AclEntry.OPEN, 0));
            a.call(Request.getData("/null", false));
            a.call(Request.setData("/null", "", -1));
            a.call(Request.getData("/null", false));
            a.call(Request.setData("/null", null, -1));
            a.call(Request.getData("/null", false));
            a.call(Request.multiRead(Request.getData("/null", false)));
            a.call(Request.multi(Request.setData("/null", "", -1), Request.setData("/null", null, -1)));
            a.call(Request.getData("/null", false));
        });
    }

    @Test
    void sequenceNumbersCountEveryChildEverCreated() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            a.call(Request.create("/s", ""));
            a.call(Request.create("/s/n-", "", Request.SEQUENTIAL));
            a.call(Request.create("/s/plain", ""));
            a.call(Request.create2("/s/n-", "", Request.EPHEMERAL_SEQUENTIAL));
            a.call(Request.create("/s/", "", Request.SEQUENTIAL));
            a.call(Request.create("/s/plain", ""));
            a.call(Request.create("/s/m-", "", Request.SEQUENTIAL));
            a.call(Request.delete("/s/n-0000000000", -1));
            a.call(Request.delete("/s/plain", -1));
            a.call(Request.create("/s/n-", "", Request.SEQUENTIAL));
            a.call(Request.create("/s/n-0000000007", ""));
            a.call(Request.create("/s/n-0000000008", ""));
            a.call(Request.create("/s/n-", "", Request.SEQUENTIAL));
            a.call(Request.create(Op.CREATE_CONTAINER, "/s/c-", null, AclEntry.OPEN, Request.EPHEMERAL_SEQUENTIAL));
            a.call(Request.createTtl("/s/t-", "", AclEntry.OPEN, Request.TTL_SEQUENTIAL, 900_000));
            a.call(Request.multi(
                    Request.create("/s/x-", "", Request.SEQUENTIAL),
                    Request.create("/s/x-", "", Request.SEQUENTIAL),
                    Request.check("/s/none", -1)));
            a.call(Request.multi(
                    Request.create("/s/x-", "", Request.SEQUENTIAL), Request.create("/s/x-", "", Request.SEQUENTIAL)));
            a.send(
                    Request.create("/s/p-", "", Request.SEQUENTIAL),
                    Request.create("/s/p-", "", Request.SEQUENTIAL),
                    Request.create("/s/p-", "", Request.EPHEMERAL_SEQUENTIAL),
                    Request.delete("/s/x-0000000011", -1),
                    Request.create("/s/p-", "", Request.SEQUENTIAL));
            a.drain().call(Request.getChildren2("/s", false));
        });
    }

    @Test
    void listingsCountDescendantsAndEphemeralsByPrefix() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            Conversation b = world.connect("b");
            a.callAll(List.of(
                    Request.create("/d", ""),
                    Request.create("/d/e", ""),
                    Request.create("/d/e/f", ""),
                    Request.create("/de", ""),
                    Request.create("/d/x", "", Request.EPHEMERAL),
                    Request.create("/d/xy", "", Request.EPHEMERAL),
                    Request.create("/dx", "", Request.EPHEMERAL)));
            b.call(Request.create("/d/b", "", Request.EPHEMERAL));
            for (String path : List.of("/", "/d", "/d/", "/d/e", "/de", "/d/x", "/dx", "  ", "x")) {
                for (Conversation who : List.of(a, b)) {
                    who.call(Request.getAllChildrenNumber(path));
                    who.call(Request.getEphemerals(path));
                }
            }
            a.call(Request.getEphemerals("")).call(Request.getEphemerals(null));
            b.drop();
            Conversation again = world.connect("again", b.resumption(30_000));
            again.call(Request.getEphemerals("/"));
            again.call(Request.delete("/d/b", -1));
            again.call(Request.getEphemerals("/"));
        });
    }

    @Test
    void pipelinedRequestsSeeEachOther() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            List<Request> requests = new ArrayList<>();
            requests.add(Request.create("/q", ""));
            for (int i = 0; i < 300; i++) {
                requests.add(Request.setData("/q", "v" + i, i));
                requests.add(Request.getData("/q", i % 7 == 0));
                requests.add(Request.setData("/q", "stale", i));
                if (i % 10 == 0) {
                    requests.add(Request.create("/q/e" + i, "", Request.EPHEMERAL));
                    requests.add(Request.delete("/q", -1));
                    requests.add(Request.getChildren2("/q", true));
                    requests.add(Request.ping());
                    requests.add(Request.delete("/q/e" + i, -1));
                }
            }
            a.callAll(requests).hear();
        });
    }

    @Test
    void aStringOfSurrogatesKeepsItsBytesInData() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            a.call(Request.create("/t-é-日本", "data \ud83d\udca9"));
            a.call(Request.getData("/t-é-日本", false));
            a.call(Request.getChildren("/", false));
        });
    }
}
