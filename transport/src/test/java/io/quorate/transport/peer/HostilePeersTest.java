package io.quorate.transport.peer;

import static io.quorate.transport.peer.ConversationTest.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.transport.peer.PeerDoorConfig.Timing;
import io.quorate.zab.Input.LinkDown;
import io.quorate.zab.Input.LinkUp;
import io.quorate.zab.Link;
import io.quorate.zab.Payload;
import io.quorate.zab.Proposal;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.codec.InitialMessage;
import io.quorate.zab.codec.NotificationCodec;
import io.quorate.zab.codec.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever strangers say, it costs them their connection and nobody else anything (faults N10, N12 and Z20). */
final class HostilePeersTest {
    private static final ServerId TWO = new ServerId(2);
    private static final ServerId THREE = new ServerId(3);
    private static final int HANDSHAKE_MS = 300;
    private static final String FOLLOWER_INFO =
            "0000000b 0000000100000000 00000014 0000000000000001 00010000 0000000000000000 ffffffff";

    private List<PeerDoorConfig> configs = List.of();
    private TestMember two;

    @BeforeEach
    void open() throws Exception {
        configs = TestMember.configs(3, HostilePeersTest::impatient);
        two = TestMember.open(configs.get(1));
    }

    private static PeerDoorConfig impatient(PeerDoorConfig config) {
        return new PeerDoorConfig(
                config.self(),
                config.members(),
                false,
                config.electionRule(),
                1,
                true,
                false,
                new Timing(1_000, 1_000, HANDSHAKE_MS, 1_000, 1_000),
                config.limits());
    }

    /** Whatever happened, real members are served, and of all else the agreement has heard nothing. */
    @AfterEach
    void everybodyElseIsServed() throws Exception {
        try (TestMember _ = two;
                TestMember three = TestMember.open(configs.get(2))) {
            three.door.tell(TWO, vote(99));
            three.door.flush();
            assertThat(two.await(
                                    io.quorate.zab.Input.Heard.class,
                                    heard -> heard.from().equals(THREE)
                                            && heard.message().equals(vote(99)))
                            .message())
                    .isEqualTo(vote(99));
            Link out = three.connect(two);
            three.say(out, new ZabMessage.FollowerInfo(1, THREE, 0));
            Link in = two.accepted();
            assertThat(two.receivedOn(in)).isEqualTo(new ZabMessage.FollowerInfo(1, THREE, 0));
            assertThat(two.unread).isEmpty();
        }
    }

    private RawPeer toElection() throws Exception {
        return RawPeer.to(configs.get(1).own().election().getFirst());
    }

    private RawPeer toQuorum() throws Exception {
        return RawPeer.to(configs.get(1).own().quorum().getFirst());
    }

    private static byte[] greeting(long id) {
        Writer writer = new Writer();
        new InitialMessage(new ServerId(id), List.of("127.0.0.1:1")).encode(writer);
        return writer.copy();
    }

