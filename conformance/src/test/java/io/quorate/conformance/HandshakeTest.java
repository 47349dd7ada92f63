package io.quorate.conformance;

import static io.quorate.conformance.raw.Request.getData;
import static io.quorate.conformance.raw.Request.ping;

import io.quorate.conformance.raw.Bytes;
import io.quorate.conformance.raw.Handshake;
import io.quorate.conformance.raw.Request;
import io.quorate.conformance.transcript.Conversation;
import org.junit.jupiter.api.Test;

/** The handshake in every variant (client protocol 1.4 to 1.8). */
@On(Profile.OPEN)
final class HandshakeTest {
    private final ServerPair servers;

    HandshakeTest(ServerPair servers) {
        this.servers = servers;
    }

    @Test
    void theAnswerHasTheReadOnlyByteOnlyIfTheRequestHadIt() {
        servers.compare(world -> {
            world.connect("with", Handshake.newSession(30_000)).close();
            world.connect("without", Handshake.newSession(30_000).withReadOnly(null))
                    .close();
            world.connect("willing", Handshake.newSession(30_000).withReadOnly(true))
                    .close();
        });
    }

    @Test
    void timeoutsAreClampedToTheBounds() {
        servers.compare(world -> {
            for (int timeout : new int[] {
                0, -1, 1, 499, 500, 501, 12_345, 59_999, 60_000, 60_001, Integer.MAX_VALUE, Integer.MIN_VALUE
            }) {
                world.note("asked " + timeout);
                world.connect("a", Handshake.newSession(timeout)).close();
            }
        });
    }

    @Test
    void passwordsOfAnyLengthAreAcceptedForANewSession() {
        servers.compare(world -> {
            for (byte[] password : new byte[][] {new byte[0], new byte[1], new byte[15], new byte[17], new byte[300]}) {
                world.connect("a", Handshake.newSession(30_000).withPassword(password))
                        .close();
            }
            world.connect("null", Handshake.newSession(30_000).withPassword(null))
                    .close();
            world.connect("old", Handshake.newSession(30_000).withPassword(null).withReadOnly(null))
                    .close();
        });
    }

    @Test
    void theProtocolVersionIsNotLookedAt() {
        servers.compare(world -> {
            world.connect("a", Handshake.newSession(30_000).withProtocolVersion(7))
                    .close();
            world.connect("b", Handshake.newSession(30_000).withProtocolVersion(-1))
                    .close();
        });
    }

    @Test
    void bytesAfterTheReadOnlyByteAreIgnored() {
        servers.compare(world -> {
            byte[] frame = Handshake.newSession(30_000).frame();
            Bytes longer = new Bytes().int32(frame.length - 4 + 5);
            for (int i = 4; i < frame.length; i++) {
                longer.int8(frame[i]);
            }
            longer.raw(new byte[] {9, 9, 9, 9, 9});
            world.open("a")
                    .sendBytes(longer.toArray())
                    .readHandshake()
                    .call(ping())
                    .close();
        });
    }

    @Test
    void aReadOnlyByteOtherThanZeroIsTrue() {
        servers.compare(world -> {
            byte[] frame = Handshake.newSession(30_000).frame();
            frame[frame.length - 1] = 0x7f;
            world.open("a").sendBytes(frame).readHandshake().call(ping()).close();
        });
    }

    @Test
    void requestsMayTravelWithTheConnectRequest() {
        servers.compare(world -> {
            Conversation a = world.open("a");
            byte[] together = new Bytes()
                    .raw(Handshake.newSession(30_000).frame())
                    .raw(a.frameOf(Request.create("/early", "bird")))
                    .raw(a.frameOf(getData("/early", false)))
                    .raw(a.frameOf(ping()))
                    .toArray();
            a.sendBytes(together).readHandshake().drain();
        });
    }

    @Test
    void aSessionIsTakenUpAgainWithItsPassword() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            a.call(Request.create("/kept", "", Request.EPHEMERAL));
            a.drop();
            Conversation again = world.connect("again", a.resumption(12_345));
            again.call(getData("/kept", false)).close();
            world.connect("late", a.resumption(30_000)).awaitEnd();
        });
    }

    @Test
    void aResumptionOfAnOldClientIsAnsweredWithoutTheReadOnlyByte() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            a.drop();
            world.connect("again", a.resumption(30_000).withReadOnly(null)).call(ping());
            world.connect(
                            "wrong",
                            a.resumption(30_000).withPassword(new byte[16]).withReadOnly(null))
                    .awaitEnd();
        });
    }

    @Test
    void aWrongPasswordOrAnUnknownSessionGetsTheExpiredAnswer() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            a.drop();
            world.connect("zeros", a.resumption(30_000).withPassword(new byte[16]))
                    .awaitEnd();
            world.connect("short", a.resumption(30_000).withPassword(new byte[8]))
                    .awaitEnd();
            world.connect("empty", a.resumption(30_000).withPassword(new byte[0]))
                    .awaitEnd();
            world.connect("null", a.resumption(30_000).withPassword(null)).awaitEnd();
            world.connect("unknown", Handshake.resume(0x1234567, new byte[16], 30_000))
                    .awaitEnd();
            world.connect("right", a.resumption(30_000)).call(ping());
        });
    }

    @Test
    void aResumptionClosesTheConnectionBefore() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            a.call(Request.create("/mine", "", Request.EPHEMERAL));
            Conversation again = world.connect("again", a.resumption(30_000));
            a.awaitEnd();
            again.call(getData("/mine", false)).close();
        });
    }

    @Test
    void aClientThatHasSeenALaterZxidIsSentAway() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            long ahead = world.baseZxid() + 1_000;
            world.connect("new", Handshake.newSession(30_000).withLastZxidSeen(ahead))
                    .awaitEnd();
            world.connect("resuming", a.resumption(30_000).withLastZxidSeen(ahead))
                    .awaitEnd();
            world.connect("negative", Handshake.newSession(30_000).withLastZxidSeen(-5))
                    .call(ping());
            world.connect("level", Handshake.newSession(30_000).withLastZxidSeen(world.baseZxid()))
                    .call(ping());
            a.call(ping());
        });
    }

    @Test
    void aSecondConnectRequestIsReadAsARequest() {
        servers.compare(world -> world.connect("a")
                .sendBytes(Handshake.newSession(30_000).frame())
                .awaitEnd());
    }

    @Test
    void anUndecodableConnectRequestClosesTheConnection() {
        servers.compare(world -> {
            byte[] whole = Handshake.newSession(30_000).frame();
            for (int length : new int[] {0, 1, 4, 12, 27, 28, 31}) {
                Bytes cut = new Bytes().int32(length);
                for (int i = 4; i < 4 + length; i++) {
                    cut.int8(whole[i]);
                }
                world.note("connect request of " + length + " bytes");
                world.open("a").sendBytes(cut.toArray()).awaitEnd();
            }
            Bytes huge =
                    new Bytes().int32(32).raw(new byte[24]).int32(0x7fffffff).raw(new byte[4]);
            world.open("password too long").sendBytes(huge.toArray()).awaitEnd();
            Bytes negative = new Bytes().int32(32).raw(new byte[24]).int32(-2).raw(new byte[4]);
            world.open("password length negative").sendBytes(negative.toArray()).awaitEnd();
        });
    }
}
