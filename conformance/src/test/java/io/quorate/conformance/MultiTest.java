package io.quorate.conformance;

import io.quorate.conformance.raw.AclEntry;
import io.quorate.conformance.raw.Bytes;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import io.quorate.conformance.transcript.Conversation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** multi and multiRead (client protocol 2.14 and 2.15). */
@On(Profile.OPEN)
final class MultiTest {
    private final ServerPair servers;

    MultiTest(ServerPair servers) {
        this.servers = servers;
    }

    @Test
    void everyKindOfPartHasItsResult() {
        servers.compare(world -> {
            Conversation a = Samples.tree(world);
            a.call(Request.multi(
                    Request.create("/t/m", "1"),
                    Request.create2("/t/m2", "2", Request.SEQUENTIAL),
                    Request.createContainer("/t/m3"),
                    Request.createTtl("/t/m4", "4", AclEntry.OPEN, Request.TTL, 100_000),
                    Request.create("/t/m5", "5", Request.EPHEMERAL),
                    Request.create("/t/m6", "6", Request.CONTAINER),
                    Request.createTtl("/t/m7", "7", AclEntry.OPEN, Request.PERSISTENT, -1),
                    Request.createTtl("/t/m8", "8", AclEntry.OPEN, Request.TTL_SEQUENTIAL, 100_000),
                    Request.setData("/t/m", "9", 0),
                    Request.check("/t/m", 1),
                    Request.setData("/t/m", null, 1),
                    Request.delete("/t/m", 2)));
            a.call(Request.getChildren2("/t", false));
            for (String name : List.of("m3", "m4", "m5", "m6", "m7")) {
                a.call(Request.getData("/t/" + name, false));
            }
        });
    }

