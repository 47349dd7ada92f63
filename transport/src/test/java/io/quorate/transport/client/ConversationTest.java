package io.quorate.transport.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.data.Acl;
import io.quorate.data.Identity;
import io.quorate.message.ReadRequest.Exists;
import io.quorate.message.ReadRequest.GetData;
import io.quorate.message.ReadRequest.WhoAmI;
import io.quorate.message.Response;
import io.quorate.message.SessionRequest.CloseSession;
import io.quorate.message.SessionRequest.Ping;
import io.quorate.message.SessionRequest.Sync;
import io.quorate.message.WriteRequest.SetData;
import io.quorate.transport.client.TestClient.Received;
import io.quorate.wire.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a well-behaved client sees (client protocol 1 and 7). */
class ConversationTest {
    private static final byte[] DATA = "data".getBytes(StandardCharsets.UTF_8);

    @SuppressWarnings("NullAway.Init")
    private DoorAtTest door;

    @BeforeEach
    void open() throws IOException {
        door = DoorAtTest.open();
        door.service.put("/a", DATA, Acl.OPEN);
        door.service.put("/secret", DATA, List.of(new Acl(31, "digest", "bob:8VFNqI0nQsZRHbKVVCVUHTL9ePE=")));
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void theAnswerToAHandshakeHasTheShapeOfTheRequest() throws IOException {
        try (TestClient modern = door.connect();
                TestClient old = door.connect()) {
            modern.send(TestClient.handshakeFrame(0, true));
            old.send(TestClient.handshakeFrame(0, false));

            assertThat(modern.receiveBody()).hasSize(37);
            assertThat(old.receiveBody()).hasSize(36);
        }
    }

    @Test
    void aSessionThatIsGoneIsAnsweredWithZeroesAndTheEndOfTheStream() throws IOException {
        try (TestClient client = door.connect()) {
            client.send(TestClient.handshakeFrame(77, true));

            assertThat(client.receiveBody()).containsOnly(new byte[] {0, 16}).hasSize(37);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void requestsMayComeInTheSameSegmentAsTheHandshake() throws IOException {
        try (TestClient client = door.connect()) {
            client.send(TestClient.join(
                    TestClient.handshakeFrame(0, true),
                    TestClient.frame(1, new GetData("/a", false)),
                    TestClient.frame(2, new Sync("/x"))));

            assertThat(client.receiveBody()).hasSize(37);
            assertThat(client.receive().xid()).isEqualTo(1);
            assertThat(client.receive().xid()).isEqualTo(2);
        }
    }

    @Test
    void framesMayBeSplitAtEveryByte() throws IOException {
        byte[] stream = TestClient.join(
                TestClient.handshakeFrame(0, true),
                TestClient.frame(1, new GetData("/a", false)),
                TestClient.frame(2, new SetData("/b", DATA, -1)),
                TestClient.frame(3, new GetData("/b", true)),
                TestClient.frame(-2, new Ping()));
        for (int split = 1; split < stream.length; split++) {
            try (TestClient client = door.connect()) {
                client.send(Arrays.copyOfRange(stream, 0, split));
                Thread.onSpinWait();
                client.send(Arrays.copyOfRange(stream, split, stream.length));

                assertThat(client.receiveBody()).hasSize(37);
                assertThat(client.receive().xid()).isEqualTo(1);
                assertThat(client.receive().xid()).isEqualTo(2);
                assertThat(client.receive().as(Protocol.OP_GET_DATA)).isInstanceOf(Response.Data.class);
                assertThat(client.receive().xid()).isEqualTo(-2);
            }
        }
    }

    @Test
    void aStreamMayComeByteByByte() throws IOException {
        try (TestClient client = door.connect()) {
            for (byte one : TestClient.join(
                    TestClient.handshakeFrame(0, true),
                    TestClient.frame(1, new GetData("/a", false)),
                    TestClient.frame(2, new WhoAmI()))) {
                client.send(new byte[] {one});
            }

            assertThat(client.receiveBody()).hasSize(37);
            assertThat(client.receive().xid()).isEqualTo(1);
            assertThat(client.receive().xid()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 1000, 20_000})
    void repliesComeInTheOrderOfRequests(int requests) throws Exception {
        try (TestClient client = door.session()) {
            Random random = new Random(requests);
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    for (int xid = 1; xid <= requests; xid++) {
                        client.send(
                                switch (random.nextInt(4)) {
                                    case 0 ->
                                        TestClient.frame(xid, new SetData("/a", new byte[random.nextInt(500)], -1));
                                    case 1 -> TestClient.frame(xid, new GetData("/a", false));
                                    case 2 -> TestClient.frame(xid, new Exists("/none", false));
                                    default -> TestClient.frame(xid, new Sync("/a"));
                                });
                    }
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
            long lastZxid = 0;
            for (int xid = 1; xid <= requests; xid++) {
                Received received = client.receive();
                assertThat(received.xid()).isEqualTo(xid);
                assertThat(received.zxid()).isGreaterThanOrEqualTo(lastZxid);
                lastZxid = received.zxid();
            }
            sender.join();
        }
    }

    @Test
    void anEventComesBeforeAnyReplyThatShowsWhatItAnnounces() throws Exception {
        int rounds = 2_000;
        try (TestClient watcher = door.session();
                TestClient writer = door.session()) {
            Thread writing = Thread.ofVirtual().start(() -> {
                try {
                    for (int xid = 1; xid <= rounds; xid++) {
                        writer.call(xid, new SetData("/a", DATA, -1));
                    }
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
            int announced = 0;
            while (writing.isAlive()) {
                int watchedVersion = versionIn(watcher.call(1, new GetData("/a", true)));
                int seen = watchedVersion;
                boolean told = false;
                while (seen == watchedVersion && (writing.isAlive() || told)) {
                    watcher.send(2, new GetData("/a", false));
                    Received received = watcher.receive();
                    if (received.xid() == Protocol.XID_NOTIFICATION) {
                        told = true;
                        announced++;
                        received = watcher.receive();
                    }
                    seen = versionIn(received);
                    assertThat(seen == watchedVersion || told)
                            .as(
                                    "version %d was read before the change of version %d was announced",
                                    seen, watchedVersion)
                            .isTrue();
                }
                if (!told && writing.isAlive()) {
                    watcher.receive();
                }
            }
            writing.join();
            assertThat(announced).isPositive();
        }
    }

    private static int versionIn(Received received) {
        return ((Response.Data) received.as(Protocol.OP_GET_DATA)).stat().version();
    }

    @Test
    void aReadIsAnsweredTheSameWhicheverWayItTakes() throws IOException {
        try (DoorAtTest ordinary = DoorAtTest.openWithoutFastPath();
                TestClient fast = door.session()) {
            ordinary.service.put("/a", DATA, Acl.OPEN);
            ordinary.service.put("/secret", DATA, List.of(new Acl(31, "digest", "bob:8VFNqI0nQsZRHbKVVCVUHTL9ePE=")));
            byte[] longPath = new byte[600];
            List<byte[]> frames = List.of(
                    TestClient.frame(1, new GetData("/a", false)),
                    TestClient.frame(2, new Exists("/a", false)),
                    TestClient.frame(3, new GetData("/none", false)),
                    TestClient.frame(4, new Exists("/none", false)),
                    TestClient.frame(5, new Exists("/nul\0", false)),
                    TestClient.frame(6, new GetData("/secret", false)),
                    TestClient.frame(7, new Exists("/secret", false)),
                    TestClient.frame(8, new Exists("", false)),
                    TestClient.frame(9, Protocol.OP_GET_DATA),
                    TestClient.frame(10, Protocol.OP_GET_DATA, (byte) 0, (byte) 0, (byte) 0, (byte) 2, (byte) '/'),
                    TestClient.frame(11, Protocol.OP_GET_DATA, (byte) -1, (byte) -1, (byte) -1, (byte) -1, (byte) 0),
                    TestClient.frame(12, Protocol.OP_EXISTS, longPath),
                    TestClient.frame(-7, new Ping()));
            try (TestClient slow = ordinary.session()) {
                for (byte[] frame : frames) {
                    fast.send(frame);
                    slow.send(frame);
                    assertThat(fast.receiveBody()).isEqualTo(slow.receiveBody());
                }
            }
            assertThat(door.door.stats().fastReads()).isGreaterThanOrEqualTo(6);
            assertThat(ordinary.door.stats().fastReads()).isZero();
        }
    }

    @Test
    void aPlainReadBehindAnUnansweredRequestWaitsForIt() throws IOException {
        try (TestClient client = door.session()) {
            client.send(TestClient.join(
                    TestClient.frame(1, SmallService.HELD), TestClient.frame(2, new GetData("/a", false))));
            awaitRequests(2);
            door.service.letGo();

            assertThat(client.receive().xid()).isEqualTo(1);
            assertThat(client.receive().xid()).isEqualTo(2);
        }
    }

    private void awaitRequests(long count) {
        Eventually.holds(() -> door.service.requests.get() >= count);
    }

    @Test
    void theEndOfASessionIsAnsweredBeforeTheConnectionCloses() throws IOException {
        try (TestClient client = door.session()) {
            assertThat(client.call(9, new CloseSession()).xid()).isEqualTo(9);
            assertThat(client.isClosed()).isTrue();
            Eventually.holds(() -> door.service.disconnected.get() == 1 && door.service.connected.isEmpty());
        }
    }

    @Test
    void aClientThatSendsNoMoreStillGetsWhatItAskedFor() throws IOException {
        try (TestClient client = door.session()) {
            client.send(TestClient.join(
                    TestClient.frame(1, new Sync("/a")),
                    TestClient.frame(2, SmallService.HELD),
                    TestClient.frame(3, new GetData("/a", false))));
            client.socket.shutdownOutput();
            awaitRequests(3);
            door.service.letGo();

            assertThat(client.receive().xid()).isEqualTo(1);
            assertThat(client.receive().xid()).isEqualTo(2);
            assertThat(client.receive().xid()).isEqualTo(3);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void whoAClientIsGrowsWithWhatItProves() throws IOException {
        try (TestClient client = door.session()) {
            client.send(TestClient.authFrame(-4, "digest", "user:pw".getBytes(StandardCharsets.UTF_8)));
            Received proved = client.receive();
            assertThat(proved)
                    .extracting(Received::xid, Received::zxid, Received::error)
                    .containsExactly(-4, 0L, 0);

            Response.Clients who =
                    (Response.Clients) client.call(1, new WhoAmI()).as(Protocol.OP_WHO_AM_I);
            assertThat(who.clients())
                    .containsExactly(
                            new Identity("ip", "127.0.0.1"),
                            new Identity("digest", "user:2Om+GBbT2q/tS6pdvACZbbm7/1A="));
        }
    }

    @Test
    void aClientThatTriesSaslIsToldThatThereIsNone() throws IOException {
        try (TestClient client = door.session()) {
            client.send(TestClient.frame(1, Protocol.OP_SASL, new byte[4]));
            assertThat(client.receive().body()).isEqualTo(new byte[] {-1, -1, -1, -1});
            assertThat(client.call(2, new GetData("/a", false)).error()).isZero();
        }
    }

    @Test
    void operatorsSeeTheConnection() throws Exception {
        try (TestClient client = door.session()) {
            client.call(1, new GetData("/a", false));
            client.call(2, new SetData("/a", DATA, -1));
            ConnectionStats stats = door.door.connections().get().getFirst();

            assertThat(stats.remote()).isEqualTo(client.socket.getLocalSocketAddress());
            assertThat(stats.received()).isEqualTo(3);
            assertThat(stats.sent()).isEqualTo(3);
            assertThat(stats.queued()).isZero();
            assertThat(stats.lastOperation()).isEqualTo("SETD");
            assertThat(stats.lastCxid()).isEqualTo(2);
            assertThat(stats.lastZxid()).isEqualTo(3);
            assertThat(stats.sessionId()).isEqualTo(0x101);
            assertThat(stats.timeoutMs()).isEqualTo(30_000);

            door.door.resetConnectionStats().get();
            assertThat(door.door.connections().get().getFirst().received()).isZero();
            assertThat(door.door.stats().packetsReceived()).isEqualTo(3);
            door.door.resetStats().get();
            assertThat(door.door.stats().packetsReceived()).isZero();
        }
    }

    @Test
    void itListensAtEveryAddress() throws IOException {
        assertThat(door.door.addresses()).hasSize(2).doesNotHaveDuplicates();
        try (TestClient client = new TestClient(door.door.addresses().getLast())) {
            client.handshake();
            assertThat(client.call(1, new GetData("/a", false)).error()).isZero();
        }
    }
}
