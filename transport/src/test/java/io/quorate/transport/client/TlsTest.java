package io.quorate.transport.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.data.Acl;
import io.quorate.data.Identity;
import io.quorate.message.ReadRequest.GetData;
import io.quorate.message.ReadRequest.WhoAmI;
import io.quorate.message.Response;
import io.quorate.transport.client.TlsSettings.ClientAuth;
import io.quorate.transport.client.TlsSettings.Store;
import io.quorate.wire.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door with TLS (client protocol 1.13). */
class TlsTest {
    private static final String PASSWORD = "changeit";
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path directory;

    @BeforeAll
    static void makeCertificates() throws Exception {
        for (String name : List.of("server", "alice", "mallory")) {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-keyalg",
                            "EC",
                            "-alias",
                            name,
                            "-dname",
                            "CN=" + name,
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            PASSWORD,
                            "-keystore",
                            directory.resolve(name + ".p12").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve(name + ".out").toFile())
                    .start();
            assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(keytool.exitValue()).isZero();
        }
        KeyStore trusted = KeyStore.getInstance("JKS");
        trusted.load(null, null);
        for (String name : List.of("alice", "mallory")) {
            trusted.setCertificateEntry(name, certificateOf(name));
        }
        try (var out = Files.newOutputStream(directory.resolve("trusted.jks"))) {
            trusted.store(out, PASSWORD.toCharArray());
        }
    }

    @Test
    void whatIsSaidInsideTlsIsTheSame() throws Exception {
        try (DoorAtTest door = DoorAtTest.open(settings(ClientAuth.NONE, false));
                TestClient client = connect(door.door.secureAddresses().getFirst(), null)) {
            byte[] large = new byte[700_000];
            door.service.put("/a", large, Acl.OPEN);
            client.handshake();
            for (int xid = 1; xid <= 40; xid++) {
                client.send(xid, new GetData("/a", false));
            }
            for (int xid = 1; xid <= 40; xid++) {
                TestClient.Received received = client.receive();
                assertThat(received.xid()).isEqualTo(xid);
                assertThat(((Response.Data) received.as(Protocol.OP_GET_DATA)).data())
                        .isEqualTo(large);
            }
            assertThat(door.door.connections().get().getFirst().secure()).isTrue();
        }
    }

    @Test
    void aWordIsAnsweredInsideTlsToo() throws Exception {
        try (DoorAtTest door = DoorAtTest.open(settings(ClientAuth.NONE, false));
                TestClient client = connect(door.door.secureAddresses().getFirst(), null)) {
            client.send("ruok".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(client.receiveAll(), StandardCharsets.US_ASCII))
                    .startsWith("ruok with 0");
        }
    }

    @Test
    void theCertificateSaysWhoTheClientIs() throws Exception {
        try (DoorAtTest door = DoorAtTest.open(settings(ClientAuth.NEED, false));
                TestClient alice = connect(door.door.secureAddresses().getFirst(), "alice")) {
            alice.handshake();
            Response.Clients who =
                    (Response.Clients) alice.call(1, new WhoAmI()).as(Protocol.OP_WHO_AM_I);

            assertThat(who.clients()).contains(new Identity("x509", "CN=alice"));
        }
    }

    @Test
    void aCertificateThatIsNotAcceptedEndsTheConnection() throws Exception {
        try (DoorAtTest door = DoorAtTest.open(settings(ClientAuth.NEED, false));
                TestClient mallory = connect(door.door.secureAddresses().getFirst(), "mallory")) {
            assertThatThrownBy(mallory::handshake).isInstanceOf(IOException.class);
            assertThat(door.service.connected).isEmpty();
        }
    }

    @Test
    void whereCertificatesAreNeededNobodyComesInWithout() throws Exception {
        try (DoorAtTest door = DoorAtTest.open(settings(ClientAuth.NEED, false));
                TestClient nobody = connect(door.door.secureAddresses().getFirst(), null)) {
            assertThatThrownBy(nobody::handshake).isInstanceOf(IOException.class);
            Eventually.holds(() -> door.door.stats().unsuccessfulHandshakes() == 1);
        }
    }

    @Test
    void whereCertificatesAreWantedSomebodyWithoutComesIn() throws Exception {
        try (DoorAtTest door = DoorAtTest.open(settings(ClientAuth.WANT, false));
                TestClient nobody = connect(door.door.secureAddresses().getFirst(), null)) {
            nobody.handshake();
            assertThat(nobody.call(1, new GetData("/none", false)).error()).isEqualTo(-101);
        }
    }

    @Test
    void onePortCanTakeBoth() throws Exception {
        try (DoorAtTest door = DoorAtTest.open(settings(ClientAuth.NONE, true));
                TestClient plain = door.session();
                TestClient word = door.connect();
                TestClient secure = connect(door.address(), null)) {
            secure.handshake();
            word.send("ruok".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(word.receiveAll(), StandardCharsets.US_ASCII)).startsWith("ruok");
            assertThat(plain.call(1, new GetData("/none", false)).error()).isEqualTo(-101);
            assertThat(secure.call(1, new GetData("/none", false)).error()).isEqualTo(-101);
            assertThat(door.door.connections().get())
                    .filteredOn(connection -> connection.sessionId() != 0)
                    .extracting(ConnectionStats::secure)
                    .containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    void plainTextOnATlsPortClosesTheConnection() throws Exception {
        try (DoorAtTest door = DoorAtTest.open(settings(ClientAuth.NONE, false));
                TestClient plain = new TestClient(door.door.secureAddresses().getFirst())) {
            plain.send(TestClient.handshakeFrame(0, true));
            plain.receiveAll();

            Eventually.holds(() -> door.door.stats().connections() == 0);
            assertThat(door.service.connected).isEmpty();
        }
    }

    @Test
    void aPemFileHoldsKeyAndCertificate() throws Exception {
        KeyStore keys = load(directory.resolve("server.p12"));
        Path pem = directory.resolve("server.pem");
        Files.writeString(
                pem,
                pemOf(
                                "PRIVATE KEY",
                                keys.getKey("server", PASSWORD.toCharArray()).getEncoded())
                        + pemOf("CERTIFICATE", keys.getCertificate("server").getEncoded()));
        TlsSettings settings = new TlsSettings(
                List.of(ANY), false, new Store(pem, "", null), null, List.of("TLSv1.2"), List.of(), ClientAuth.NONE);
        try (DoorAtTest door = DoorAtTest.open(settings);
                TestClient client = connect(door.door.secureAddresses().getFirst(), null)) {
            client.handshake();
            assertThat(client.call(1, new GetData("/none", false)).error()).isEqualTo(-101);
        }
    }

    @Test
    void aStoreThatCannotBeReadIsNamed() {
        TlsSettings missing = new TlsSettings(
                List.of(ANY),
                false,
                new Store(directory.resolve("none.p12"), PASSWORD, null),
                null,
                List.of(),
                List.of(),
                ClientAuth.NONE);
        TlsSettings nameless = new TlsSettings(
                List.of(ANY),
                false,
                new Store(directory.resolve("server.crt"), PASSWORD, null),
                null,
                List.of(),
                List.of(),
                ClientAuth.NONE);

        assertThatThrownBy(() -> DoorAtTest.open(missing))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.p12");
        assertThatThrownBy(() -> DoorAtTest.open(nameless))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Unable to auto-detect store file type from file name");
    }

    private static TlsSettings settings(ClientAuth clientAuth, boolean unified) {
        return new TlsSettings(
                List.of(ANY),
                unified,
                new Store(directory.resolve("server.p12"), PASSWORD, null),
                new Store(directory.resolve("trusted.jks"), PASSWORD, null),
                List.of(),
                List.of(),
                clientAuth);
    }

    private static TestClient connect(InetSocketAddress address, @Nullable String name) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", certificateOf("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManager[] keys = {};
        if (name != null) {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(load(directory.resolve(name + ".p12")), PASSWORD.toCharArray());
            keys = factory.getKeyManagers();
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        Socket socket = context.getSocketFactory().createSocket();
        return new TestClient(socket, address, 0);
    }

    private static Certificate certificateOf(String name) throws GeneralSecurityException, IOException {
        return load(directory.resolve(name + ".p12")).getCertificate(name);
    }

    private static KeyStore load(Path path) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(path)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static String pemOf(String what, byte[] encoded) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + what
                + "-----\n";
    }
}