    private static byte[] frame(long round) {
        Writer writer = new Writer();
        NotificationCodec.encode(vote(round), writer);
        return ByteBuffer.allocate(Integer.BYTES + writer.size())
                .putInt(writer.size())
                .put(writer.copy())
                .array();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fffffffffffffffd 0000000000000003 00000003 613a31", // no such version
                "ffffffffffff0000 0000000000000003 00000801", // an address that is too long
                "ffffffffffff0000 0000000000000003 00000000", // none
                "ffffffffffff0000 0000000000000003 7fffffff", // an excessive one
                "ffffffffffff0000 0000000000000002 00000003 613a31", // our own id
                "ffffffffffff0000 ffffffffffffffff 00000003 613a31", // a negative one
                "474554202f20485454502f312e310d0a0d0a", // a request for a page
                "16030100f4010000f003030000", // TLS
            })
    void whoCannotIntroduceItselfIsClosedOnTheElectionPort(String hex) throws Exception {
        try (RawPeer stranger = toElection()) {
            // "a request for a page" is a great positive number, and so an id of version 0 with a frame behind it.
            stranger.say(hex);
            assertThat(stranger.isClosedByPeer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 524_289, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void aFrameOfImpossibleLengthEndsTheConnection(int length) throws Exception {
        try (RawPeer three = toElection()) {
            three.say(greeting(3));
            three.say(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
            assertThat(three.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void aFrameThatSaysNothingIsDroppedAndTheNextOneIsHeard() throws Exception {
        try (RawPeer three = toElection()) {
            three.say(greeting(3));
            three.say("00000001 ff 00000024" + "00".repeat(36) + "00000028 00000009" + "00".repeat(36));
            three.say(frame(5));
            assertThat(two.heardFrom(THREE).message()).isEqualTo(vote(5));
        }
    }

    @Test
    void wordsMayArriveByteByByte() throws Exception {
        try (RawPeer three = toElection();
                RawPeer follower = toQuorum()) {
            for (byte each : greeting(3)) {
                three.say(each);
            }
            for (byte each : frame(6)) {
                three.say(each);
            }
            assertThat(two.heardFrom(THREE).message()).isEqualTo(vote(6));
            for (byte each : RawPeer.bytes(FOLLOWER_INFO)) {
                follower.say(each);
            }
            Link in = two.accepted();
            assertThat(two.receivedOn(in)).isInstanceOf(ZabMessage.FollowerInfo.class);
            follower.finish();
            assertThat(two.await(LinkDown.class, _ -> true).link()).isEqualTo(in);
        }
    }

    @Test
    void whoStaysSilentIsInNobodysWayAndIsSentAway() throws Exception {
        List<RawPeer> silent = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            silent.add(toElection());
            silent.add(toQuorum());
        }
        silent.getFirst().say("ffffffffffff0000 00");
        silent.getLast().say("0000000b 0000");
        try (RawPeer three = toElection()) {
            three.say(greeting(3));
            three.say(frame(8));
            assertThat(two.heardFrom(THREE).message()).isEqualTo(vote(8));
        }
        for (RawPeer each : silent) {
            assertThat(each.isClosedByPeer()).isTrue();
            each.close();
        }
    }

    @Test
    void aFloodOfSilentConnectionsMakesRoomForWhoeverSpeaks() throws Exception {
        List<RawPeer> flood = new ArrayList<>();
        for (int i = 0; i < 3 * Admission.MOST_SILENT; i++) {
            flood.add(toElection());
            flood.add(toQuorum());
        }
        try (RawPeer three = toElection();
                RawPeer follower = toQuorum()) {
            three.say(greeting(3));
            three.say(frame(8));
            assertThat(two.heardFrom(THREE).message()).isEqualTo(vote(8));
            follower.say(FOLLOWER_INFO);
            Link in = two.accepted();
            assertThat(two.receivedOn(in)).isInstanceOf(ZabMessage.FollowerInfo.class);
            follower.finish();
            assertThat(two.await(LinkDown.class, _ -> true).link()).isEqualTo(in);
        }
        for (RawPeer each : flood) {
            each.close();
        }
    }

    @Test
    void onlySoManyStrangersAreKnown() throws Exception {
        List<RawPeer> strangers = new ArrayList<>();
        for (int i = 0; i < ElectionPort.MOST_STRANGERS; i++) {
            RawPeer stranger = toElection();
            stranger.say(greeting(100 + i));
            stranger.say(frame(i));
            assertThat(two.heardFrom(new ServerId(100 + i)).message()).isEqualTo(vote(i));
            strangers.add(stranger);
        }
        try (RawPeer oneTooMany = toElection()) {
            oneTooMany.say(greeting(1000));
            assertThat(oneTooMany.isClosedByPeer()).isTrue();
        }
        for (RawPeer each : strangers) {
            each.close();
        }
    }

    @Test
    void anObserverWithoutAnIdIsHeardUnderAPrivateOneAndAnswered() throws Exception {
        try (RawPeer observer = toElection()) {
            observer.say("7fffffffffffffff"); // version 0
            observer.say(frame(3));
            ServerId called = new ServerId(-1);
            assertThat(two.heardFrom(called).message()).isEqualTo(vote(3));
            two.door.tell(called, vote(4));
            two.door.flush();
            byte[] answer = frame(4);
            assertThat(RawPeer.bytes(observer.hear(answer.length))).isEqualTo(answer);
        }
    }

    @Test
    void ofTwoConnectionsOfAPeerTheNewerCounts() throws Exception {
        try (RawPeer older = toElection()) {
            older.say(greeting(3));
            older.say(frame(1));
            assertThat(two.heardFrom(THREE).message()).isEqualTo(vote(1));
            try (RawPeer newer = toElection()) {
                newer.say(greeting(3));
                newer.say(frame(2));
                assertThat(two.heardFrom(THREE).message()).isEqualTo(vote(2));
                assertThat(older.isClosedByPeer()).isTrue();
                two.door.tell(THREE, vote(3));
                two.door.flush();
                byte[] answer = frame(3);
                assertThat(RawPeer.bytes(newer.hear(answer.length))).isEqualTo(answer);
            }
        }
    }

    @Test
    void aFloodOfVotesIsCutToTheNewest() throws Exception {
        int count = 50_000;
        try (RawPeer three = toElection()) {
            three.say(greeting(3));
            for (int i = 1; i <= count; i++) {
                three.say(frame(i));
            }
            two.await(io.quorate.zab.Input.Heard.class, heard -> heard.message().equals(vote(count)));
            // Of what is read from the socket at a time only the newest few come through.
            assertThat(two.unread.size()).isLessThan(count / 10);
            two.unread.clear();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000b 0000000100000000 7fffffff", // excessive data
                "0000000b 0000000100000000 fffffffe", // less than nothing
                "00000001 ffffffffffffffff 00000000 00000401", // more identities than anybody has
                "0000000b 0000000100000000 00000004 00000001 ffffffff", // does not say who it is
                "0000000b 0000000100000000 00000014 0000000000000001 00000001 0000000000000000 ffffffff", // old
                "00000002 0000000100000000 00000000 ffffffff", // a proposal with counter 0
                "474554202f20485454502f312e310d0a0d0a20202020", // a request for a page
            })
    void whoSaysNoPacketIsClosedOnTheQuorumPort(String hex) throws Exception {
        try (RawPeer stranger = toQuorum()) {
            stranger.say(hex);
            assertThat(stranger.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void anIntroductionMayNotBeLong() throws Exception {
        try (RawPeer stranger = toQuorum()) {
            stranger.say("0000000b 0000000100000000 00100000" + "00".repeat(Arrivals.MOST_INTRODUCTION_BYTES));
            assertThat(stranger.isClosedByPeer()).isTrue();
        }
    }

    /** Much more than sockets hold. */
    private static void sayMuch(TestMember member, Link link) {
        byte[] payload = new byte[1 << 20];
        for (int i = 1; i <= 40; i++) {
            member.door.send(link, new ZabMessage.Propose(new Proposal(i, new Payload(payload))));
        }
        member.door.flush();
    }

    @Test
    void theEndOfALinkIsNotWaitedForWithoutBound() throws Exception {
        try (RawPeer follower = toQuorum()) {
            follower.say(FOLLOWER_INFO);
            Link in = two.accepted();
            two.receivedOn(in);
            sayMuch(two, in);
            two.door.close(in, "it does not read");
            two.door.flush();
            assertThat(two.door.backlogBytes(in)).isPositive();
            assertThat(two.await(LinkDown.class, _ -> true).link()).isEqualTo(in);
            assertThat(two.door.backlogBytes(in)).isZero();
        }
    }

    @Test
    void whoTakesNothingOfAHistoryIsGivenUp() throws Exception {
        byte[] payload = new byte[1 << 20];
        for (long zxid = 1; zxid <= 40; zxid++) {
            two.store.log.put(zxid, payload);
        }
        try (RawPeer follower = toQuorum()) {
            follower.say(FOLLOWER_INFO);
            Link in = two.accepted();
            two.receivedOn(in);
            two.door.sendHistory(in, 0, 40);
            two.door.flush();
            assertThat(two.await(LinkDown.class, _ -> true).link()).isEqualTo(in);
        }
    }

    @Test
    void aPeerThatDoesNotAnswerIsNotWaitedForWithoutBound() throws Exception {
        List<Socket> waiting = new ArrayList<>();
        Endpoint one = configs.get(0).own().quorum().getFirst();
        try (ServerSocket _ = new ServerSocket(one.port(), 1, InetAddress.getLoopbackAddress())) {
            // The kernel has taken what it takes on behalf of somebody who accepts nothing.
            for (int i = 0; i < 4; i++) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), one.port()), 200);
                } catch (SocketTimeoutException _) {
                    break;
                }
            }
            Link link = two.dial(new ServerId(1));
            assertThat(two.await(LinkDown.class, _ -> true).link()).isEqualTo(link);
            assertThat(two.unread).isEmpty();
        } finally {
            for (Socket each : waiting) {
                each.close();
            }
        }
    }

    @Test
    void aPacketOfAnUnknownTypeIsPassedOn() throws Exception {
        try (RawPeer follower = toQuorum()) {
            follower.say(FOLLOWER_INFO + "00000063 0000000000000000 ffffffff ffffffff");
            Link in = two.accepted();
            assertThat(two.receivedOn(in)).isInstanceOf(ZabMessage.FollowerInfo.class);
            assertThat(two.receivedOn(in)).isEqualTo(new ZabMessage.Unknown(0x63));
            follower.say("00000003 0000000100000000 7fffffff");
            assertThat(follower.isClosedByPeer()).isTrue();
            assertThat(two.await(LinkDown.class, _ -> true).link()).isEqualTo(in);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomBytesEndOnlyTheirConnection(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            try (RawPeer stranger = random.nextBoolean() ? toElection() : toQuorum()) {
                byte[] bytes = new byte[1 + random.nextInt(5_000)];
                random.nextBytes(bytes);
                if (random.nextBoolean()) {
                    byte[] honest = random.nextBoolean() ? greeting(50 + i) : RawPeer.bytes(FOLLOWER_INFO);
                    System.arraycopy(honest, 0, bytes, 0, Math.min(honest.length, bytes.length));
                }
                try {
                    stranger.say(bytes);
                    stranger.finish();
                } catch (SocketException _) {
                    // It was closed while we were talking.
                }
                assertThat(stranger.isClosedByPeer()).isTrue();
            }
        }
        two.awaitQuiet();
        // A connection that began with honest bytes was one until then.
        List<Link> up = two.take(LinkUp.class).stream().map(LinkUp::link).toList();
        assertThat(two.take(LinkDown.class).stream().map(LinkDown::link)).containsExactlyInAnyOrderElementsOf(up);
        two.take(io.quorate.zab.Input.Received.class);
        two.take(io.quorate.zab.Input.Heard.class);
    }
}
