package io.quorate.transport.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.data.Acl;
import io.quorate.message.ReadRequest.GetData;
import io.quorate.message.Response;
import io.quorate.message.SessionRequest.Ping;
import io.quorate.message.SessionRequest.Sync;
import io.quorate.message.WriteRequest.SetData;
import io.quorate.transport.client.ClientDoorConfig.ConnectionThrottle;
import io.quorate.transport.client.ClientDoorConfig.Limits;
import io.quorate.transport.client.TestClient.Received;
import io.quorate.wire.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every bound holds, and who meets it costs nobody else (client protocol 6.5, 8.1, 8.2 and 8.3). */
class LimitsTest {
    private static final Limits USUAL = Limits.DEFAULT;
    private static final int SMALL_BUFFER = 8 * 1024;
    private static final int LARGE_DATA = 500_000;

    @Test
    void soManyConnectionsMayComeFromOneAddress() throws IOException {
        try (DoorAtTest door = DoorAtTest.open(limits(2, 0, 1000, -1, 1 << 20, 10_000, 1000, 64L << 20));
                TestClient first = door.session()) {
            try (TestClient second = door.session()) {
                assertThat(door.refusesAnother()).isTrue();
                assertThat(second.call(1, new Sync("/")).error()).isZero();
            }
            Eventually.holds(() -> door.door.stats().connections() == 1);
            try (TestClient fourth = door.session()) {
                assertThat(fourth.call(1, new Sync("/")).error()).isZero();
            }
            assertThat(first.call(1, new Sync("/")).error()).isZero();
            assertThat(door.door.stats().connectionsRejected()).isEqualTo(1);
        }
    }

    @Test
    void soManyConnectionsMayComeInAll() throws IOException {
        try (DoorAtTest door = DoorAtTest.open(limits(0, 1, 1000, -1, 1 << 20, 10_000, 1000, 64L << 20));
                TestClient first = door.session()) {
            assertThat(door.refusesAnother()).isTrue();
            assertThat(first.call(1, new Sync("/")).error()).isZero();
        }
    }

    @Test
    void aConnectionMustOpenASessionInTime() throws IOException {
        try (DoorAtTest door = DoorAtTest.open(limits(60, 0, 1000, -1, 1 << 20, 100, 1000, 64L << 20));
                TestClient busy = door.session();
                TestClient idle = door.connect()) {
            assertThat(idle.isClosed()).isTrue();
            assertThat(busy.call(1, new Sync("/")).error()).isZero();
            assertThat(door.door.stats().sessionlessExpired()).isEqualTo(1);
        }
    }

    @Test
    void aHandshakeThatTheBucketDoesNotCoverIsNotAnswered() throws IOException {
        ConnectionThrottle one = new ConnectionThrottle(1, 3_600_000, 1, false, 3, 2, 1, -1, 0, 0, 0);
        try (DoorAtTest door = DoorAtTest.open(USUAL, one, Set.of(), new SmallService(DoorAtTest.INBOX));
                TestClient first = door.session();
                TestClient second = door.connect()) {
            second.send(TestClient.handshakeFrame(0, true));

            assertThat(second.isClosed()).isTrue();
            assertThat(first.call(1, new Sync("/")).error()).isZero();
        }
    }

    @Test
    void aConnectionWithTooManyUnansweredRequestsWaits() throws IOException {
        try (DoorAtTest door = DoorAtTest.open(limits(60, 0, 10_000, -1, 1 << 20, 10_000, 10, 64L << 20));
                TestClient client = door.session();
                TestClient other = door.session()) {
            client.send(manyBehindOneThatIsHeld(100));
            Eventually.holds(() -> door.service.requests.get() == 10);
            other.send(1, new Ping());
            assertThat(other.receive().error()).isZero();
            assertThat(door.service.requests.get()).isLessThanOrEqualTo(11);

            door.service.letGo();
            expectInOrder(client, 100);
        }
    }

    @Test
    void whileTooMuchIsInProgressOnlyThoseWithNothingOutstandingAreServed() throws IOException {
        try (DoorAtTest door = DoorAtTest.open(limits(60, 0, 20, -1, 1 << 20, 10_000, 1000, 64L << 20));
                TestClient greedy = door.session();
                TestClient modest = door.session()) {
            greedy.send(manyBehindOneThatIsHeld(200));
            Eventually.holds(() -> door.service.requests.get() == 21);
            assertThat(modest.call(-2, new Ping()).error()).isZero();
            assertThat(door.door.stats().outstanding()).isLessThanOrEqualTo(22);

            door.service.letGo();
            expectInOrder(greedy, 200);
        }
    }

