package io.quorate.transport.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.data.Acl;
import io.quorate.data.ErrorCode;
import io.quorate.message.ReadRequest.GetData;
import io.quorate.message.SessionRequest.Ping;
import io.quorate.message.SessionRequest.Sync;
import io.quorate.transport.client.ClientDoorConfig.ConnectionThrottle;
import io.quorate.transport.client.ClientDoorConfig.Limits;
import io.quorate.transport.client.TestClient.Received;
import io.quorate.wire.Protocol;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input of every bad kind costs only the connection it came on (client protocol 1.12, 4.4 and 4.7). */
class BadInputTest {
    private static final byte[] DATA = {1};

    @SuppressWarnings("NullAway.Init")
    private DoorAtTest door;

    @SuppressWarnings("NullAway.Init")
    private TestClient bystander;

    @BeforeEach
    void open() throws IOException {
        door = DoorAtTest.open();
        door.service.put("/a", DATA, Acl.OPEN);
        bystander = door.session();
    }

    @AfterEach
    void nobodyElseIsHarmed() throws IOException {
        try (DoorAtTest open = door;
                TestClient witness = bystander;
                TestClient late = door.session()) {
            assertThat(witness.call(1, new GetData("/a", false)).error()).isZero();
            assertThat(late.call(1, new Sync("/")).error()).isZero();
            assertThat(open.door.stats().connections()).isGreaterThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Protocol.DEFAULT_MAX_FRAME_BYTES + 1, Integer.MAX_VALUE})
    void aFrameOfAnImpossibleLengthClosesTheConnection(int length) throws IOException {
        byte[] prefix = {(byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length};
        try (TestClient unknown = door.connect();
                TestClient known = door.session()) {
            unknown.send(prefix);
            known.send(prefix);

            assertThat(unknown.isClosed()).isTrue();
            assertThat(known.isClosed()).isTrue();
        }
    }

    @Test
    void aFrameOfTheGreatestLengthIsTaken() throws IOException {
        byte[] body = new byte[Protocol.DEFAULT_MAX_FRAME_BYTES - 8];
        body[4] = 0;
        try (TestClient client = door.session()) {
            client.send(TestClient.frame(1, Protocol.OP_SYNC, body));

            assertThat(client.receive().error()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 7})
    void aFrameWithoutRoomForAHeaderClosesTheConnection(int length) throws IOException {
        byte[] frame = new byte[Integer.BYTES + length];
        frame[3] = (byte) length;
        try (TestClient client = door.session()) {
            client.send(frame);

            assertThat(client.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 24, 27})
    void aFirstFrameThatIsNoHandshakeClosesTheConnection(int length) throws IOException {
        byte[] frame = new byte[Integer.BYTES + length];
        frame[3] = (byte) length;
        try (TestClient client = door.connect()) {
            client.send(frame);

            assertThat(client.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 13, 20, -1, -10, 999})
    void anUnknownOpcodeIsAnsweredAtOnceAndClosesTheConnection(int opcode) throws IOException {
        try (TestClient client = door.session()) {
            client.send(TestClient.join(
                    TestClient.frame(1, SmallService.HELD),
                    TestClient.frame(7, opcode, new byte[40]),
                    TestClient.frame(8, new GetData("/a", false))));

            Received refused = client.receive();
            assertThat(refused.xid()).isEqualTo(7);
            assertThat(refused.zxid()).isEqualTo(-1);
            assertThat(refused.error()).isEqualTo(ErrorCode.UNIMPLEMENTED.number());
            assertThat(client.isClosed()).isTrue();
            Eventually.holds(() -> door.service.requests.get() == 1);
            door.service.letGo();
        }
    }

    @Test
    void aBodyThatMakesNoSenseIsAnsweredInItsTurnAndTheConnectionStays() throws IOException {
        try (TestClient client = door.session()) {
            client.send(TestClient.join(
                    TestClient.frame(1, new Sync("/x")),
                    TestClient.frame(2, Protocol.OP_SET_DATA, (byte) 9),
                    TestClient.frame(3, new GetData("/a", false))));

            assertThat(client.receive().xid()).isEqualTo(1);
            assertThat(client.receive().error()).isEqualTo(ErrorCode.MARSHALLING_ERROR.number());
            assertThat(client.receive().error()).isZero();
        }
    }

    @Test
    void aProofThatIsRefusedIsAnsweredAndClosesTheConnection() throws IOException {
        try (TestClient client = door.session()) {
            client.send(TestClient.authFrame(-4, "kerb", DATA));

            Received refused = client.receive();
            assertThat(refused.xid()).isEqualTo(-4);
            assertThat(refused.zxid()).isZero();
            assertThat(refused.error()).isEqualTo(ErrorCode.AUTH_FAILED.number());
            assertThat(client.isClosed()).isTrue();
            assertThat(door.door.stats().authFailures()).isEqualTo(1);
        }
    }

    @Test
    void anAuthPacketThatMakesNoSenseClosesTheConnection() throws IOException {
        try (TestClient client = door.session()) {
            client.send(TestClient.frame(-4, Protocol.OP_AUTH, (byte) 1));

            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void whereAuthenticationIsEnforcedEvenAPingNeedsIt() throws IOException {
        SmallService service = new SmallService(DoorAtTest.INBOX);
        service.put("/a", DATA, Acl.OPEN);
        try (DoorAtTest strict = DoorAtTest.open(Limits.DEFAULT, ConnectionThrottle.OFF, Set.of("digest"), service);
                TestClient nobody = strict.session();
                TestClient somebody = strict.session()) {
            somebody.send(TestClient.authFrame(-4, "digest", "user:pw".getBytes(StandardCharsets.UTF_8)));
            assertThat(somebody.receive().error()).isZero();
            assertThat(somebody.call(1, new GetData("/a", false)).error()).isZero();

            Received refused = nobody.call(-2, new Ping());
            assertThat(refused.error()).isEqualTo(ErrorCode.SESSION_CLOSED_REQUIRE_AUTH.number());
            assertThat(refused.zxid()).isZero();
            assertThat(nobody.isClosed()).isTrue();
        }
    }

    @Test
    void noiseFromManyConnectionsIsSurvived() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[random.nextInt(3000)];
            random.nextBytes(noise);
            try (TestClient client = i % 2 == 0 ? door.session() : door.connect()) {
                // Half of it looks like frames of a plausible length.
                for (int at = 0; at + 4 < noise.length && i % 3 != 0; at += 64) {
                    noise[at] = 0;
                    noise[at + 1] = 0;
                    noise[at + 2] = 0;
                    noise[at + 3] = 60;
                    if (at + 12 < noise.length) {
                        noise[at + 8] = 0;
                        noise[at + 9] = 0;
                        noise[at + 10] = 0;
                        noise[at + 11] = (byte) (random.nextBoolean() ? 9 : 11);
                    }
                }
                sendToWhoeverStillListens(client, noise);
            }
        }
        Eventually.holds(() -> door.door.stats().connections() == 1);
    }

    private static void sendToWhoeverStillListens(TestClient client, byte[] noise) throws IOException {
        try {
            client.send(noise);
            client.socket.shutdownOutput();
            client.receiveAll();
        } catch (SocketException closedByTheServer) {
            assertThat(closedByTheServer).hasMessageMatching(".*(reset|closed|pipe|abort).*|.*(?i)end.*");
        }
    }
}
