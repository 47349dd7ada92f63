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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door with TLS (client protocol 1.13). */
class TlsTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path directory;

    @BeforeAll
    static void makeCertificates() throws Exception {
        for (String name : List.of("server", "alice", "mallory")) {
            Certificates.make(directory, name);
        }
        Certificates.trust(directory, "trusted.p12", "alice", "mallory");
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
            Eventually.holds(() -> door.door.stats().tls().unsuccessful() == 1);
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
        KeyStore keys = Certificates.load(directory, "server");
        Path pem = directory.resolve("server.pem");
        Files.writeString(
                pem,
                pemOf(
                                "PRIVATE KEY",
                                keys.getKey("server", Certificates.PASSWORD.toCharArray())
                                        .getEncoded())
                        + pemOf("CERTIFICATE", keys.getCertificate("server").getEncoded()));
        TlsSettings settings = new TlsSettings(
                List.of(ANY),
                false,
                new Store("ssl.keyStore", pem, "", null, null),
                null,
                List.of("TLSv1.2"),
                List.of(),
                ClientAuth.NONE);
        try (DoorAtTest door = DoorAtTest.open(settings);
                TestClient client = connect(door.door.secureAddresses().getFirst(), null)) {
            client.handshake();
            assertThat(client.call(1, new GetData("/none", false)).error()).isEqualTo(-101);
        }
    }

    @Test
    void anEncryptedPemKeyIsOpenedByItsPassword() throws Exception {
        KeyStore keys = Certificates.load(directory, "server");
        byte[] sealed = sealed(
                keys.getKey("server", Certificates.PASSWORD.toCharArray()).getEncoded(), "sesame");
        Path pem = directory.resolve("sealed.pem");
        Files.writeString(
                pem,
                pemOf("ENCRYPTED PRIVATE KEY", sealed)
                        + pemOf("CERTIFICATE", keys.getCertificate("server").getEncoded()));
        Path password = directory.resolve("password.txt");
        Files.writeString(password, "sesame\n");
        try (DoorAtTest door = DoorAtTest.open(with(new Store("ssl.keyStore", pem, "", password, null), null));
                TestClient client = connect(door.door.secureAddresses().getFirst(), null)) {
            client.handshake();
        }
        assertThatThrownBy(() -> DoorAtTest.open(with(new Store("ssl.keyStore", pem, "open", null, null), null)))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("sealed.pem")
                .hasMessageContaining("its password does not decrypt its key");
    }

    @Test
    void whateverIsWrongWithAStoreIsSaidWithItsFileItsKeyAndARemedy() throws Exception {
        Files.writeString(directory.resolve("text.p12"), "this is no store");
        Files.copy(directory.resolve("server.p12"), directory.resolve("server.crt"));
        Store good = new Store("ssl.keyStore", directory.resolve("server.p12"), Certificates.PASSWORD, null, null);

        refused(store("none.p12", Certificates.PASSWORD), null, "ssl.keyStore.location=", "none.p12", "no such file");
        refused(store("server.crt", ""), null, "Unable to auto-detect store file type", "ssl.keyStore.type");
        refused(store("server.p12", "wrong"), null, "server.p12", "password is wrong", "ssl.keyStore.passwordPath");
        refused(store("text.p12", ""), null, "text.p12", "it is no PKCS12 store", "ssl.keyStore.type");
        refused(store("trusted.p12", Certificates.PASSWORD), null, "trusted.p12", "no private key");
        refused(
                new Store("ssl.keyStore", good.location(), "", directory.resolve("none.txt"), null),
                null,
                "ssl.keyStore.passwordPath=",
                "none.txt",
                "no such file");
        refused(
                new Store("ssl.keyStore", good.location(), "", null, TlsSettings.StoreType.BCFKS),
                null,
                "server.p12",
                "stores of type BCFKS");
        refused(good, new Store("ssl.trustStore", directory.resolve("none.jks"), "", null, null), "none.jks");
        Files.writeString(directory.resolve("empty.pem"), "nothing");
        refused(good, new Store("ssl.trustStore", directory.resolve("empty.pem"), "", null, null), "no certificate");
    }

    @Test
    void namesThatThisJavaDoesNotKnowAreFoundOutAtOnce() {
        Store good = new Store("ssl.keyStore", directory.resolve("server.p12"), Certificates.PASSWORD, null, null);
        TlsSettings protocol =
                new TlsSettings(List.of(ANY), false, good, null, List.of("TLSv9"), List.of(), ClientAuth.NONE);
        TlsSettings suite =
                new TlsSettings(List.of(ANY), false, good, null, List.of(), List.of("TLS_ROT13"), ClientAuth.NONE);

        assertThatThrownBy(() -> DoorAtTest.open(protocol)).hasMessageContaining("ssl.enabledProtocols", "TLSv9");
        assertThatThrownBy(() -> DoorAtTest.open(suite)).hasMessageContaining("ssl.ciphersuites", "TLS_ROT13");
    }

    @Test
    void aNewCertificateIsShownToThoseWhoComeAfterIt() throws Exception {
        Certificates.make(directory, "younger");
        Path store = directory.resolve("changing.p12");
        Files.copy(directory.resolve("server.p12"), store);
        try (DoorAtTest door = DoorAtTest.open(
                        with(new Store("ssl.keyStore", store, Certificates.PASSWORD, null, null), null));
                TestClient before = connect(door.door.secureAddresses().getFirst(), null)) {
            before.handshake();
            assertThat(door.door.reloadTls()).isFalse();

            Files.writeString(store, "half a store");
            assertThatThrownBy(door.door::reloadTls).hasMessageContaining("changing.p12");
            assertThat(door.door.reloadTls()).as("it is tried once").isFalse();
            connect(door.door.secureAddresses().getFirst(), null).close();

            Files.copy(directory.resolve("younger.p12"), store, StandardCopyOption.REPLACE_EXISTING);
            assertThat(door.door.reloadTls()).isTrue();
            try (TestClient after = new TestClient(
                    Certificates.client(directory, null, "younger").createSocket(),
                    door.door.secureAddresses().getFirst(),
                    0)) {
                after.handshake();
            }
            assertThat(before.call(1, new GetData("/none", false)).error()).isEqualTo(-101);
        }
    }

    private static void refused(Store keys, @Nullable Store trust, String... parts) {
        assertThatThrownBy(() -> DoorAtTest.open(with(keys, trust)))
                .isInstanceOf(TlsException.class)
                .hasMessageContainingAll(parts);
    }

    private static Store store(String file, String password) {
        return new Store("ssl.keyStore", directory.resolve(file), password, null, null);
    }

    private static TlsSettings with(Store keys, @Nullable Store trust) {
        return new TlsSettings(List.of(ANY), false, keys, trust, List.of(), List.of(), ClientAuth.NONE);
    }

    private static byte[] sealed(byte[] key, String password) throws Exception {
        String algorithm = "PBEWithHmacSHA256AndAES_256";
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray())));
        byte[] pbes2 = {0x06, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 5, 0x0d};
        byte[] scheme = der(0x30, pbes2, cipher.getParameters().getEncoded());
        return der(0x30, scheme, der(0x04, cipher.doFinal(key)));
    }

    /** One value of ASN.1 with its tag and its length. */
    private static byte[] der(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteBuffer der = ByteBuffer.allocate(length + 4);
        der.put((byte) tag).put((byte) 0x82).putShort((short) length);
        for (byte[] part : parts) {
            der.put(part);
        }
        return der.array();
    }

    private static TlsSettings settings(ClientAuth clientAuth, boolean unified) {
        return new TlsSettings(
                List.of(ANY),
                unified,
                new Store("ssl.keyStore", directory.resolve("server.p12"), Certificates.PASSWORD, null, null),
                new Store("ssl.trustStore", directory.resolve("trusted.p12"), Certificates.PASSWORD, null, null),
                List.of(),
                List.of(),
                clientAuth);
    }

    private static TestClient connect(InetSocketAddress address, @Nullable String name) throws Exception {
        return new TestClient(Certificates.client(directory, name, "server").createSocket(), address, 0);
    }

    private static String pemOf(String what, byte[] encoded) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + what
                + "-----\n";
    }
}
