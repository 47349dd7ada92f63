package io.quorate.conformance;

import io.quorate.conformance.raw.AclEntry;
import io.quorate.conformance.raw.Bytes;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import io.quorate.conformance.transcript.Conversation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Identities and access lists (client protocol 4). */
@On(Profile.OPEN)
final class AuthTest {
    private final ServerPair servers;

    AuthTest(ServerPair servers) {
        this.servers = servers;
    }

    @Test
    void anyDigestIsAcceptedAndShown() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            a.call(Request.whoAmI());
            for (String packet : List.of("bob:secret", "bob:secret", "bob:other", "nocolon", ":", "", "x:y:z", "é:ü")) {
                a.call(Request.digest(packet)).call(Request.whoAmI());
            }
            a.call(Request.auth("ip", null))
                    .call(Request.auth("ip", new byte[] {'x'}))
                    .call(Request.whoAmI());
            a.call(Request.digest("super:test")).call(Request.whoAmI());
        });
    }

    @Test
    void aRefusedIdentityClosesTheConnectionButNotTheSession() {
        servers.compare(world -> {
            for (String scheme : new String[] {"kerb", "", null, "world", "auth", "super", "sasl", "x509", "Digest"}) {
                Conversation a = world.connect("a");
                a.call(Request.create("/e", "", Request.EPHEMERAL));
                a.call(Request.auth(scheme, new byte[] {'x'})).awaitEnd();
                Conversation again = world.connect("again", a.resumption(30_000));
                again.call(Request.exists("/e", false)).close();
            }
            world.connect("null data").call(Request.auth("digest", null)).awaitEnd();
        });
    }

    @Test
    void anUndecodableAuthPacketClosesTheConnection() {
        servers.compare(world -> {
            Request whole = Request.digest("bob:secret");
            for (Request cut : Samples.cuts(whole)) {
                world.connect("a").call(cut).awaitEnd();
            }
            byte[] other = new Bytes()
                    .int32(99)
                    .string("digest")
                    .buffer(Samples.utf8("bob:x"))
                    .toArray();
            world.connect("a")
                    .call(Request.raw(Op.AUTH, other, "auth of type 99"))
                    .call(Request.whoAmI());
        });
    }

    @Test
    void anAuthPacketHoldsForRequestsReadAfterIt() {
        servers.compare(world -> {
            Conversation a = world.connect("a").call(Request.digest("bob:pw"));
            a.call(Request.create(Op.CREATE, "/bobs", new byte[0], List.of(new AclEntry(31, "auth", "")), 0));
            Conversation b = world.connect("b");
            b.call(Request.getData("/bobs", false)).call(Request.digest("bob:wrong"));
            b.call(Request.getData("/bobs", false)).call(Request.digest("bob:pw"));
            b.call(Request.getData("/bobs", false));
            b.drop();
            world.connect("again", b.resumption(30_000)).call(Request.getData("/bobs", false));
        });
    }

    @Test
    void eachPermissionAllowsWhatItShould() {
        servers.compare(world -> {
            Conversation admin = world.connect("admin").call(Request.digest("admin:pw"));
            for (int perms = 0; perms < 32; perms++) {
                List<AclEntry> acl = List.of(new AclEntry(31, "auth", ""), new AclEntry(perms, "world", "anyone"));
                admin.call(Request.create(Op.CREATE, "/p" + perms, Samples.utf8("x"), acl, 0));
                admin.call(Request.create(Op.CREATE, "/p" + perms + "/c", null, acl, 0));
            }
            Conversation a = world.connect("a");
            for (int perms = 0; perms < 32; perms++) {
                String path = "/p" + perms;
                a.call(Request.exists(path, false));
                a.call(Request.getData(path, false));
                a.call(Request.getChildren(path, false));
                a.call(Request.getAllChildrenNumber(path));
                a.call(Request.getAcl(path));
                a.call(Request.setData(path, "y", -1));
                a.call(Request.create(path + "/d", ""));
                a.call(Request.multi(Request.check(path, -1)));
                a.call(Request.multiRead(Request.getData(path, false), Request.getChildren(path, false)));
                a.call(Request.delete(path + "/c", -1));
                a.call(Request.delete(path + "/missing", -1));
                a.call(Request.setAcl(path, AclEntry.world(perms), -1));
                a.call(Request.getAcl(path));
            }
        });
    }

    @Test
    void digestIdsAreMaskedForThoseWhoMayNotAdminister() {
        servers.compare(world -> {
            Conversation a = world.connect("a").call(Request.digest("bob:pw")).call(Request.digest("eve:pw"));
            List<AclEntry> mixed = List.of(
                    new AclEntry(31, "auth", null),
                    new AclEntry(1, "digest", "joe:hash"),
                    new AclEntry(1, "ip", "10.0.0.0/8"),
                    new AclEntry(AclEntry.READ, "world", "anyone"));
            a.call(Request.create(Op.CREATE, "/masked", new byte[0], mixed, 0)).call(Request.getAcl("/masked"));
            world.connect("b").call(Request.getAcl("/masked"));
            world.connect("joe").call(Request.digest("joe:hash")).call(Request.getAcl("/masked"));
            world.connect("root").call(Request.digest("super:test")).call(Request.getAcl("/masked"));
            world.connect("impostor").call(Request.digest("super:wrong")).call(Request.getAcl("/masked"));
        });
    }

    @Test
    void addressesMatchByTheirLeadingBits() {
        servers.compare(world -> {
            Conversation admin = world.connect("admin").call(Request.digest("admin:pw"));
            int i = 0;
            for (String id : List.of(
                    "127.0.0.1",
                    "127.0.0.1/32",
                    "127.0.0.0/8",
                    "127.0.0.2/31",
                    "127.0.0.2/30",
                    "126.0.0.0/7",
                    "10.0.0.0/8",
                    "10.0.0.0/0",
                    "127.0.0.2",
                    "::/0",
                    "::1",
                    "0:0:0:0:0:0:0:1")) {
                List<AclEntry> acl = List.of(new AclEntry(31, "auth", ""), new AclEntry(31, "ip", id));
                admin.call(Request.create(Op.CREATE, "/ip" + i, Samples.utf8(id), acl, 0));
                world.connect("a")
                        .call(Request.getData("/ip" + i, false))
                        .call(Request.getAcl("/ip" + i))
                        .close();
                i++;
            }
        });
    }

    @Test
    void theSuperUserIsStoppedByNothing() {
        servers.compare(world -> {
            Samples.tree(world);
            Conversation root = world.connect("root").call(Request.digest("super:test"));
            root.call(Request.getData("/t/dark", false));
            root.call(Request.create("/t/dark/new", "")).call(Request.delete("/t/dark/new", -1));
            root.call(Request.setAcl("/t/dark", AclEntry.OPEN, -1))
                    .call(Request.setData("/zookeeper/config", null, -1));
            root.call(Request.getData("/zookeeper/config", false));
            root.call(Request.setData("/zookeeper/config", "", -1));
            root.call(Request.delete("/zookeeper/config", -1)).call(Request.delete("/zookeeper", -1));
            root.call(Request.create(Op.CREATE, "/auth", null, List.of(new AclEntry(31, "auth", "")), 0));
            root.call(Request.getAcl("/auth"));
        });
    }
}