    @Test
    void aFullInboxHoldsBackAndLosesNothing() throws IOException {
        SmallService service = new SmallService(4);
        try (DoorAtTest door = DoorAtTest.open(USUAL, ConnectionThrottle.OFF, Set.of(), service)) {
            List<TestClient> clients = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                clients.add(door.session());
            }
            service.pause();
            TestClient leaver = clients.removeLast();
            for (TestClient client : clients) {
                client.send(manyRequests(300));
            }
            leaver.close();
            Eventually.holds(() -> door.door.stats().connections() == 4);
            service.goOn();
            for (TestClient client : clients) {
                expectInOrder(client, 300);
                client.close();
            }
            Eventually.holds(() -> service.disconnected.get() == 5);
        }
    }

    @Test
    void aHandshakeThatMeetsAFullInboxIsTriedAgain() throws IOException {
        SmallService service = new SmallService(2);
        try (DoorAtTest door = DoorAtTest.open(USUAL, ConnectionThrottle.OFF, Set.of(), service)) {
            service.pause();
            List<TestClient> clients = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                TestClient client = door.connect();
                client.send(TestClient.handshakeFrame(0, true));
                clients.add(client);
            }
            Eventually.holds(() -> door.door.stats().connectRequests() == 10);
            service.goOn();
            for (TestClient client : clients) {
                assertThat(client.receiveBody()).hasSize(37);
                client.close();
            }
        }
    }

    @Test
    void aClientThatDoesNotReadCostsTheOthersNothing() throws Exception {
        try (DoorAtTest door = DoorAtTest.open()) {
            door.service.put("/large", new byte[LARGE_DATA], Acl.OPEN);
            door.service.put("/a", new byte[10], Acl.OPEN);
            int requests = 400;
            try (TestClient slow = new TestClient(door.address(), SMALL_BUFFER);
                    TestClient quick = door.session()) {
                slow.handshake();
                Thread sending = sendInBackground(slow, requests, "/large");
                for (int xid = 1; xid <= 5_000; xid++) {
                    assertThat(quick.call(xid, new SetData("/a", new byte[10], -1))
                                    .error())
                            .isZero();
                }
                for (int xid = 1; xid <= requests; xid++) {
                    Received received = slow.receive();
                    assertThat(received.xid()).isEqualTo(xid);
                    assertThat(((Response.Data) received.as(Protocol.OP_GET_DATA)).data())
                            .hasSize(LARGE_DATA);
                }
                sending.join();
            }
        }
    }

    @Test
    void aClientForWhichTooMuchWaitsIsClosed() throws IOException {
        try (DoorAtTest door = DoorAtTest.open(limits(60, 0, 1000, -1, 1 << 20, 10_000, 1000, 1_000_000))) {
            door.service.put("/large", new byte[LARGE_DATA], Acl.OPEN);
            try (TestClient slow = new TestClient(door.address(), SMALL_BUFFER);
                    TestClient quick = door.session()) {
                slow.handshake();
                // Held back together, so that their answers come together.
                List<byte[]> frames = new ArrayList<>();
                frames.add(TestClient.frame(1, SmallService.HELD));
                for (int xid = 2; xid <= 60; xid++) {
                    frames.add(TestClient.frame(xid, new GetData("/large", false)));
                }
                slow.send(TestClient.join(frames.toArray(byte[][]::new)));
                Eventually.holds(() -> door.service.requests.get() == 60);
                door.service.letGo();

                Eventually.holds(() -> door.door.stats().connections() == 1);
                assertThat(quick.call(1, new Sync("/")).error()).isZero();
                Eventually.holds(() -> door.service.disconnected.get() == 1);
                assertThat(door.door.stats().outstanding()).isZero();
            }
        }
    }

    @Test
    void largeRequestsInProgressAreBounded() throws IOException {
        try (DoorAtTest door = DoorAtTest.open(limits(60, 0, 1000, 1_000, 50_000, 10_000, 1000, 64L << 20));
                TestClient first = door.session();
                TestClient second = door.session()) {
            first.send(TestClient.join(
                    TestClient.frame(1, SmallService.HELD),
                    TestClient.frame(2, new SetData("/a", new byte[40_000], -1))));
            Eventually.holds(() -> door.service.requests.get() == 2);
            second.send(1, new SetData("/b", new byte[40_000], -1));
            assertThat(second.isClosed()).isTrue();

            door.service.letGo();
            expectInOrder(first, 2);
            assertThat(first.call(3, new SetData("/b", new byte[40_000], -1)).error())
                    .isZero();
            assertThat(door.door.stats().largeRequestsRejected()).isEqualTo(1);
        }
    }

    @Test
    void aFloodOfPlainReadsWithoutReadingTheAnswersStopsAtTheSocket() throws Exception {
        try (DoorAtTest door = DoorAtTest.open();
                TestClient flooding = new TestClient(door.address(), SMALL_BUFFER);
                TestClient quick = door.session()) {
            door.service.put("/a", new byte[1000], Acl.OPEN);
            flooding.handshake();
            int requests = 100_000;
            Thread sending = sendInBackground(flooding, requests, "/a");
            for (int xid = 1; xid <= 1_000; xid++) {
                assertThat(quick.call(xid, new GetData("/a", false)).error()).isZero();
            }
            expectInOrder(flooding, requests);
            sending.join();
        }
    }

    private static Thread sendInBackground(TestClient client, int requests, String path) {
        return Thread.ofVirtual().start(() -> {
            try {
                for (int xid = 1; xid <= requests; xid++) {
                    client.send(xid, new GetData(path, false));
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    private static byte[] manyBehindOneThatIsHeld(int count) {
        return requests(count, TestClient.frame(1, SmallService.HELD));
    }

    private static byte[] manyRequests(int count) {
        return requests(count, TestClient.frame(1, new Sync("/1")));
    }

    private static byte[] requests(int count, byte[] first) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        for (int xid = 2; xid <= count; xid++) {
            all.writeBytes(TestClient.frame(xid, new Sync("/" + xid)));
        }
        return all.toByteArray();
    }

    private static void expectInOrder(TestClient client, int count) throws IOException {
        for (int xid = 1; xid <= count; xid++) {
            assertThat(client.receive().xid()).isEqualTo(xid);
        }
    }

    private static Limits limits(
            int perAddress,
            int inAll,
            int globalOutstanding,
            int largeBytes,
            long largeTotal,
            int sessionlessMs,
            int depth,
            long maxUnsent) {
        return new Limits(
                USUAL.maxFrameBytes(),
                USUAL.maxFieldBytes(),
                perAddress,
                inAll,
                -1,
                false,
                globalOutstanding,
                largeBytes,
                largeTotal,
                sessionlessMs,
                depth,
                maxUnsent);
    }
}
