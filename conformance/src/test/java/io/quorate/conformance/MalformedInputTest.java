package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.raw.AclEntry;
import io.quorate.conformance.raw.Bytes;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import io.quorate.conformance.transcript.Conversation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames and records that no client sends (client protocol 1.1 to 1.3 and 1.12). */
@On(Profile.OPEN)
final class MalformedInputTest {
    private static final int LARGEST_FRAME = 0xFFFFF;

    private final ServerPair servers;

    MalformedInputTest(ServerPair servers) {
        this.servers = servers;
    }

    @Test
    void everyRecordCutShortIsAMarshallingError() {
        servers.compare(world -> {
            Samples.tree(world);
            Conversation a = world.connect("a");
            for (Request whole : Samples.everyRequest()) {
                a.callAll(Samples.cuts(whole));
                a.call(Request.getData("/t", false));
            }
        });
    }

    @Test
    void bytesAfterARecordAreIgnored() {
        servers.compare(world -> {
            Samples.tree(world);
            List<Request> longer = new ArrayList<>();
            for (Request whole : Samples.everyRequest()) {
                byte[] more = new Bytes().raw(whole.body()).raw(new byte[7]).toArray();
                longer.add(Request.raw(whole.type(), more, whole + " and seven bytes"));
            }
            longer.add(Request.raw(Op.PING, new byte[9], "ping and nine bytes"));
            world.connect("a").callAll(longer);
        });
    }

    @Test
    void impossibleLengthsInsideARecordAreMarshallingErrors() {
        servers.compare(world -> {
            Samples.tree(world);
            Conversation a = world.connect("a");
            for (int length : new int[] {-2, Integer.MIN_VALUE, Integer.MAX_VALUE, 3_000_000, 9}) {
                byte[] path = new Bytes()
                        .int32(length)
                        .raw(new byte[] {'/', 't'})
                        .bool(false)
                        .toArray();
                byte[] data = new Bytes().string("/t").int32(length).int32(-1).toArray();
                byte[] acl = new Bytes().string("/t").int32(length).int32(-1).toArray();
                byte[] watches =
                        new Bytes().int64(0).int32(length).int32(0).int32(0).toArray();
                a.call(Request.raw(Op.EXISTS, path, "exists, path of length " + length));
                a.call(Request.raw(Op.SET_DATA, data, "setData, data of length " + length));
                a.call(Request.raw(Op.SET_ACL, acl, "setACL with " + length + " entries"));
                a.call(Request.raw(Op.SET_WATCHES, watches, "setWatches with " + length + " paths"));
                a.call(Request.getData("/t", false));
            }
        });
    }

    @Test
    void anyNonZeroByteIsTrue() {
        servers.compare(world -> {
            Samples.tree(world);
            Conversation a = world.connect("a");
            byte[] body = new Bytes().string("/t").int8(0x80).toArray();
            a.call(Request.raw(Op.GET_DATA, body, "getData, watch byte 0x80"));
            a.call(Request.setData("/t", "x", -1));
        });
    }

    @Test
    void textThatIsNotUtf8IsReadWithReplacements() {
        servers.compare(world -> {
            Samples.tree(world);
            Conversation a = world.connect("a");
            for (String hex : List.of(
                    "2f74 2f ff", "2f74 2f c3", "2f74 2f c0af", "2f74 2f eda081", "2f74 2f f09f92a9", "2f74 2f e282")) {
                byte[] path = Bytes.ofHex(hex);
                a.call(Request.raw(
                        Op.CREATE,
                        new Bytes()
                                .buffer(path)
                                .buffer(null)
                                .acl(AclEntry.OPEN)
                                .int32(0)
                                .toArray(),
                        "create, path bytes " + hex));
                a.call(Request.raw(
                        Op.EXISTS, new Bytes().buffer(path).bool(true).toArray(), "exists, bytes " + hex));
                a.call(Request.raw(Op.SYNC, new Bytes().buffer(path).toArray(), "sync, path bytes " + hex));
            }
            a.call(Request.getChildren("/t", false));
        });
    }

    @Test
    void aFrameShorterThanItsHeaderClosesTheConnection() {
        servers.compare(world -> {
            for (int length = 0; length < 8; length++) {
                world.note(length + " bytes");
                world.connect("a")
                        .sendBytes(
                                new Bytes().int32(length).raw(new byte[length]).toArray())
                        .awaitEnd();
            }
        });
    }