    @Test
    void anEmptyMultiSucceedsAndConsumesAZxid() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            a.call(Request.multi())
                    .call(Request.ping())
                    .call(Request.multiRead())
                    .call(Request.ping());
        });
    }

    @Test
    void aFailureAnywhereFailsEveryPart() {
        servers.compare(world -> {
            Conversation a = Samples.tree(world);
            List<Request> failures = List.of(
                    Request.create("/t", ""),
                    Request.create("/t/missing/x", ""),
                    Request.create("/t/dark/x", ""),
                    Request.create("/t/ephemeral/x", ""),
                    Request.create("t", ""),
                    Request.create(Op.CREATE, "/t/x", null, List.of(), 0),
                    Request.createTtl("/t/x", "", AclEntry.OPEN, Request.TTL, 0),
                    Request.delete("/t/full", -1),
                    Request.delete("/t/open", 7),
                    Request.delete("/t/none", -1),
                    Request.delete("/", -1),
                    Request.setData("/t/open", "", 7),
                    Request.setData("/t/none", "", -1),
                    Request.setData("/t/dark", "", -1),
                    Request.check("/t/open", 7),
                    Request.check("/t/dark", 0),
                    Request.check("/t/none", -1));
            for (Request failure : failures) {
                Request good = Request.setData("/t/open", "good", -1);
                Request made = Request.create("/t/made-", "", Request.SEQUENTIAL);
                Request gone = Request.delete("/t/full/kid", -1);
                a.call(Request.multi(failure, good, made, gone));
                a.call(Request.multi(good, made, failure, gone));
                a.call(Request.multi(good, made, gone, failure));
                a.call(Request.multi(failure, failure));
                a.call(Request.exists("/t/open", false));
                a.call(Request.getChildren2("/t", false));
                a.call(Request.exists("/t/full/kid", false));
            }
        });
    }

    @Test
    void laterPartsSeeWhatEarlierOnesDid() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            a.call(Request.multi(Request.create("/m", ""), Request.create("/m/c", ""), Request.create("/m/c/d", "")));
            a.call(Request.multi(Request.delete("/m/c/d", 0), Request.delete("/m/c", 0), Request.delete("/m", 0)));
            a.call(Request.multi(Request.create("/m", ""), Request.create("/m", "")));
            a.call(Request.multi(Request.create("/m", ""), Request.delete("/m", 0), Request.create("/m", "again")));
            a.call(Request.multi(Request.setData("/m", "1", 0), Request.setData("/m", "2", 1), Request.check("/m", 2)));
            a.call(Request.multi(Request.setData("/m", "3", 2), Request.check("/m", 2)));
            a.call(Request.multi(Request.create("/m/e", "", Request.EPHEMERAL), Request.create("/m/e/x", "")));
            a.call(Request.multi(Request.create("/m/x", ""), Request.delete("/m", -1)));
            a.call(Request.getData("/m", false)).call(Request.getChildren2("/m", false));
        });
    }

    @Test
    void pipelinedMultisSeeEachOtherAndFailedOnesLeaveNothing() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            a.call(Request.create("/m", ""));
            a.send(
                    Request.multi(Request.setData("/m", "a", 0), Request.create("/m/s", "", Request.SEQUENTIAL)),
                    Request.multi(
                            Request.setData("/m", "b", 1),
                            Request.create("/m/s", "", Request.SEQUENTIAL),
                            Request.check("/m", 1)),
                    Request.multi(Request.setData("/m", "c", 1), Request.create("/m/s", "", Request.SEQUENTIAL)),
                    Request.setData("/m", "d", 2),
                    Request.multi(Request.delete("/m/s0000000000", -1), Request.delete("/m/s0000000000", -1)),
                    Request.getChildren2("/m", false),
                    Request.multi(Request.delete("/m/s0000000000", -1), Request.delete("/m/s0000000001", -1)),
                    Request.delete("/m", 3));
            a.drain();
        });
    }

    @Test
    void whatCannotBeDecodedFailsTheWholeMulti() {
        servers.compare(world -> {
            Conversation a = Samples.tree(world);
            Request good = Request.setData("/t", "good", -1);
            List<Request> strangers = List.of(
                    Request.getData("/t", false),
                    Request.getChildren("/t", false),
                    Request.exists("/t", false),
                    Request.getAcl("/t"),
                    Request.setAcl("/t", AclEntry.OPEN, -1),
                    Request.sync("/t"),
                    Request.ping(),
                    Request.closeSession(),
                    Request.multi(),
                    Request.raw(
                            Op.DELETE_CONTAINER, new Bytes().string("/t/open").toArray(), "deleteContainer"),
                    Request.raw(77, new byte[0], "unknown"),
                    Request.raw(Op.ERROR, new Bytes().int32(-5).toArray(), "error"),
                    Request.create("/t/x", "", 7),
                    Request.create("/t/x", "", -1),
                    Request.create("/t/x", "", Request.TTL),
                    Request.create("/t/x", "", Request.TTL_SEQUENTIAL),
                    Request.create2("/t/x", "", Request.TTL),
                    Request.create(Op.CREATE_CONTAINER, "/t/x", null, AclEntry.OPEN, Request.TTL));
            for (Request stranger : strangers) {
                a.call(Request.multi(stranger));
                a.call(Request.multi(good, stranger));
                a.call(Request.multi(stranger, good));
                a.call(Request.ping());
            }
            a.call(Request.exists("/t", false));
        });
    }

    @Test
    void headersOfMultiAreReadAlike() {
        servers.compare(world -> {
            Conversation a = Samples.tree(world);
            byte[] part = Request.setData("/t", "x", -1).body();
            byte[] errSet = new Bytes()
                    .int32(Op.SET_DATA)
                    .bool(false)
                    .int32(5)
                    .raw(part)
                    .int32(-1)
                    .bool(true)
                    .int32(0)
                    .toArray();
            byte[] doneFirst = new Bytes()
                    .int32(Op.SET_DATA)
                    .bool(true)
                    .int32(-1)
                    .raw(part)
                    .toArray();
            byte[] noEnd = new Bytes()
                    .int32(Op.SET_DATA)
                    .bool(false)
                    .int32(-1)
                    .raw(part)
                    .toArray();
            byte[] endOfOtherType = new Bytes()
                    .int32(Op.SET_DATA)
                    .bool(false)
                    .int32(-1)
                    .raw(part)
                    .int32(5)
                    .bool(true)
                    .int32(9)
                    .toArray();
            a.call(Request.raw(Op.MULTI, errSet, "multi, err set in headers"));
            a.call(Request.raw(Op.MULTI, doneFirst, "multi, done at once"));
            a.call(Request.raw(Op.MULTI, noEnd, "multi without end"));
            a.call(Request.raw(Op.MULTI, endOfOtherType, "multi, end header of another type"));
            a.call(Request.getData("/t", false));
        });
    }

    @Test
    void multiReadAnswersEachPartOnItsOwn() {
        servers.compare(world -> {
            Samples.tree(world);
            Conversation a = world.connect("a");
            a.call(Request.multiRead(
                    Request.getData("/t", true),
                    Request.getData("/t/none", true),
                    Request.getChildren("/t", true),
                    Request.getChildren("/t/none", true),
                    Request.getData("/t/dark", false),
                    Request.getChildren("/t/dark", false),
                    Request.getData("/t/empty", false),
                    Request.getData("", false)));
            a.call(Request.checkWatches("/t", 3));
            a.call(Request.setData("/t", "x", -1));
            Request[] many = new Request[50];
            Arrays.fill(many, Request.getData("/t", false));
            a.call(Request.multiRead(many));
        });
    }

    @Test
    void eventsOfAMultiComeInTheOrderOfItsParts() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            Conversation b = world.connect("b");
            a.call(Request.create("/m", ""));
            b.call(Request.addWatch("/m", 1))
                    .call(Request.getChildren("/m", true))
                    .call(Request.addWatch("/m", 0));
            a.call(Request.addWatch("/m", 1));
            a.call(Request.multi(
                    Request.create("/m/a", ""),
                    Request.setData("/m/a", "x", -1),
                    Request.create("/m/b", ""),
                    Request.delete("/m/a", -1),
                    Request.setData("/m", "y", -1),
                    Request.create("/m/a", "again"),
                    Request.check("/m", -1)));
            b.hear();
            a.call(Request.multi(Request.setData("/m", "z", -1), Request.check("/m", 0)));
            a.hear();
            b.hear();
        });
    }

    @Test
    void flagsThatNameNoModeAreTheErrorOfACreateTtlAlone() {
        servers.compare(world -> {
            Samples.tree(world);
            Conversation a = world.connect("a");
            for (int flags : new int[] {7, -1, 98 << 16}) {
                a.call(Request.multi(
                        Request.setData("/t", "x", -1),
                        Request.createTtl("/t/x", "", AclEntry.OPEN, flags, 100_000),
                        Request.delete("/t", -1)));
                a.call(Request.multi(Request.create("/t/x", "", flags)));
                a.call(Request.multi(Request.createTtl("/t/x", "", AclEntry.OPEN, flags, 0)));
            }
            a.call(Request.getChildren2("/t", false));
        });
    }
}
