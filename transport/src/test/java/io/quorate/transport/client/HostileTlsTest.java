package io.quorate.transport.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.message.ReadRequest.GetData;
import io.quorate.transport.client.ClientDoorConfig.Limits;
import io.quorate.transport.client.TlsSettings.Checks;
import io.quorate.transport.client.TlsSettings.ClientAuth;
import io.quorate.transport.client.TlsSettings.Host;
import io.quorate.transport.client.TlsSettings.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever comes to the TLS port with something else than TLS costs its own connection and nothing more. */
@Timeout(120)
class HostileTlsTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final int ANSWER_MS = 20_000;
    private static final int IMPATIENT_MS = 300;
    /** The head of a ClientHello record that announces 512 bytes, and the first four of them. */
    private static final byte[] HALF_A_HELLO = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc};

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path directory;

    @BeforeAll
    static void makeCertificates() throws Exception {
        Certificates.make(directory, "server");
        Certificates.make(directory, "alice");
        Certificates.make(directory, "here", "-ext", "SAN=ip:127.0.0.1");
        Certificates.make(directory, "there", "-ext", "SAN=ip:127.0.0.2,dns:elsewhere.invalid");
        Certificates.trust(directory, "trusted.p12", "alice", "here", "there");
    }

    @Test
    void garbageEndsItsConnectionAndNoOther() throws Exception {
        try (DoorAtTest door = DoorAtTest.open(settings(Checks.ORDINARY, -1));
                TestClient witness = connect(door, "alice")) {
            witness.handshake();
            Random random = new Random(20_261_121);
            for (int round = 0; round < 200; round++) {
                byte[] garbage = new byte[1 + random.nextInt(600)];
                random.nextBytes(garbage);
                if (round % 2 == 0) {
                    System.arraycopy(HALF_A_HELLO, 0, garbage, 0, Math.min(garbage.length, HALF_A_HELLO.length));
                }
                try (Socket socket = open(door)) {
                    socket.getOutputStream().write(garbage);
                    socket.shutdownOutput();
                    readAll(socket);
                }
            }

            assertThat(witness.call(1, new GetData("/none", false)).error()).isEqualTo(-101);
            Eventually.holds(() -> door.door.stats().connections() == 1);
            Eventually.holds(() -> door.door.stats().tls().underWay() == 0);
            assertThat(door.door.stats().tls().unsuccessful()).isPositive();
        }
    }

    @Test
    void aHandshakeThatStallsIsEndedWhenItsTimeIsUp() throws Exception {
        Limits impatient = limits(Limits.DEFAULT.maxConnectionsPerAddress(), IMPATIENT_MS);
        try (DoorAtTest door = DoorAtTest.open(impatient, settings(Checks.ORDINARY, -1));
                Socket silent = open(door);
                Socket stalled = open(door)) {
            stalled.getOutputStream().write(HALF_A_HELLO);

            readAll(silent);
            readAll(stalled);
            Eventually.holds(() -> door.door.stats().connections() == 0);
            Eventually.holds(() -> door.door.stats().tls().underWay() == 0);
        }
    }

    @Test
    void noMoreHandshakesAreUnderWayThanAllowed() throws Exception {
        try (DoorAtTest door = DoorAtTest.open(settings(Checks.ORDINARY, 2))) {
            List<Socket> stalled = new ArrayList<>();
            try {
                for (int i = 0; i < 2; i++) {
                    stalled.add(open(door));
                }
                Eventually.holds(() -> door.door.stats().tls().underWay() == 2);
                try (Socket third = open(door)) {
                    readAll(third);
                }
                assertThat(door.door.stats().tls().exceeded()).isEqualTo(1);
            } finally {
                for (Socket socket : stalled) {
                    socket.close();
                }
            }
            Eventually.holds(() -> door.door.stats().tls().underWay() == 0);
            try (TestClient alice = connect(door, "alice")) {
                alice.handshake();
            }
        }
    }

    @Test
    void whoShowsACertificateAndWhoDoesNotAreCountedApart() throws Exception {
        try (DoorAtTest door = DoorAtTest.open(settings(Checks.ORDINARY, -1));
                TestClient alice = connect(door, "alice")) {
            alice.handshake();
            try (TestClient plain = door.session()) {
                assertThat(plain.call(1, new GetData("/none", false)).error()).isEqualTo(-101);
                Eventually.holds(() -> door.door.stats().tls().nonMutualLocal() == 1);
            }
            Eventually.holds(() -> door.door.stats().tls().nonMutualLocal() == 0);
            assertThat(door.door.stats().tls().nonMutualRemote()).isZero();
        }
    }

    @Test
    void eachPortHasItsOwnBoundOnConnections() throws Exception {
        Limits one = limits(1, Limits.DEFAULT.sessionlessTimeoutMs());
        try (DoorAtTest door = DoorAtTest.open(one, settings(Checks.ORDINARY, -1));
                TestClient plain = door.session();
                TestClient alice = connect(door, "alice")) {
            alice.handshake();

            assertThat(plain.call(1, new GetData("/none", false)).error()).isEqualTo(-101);
            assertThat(door.refusesAnother()).isTrue();
            assertThat(door.door.stats().connections()).isEqualTo(2);
        }
    }

    @Test
    void whereHostsAreComparedACertificateMustNameTheAddress() throws Exception {
        for (Host host : List.of(Host.ADDRESS, Host.ADDRESS_OR_NAME)) {
            try (DoorAtTest door = DoorAtTest.open(settings(new Checks(host, false, false), -1));
                    TestClient here = connect(door, "here")) {
                here.handshake();
                assertThat(isTurnedAway(door, "there"))
                        .as("%s: another address", host)
                        .isTrue();
                assertThat(isTurnedAway(door, "alice"))
                        .as("%s: no address", host)
                        .isTrue();
            }
        }
    }

    @Test
    void aStarStandsForOneLabel() {
        assertThat(KnownByName.isNameOf("a.example.org", "*.example.org")).isTrue();
        assertThat(KnownByName.isNameOf("A.example.org", "a.EXAMPLE.org")).isTrue();
        assertThat(KnownByName.isNameOf("a.b.example.org", "*.example.org")).isFalse();
        assertThat(KnownByName.isNameOf("example.org", "*.example.org")).isFalse();
        assertThat(KnownByName.isNameOf("b.example.org", "a.example.org")).isFalse();
    }

    private static boolean isTurnedAway(DoorAtTest door, String name) throws Exception {
        try (TestClient client = connect(door, name)) {
            client.handshake();
            return false;
        } catch (IOException turnedAway) {
            return true;
        }
    }

    private static TestClient connect(DoorAtTest door, String name) throws Exception {
        return new TestClient(
                Certificates.client(directory, name, "server").createSocket(),
                door.door.secureAddresses().getFirst(),
                0);
    }

    private static Socket open(DoorAtTest door) throws IOException {
        InetSocketAddress address = door.door.secureAddresses().getFirst();
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(ANSWER_MS);
        return socket;
    }

    /** Until the door closes the connection, which it must, gently or not. */
    private static void readAll(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
        } catch (java.net.SocketException reset) {
            assertThat(reset).isNotInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    private static TlsSettings settings(Checks checks, int maxHandshakes) {
        return new TlsSettings(
                List.of(ANY),
                false,
                new Store("ssl.keyStore", directory.resolve("server.p12"), Certificates.PASSWORD, null, null),
                new Store("ssl.trustStore", directory.resolve("trusted.p12"), Certificates.PASSWORD, null, null),
                List.of(),
                List.of(),
                ClientAuth.WANT,
                checks,
                maxHandshakes);
    }

    private static Limits limits(int perAddress, int sessionlessMs) {
        Limits ordinary = Limits.DEFAULT;
        return new Limits(
                ordinary.maxFrameBytes(),
                ordinary.maxFieldBytes(),
                perAddress,
                ordinary.maxConnections(),
                ordinary.listenBacklog(),
                ordinary.tcpKeepAlive(),
                ordinary.globalOutstanding(),
                ordinary.largeRequestBytes(),
                ordinary.largeRequestsTotalBytes(),
                sessionlessMs,
                ordinary.pipelineDepth(),
                ordinary.maxUnsentBytes());
    }
}