    @Test
    void aLengthThatIsNegativeOrTooLargeClosesTheConnection() {
        servers.compare(world -> {
            for (int length : new int[] {-1, Integer.MIN_VALUE, LARGEST_FRAME + 1, Integer.MAX_VALUE, 0x72756f6b}) {
                world.note("length " + length);
                world.connect("a")
                        .sendBytes(new Bytes().int32(length).toArray())
                        .awaitEnd();
                world.open("before the handshake, not a four-letter word")
                        .sendBytes(new Bytes()
                                .int32(length == 0x72756f6b ? -7 : length)
                                .toArray())
                        .awaitEnd();
            }
        });
    }

    @Test
    void aFrameOfTheLargestSizeIsTaken() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            a.call(Request.create("/big", ""));
            int overhead = Request.setData("/big", "", -1).frame(1).length - 4;
            String largest = "x".repeat(LARGEST_FRAME - overhead);
            a.call(Request.setData("/big", largest, -1));
            a.call(Request.exists("/big", false));
            a.call(Request.getData("/big", false));
            a.send(Request.setData("/big", largest + "y", -1)).awaitEnd();
            world.connect("b").call(Request.exists("/big", false));
        });
    }

    @Test
    void anUnknownOperationIsRefusedAndTheConnectionClosed() {
        servers.compare(world -> {
            for (int op : new int[] {
                Op.NOTIFICATION,
                Op.CHECK,
                Op.ERROR,
                10,
                23,
                99,
                108,
                1000,
                -2,
                -12,
                Integer.MIN_VALUE,
                Integer.MAX_VALUE
            }) {
                Conversation a = world.connect("a");
                a.call(Request.create("/before" + Math.abs((long) op), ""));
                a.call(Request.raw(op, new byte[0], "operation " + op)).awaitEnd();
            }
            world.connect("b").call(Request.getChildren("/", false));
        });
    }

    @Test
    void saslWithoutSaslIsAnsweredWithANullToken() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            a.call(Request.raw(Op.SASL, new Bytes().buffer(new byte[0]).toArray(), "sasl"));
            a.call(Request.ping());
        });
    }

    @Test
    void xidsAreEchoedWhateverTheyAre() {
        servers.compare(world -> {
            Samples.tree(world);
            Conversation a = world.connect("a");
            for (int xid : new int[] {0, 1, 1, 5, -3, -4, -8, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                a.call(xid, Request.exists("/t", false));
                a.call(xid, Request.setData("/t", "x", -1));
                a.call(xid, Request.ping());
            }
            a.call(-4, Request.setWatches(0, List.of(), List.of(), List.of()));
            a.call(-8, Request.setWatches(0, List.of(), List.of(), List.of()));
            a.call(77, Request.digest("a:b"));
            a.call(Integer.MAX_VALUE, Request.closeSession()).awaitEnd();
        });
    }

    @Test
    void whatFollowsACloseSessionIsNotDone() {
        Scenario scenario = world -> {
            Conversation a = world.connect("a");
            a.call(Request.create("/c", "before"));
            a.sendBytes(new Bytes()
                            .raw(a.frameOf(Request.closeSession()))
                            .raw(Request.setData("/c", "after", -1).frame(9))
                            .toArray())
                    .awaitEnd();
            world.connect("b").call(Request.getData("/c", false));
        };
        // Whether ZooKeeper still answers, with -112, depends on its threads; that nothing is written does not.
        for (List<String> said : List.of(servers.referenceSays(scenario), servers.subjectSays(scenario))) {
            assertThat(said).noneMatch(line -> line.contains("reply 9 ") && line.contains(" ok"));
            assertThat(said.getLast()).contains("data \"before\"");
        }
    }

    @Test
    void largeRepliesAreSentWhole() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            a.call(Request.create("/many", ""));
            String name = "n".repeat(1_000);
            List<Request> requests = new ArrayList<>();
            for (int i = 0; i < 1_200; i++) {
                requests.add(Request.create("/many/" + name + i, ""));
            }
            a.callAll(requests);
            a.call(Request.getChildren("/many", false));
            a.call(Request.getAllChildrenNumber("/many"));
        });
    }
}
