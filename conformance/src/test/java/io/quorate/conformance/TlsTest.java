package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.process.ServerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * TLS (client protocol 1.13, configuration 7): the Apache client with certificates, on a port that takes plain text as
 * well, does and is told the same by both servers.
 */
@Timeout(180)
final class TlsTest {
    private static final String PASSWORD = "changeit";
    private static final int TIMEOUT_MS = 30_000;
    private static final int CONNECT_SECONDS = 30;

    @SuppressWarnings("NullAway.Init")
    private static Path stores;

    @SuppressWarnings("NullAway.Init")
    private static ServerPair servers;

    @BeforeAll
    static void startWithCertificates() throws Exception {
        stores = Workplace.fresh("tls-stores");
        for (String name : List.of("server", "alice", "bob", "root")) {
            makeCertificate(name);
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (String name : List.of("server", "alice", "bob", "root")) {
            trusted.setCertificateEntry(name, load(name).getCertificate(name));
        }
        try (var out = Files.newOutputStream(stores.resolve("trust.p12"))) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        servers = ServerPair.start(
                "tls",
                ServerSettings.defaults()
                        .with("serverCnxnFactory", "org.apache.zookeeper.server.NettyServerCnxnFactory")
                        .with("client.portUnification", "true")
                        .with("authProvider.x509", "org.apache.zookeeper.server.auth.X509AuthenticationProvider")
                        .with("ssl.keyStore.location", stores.resolve("server.p12"))
                        .with("ssl.keyStore.password", PASSWORD)
                        .with("ssl.trustStore.location", stores.resolve("trust.p12"))
                        .with("ssl.trustStore.password", PASSWORD)
                        .with("ssl.enabledProtocols", "TLSv1.3,TLSv1.2")
                        .with("ssl.clientAuth", "want")
                        .with("X509AuthenticationProvider.superUser", "CN=root")
                        .with("4lw.commands.whitelist", "*"));
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void certificatesSayWhoClientsAreAndWhatTheyMayDo() throws Exception {
        List<String> expected = livesOf(servers.reference());
        assertThat(expected).hasSizeGreaterThan(10);

        assertThat(livesOf(servers.subject())).isEqualTo(expected);
    }

    @Test
    void fourLetterWordsAreAnsweredInTlsAndBesideIt() throws Exception {
        for (ServerProcess server : List.of(servers.reference(), servers.subject())) {
            try (SSLSocket secure = secure(server, "TLSv1.3")) {
                secure.getOutputStream().write("ruok".getBytes(StandardCharsets.US_ASCII));
                secure.getOutputStream().flush();
                assertThat(all(secure.getInputStream())).as(server.toString()).isEqualTo("imok");
            }
            try (Socket plain = new Socket(server.address().getAddress(), server.port())) {
                plain.getOutputStream().write("ruok".getBytes(StandardCharsets.US_ASCII));
                assertThat(all(plain.getInputStream())).as(server.toString()).isEqualTo("imok");
            }
        }
    }

    @Test
    void aClientMayNotRenegotiate() throws Exception {
        ServerProcess subject = servers.subject();
        try (SSLSocket socket = secure(subject, "TLSv1.2")) {
            socket.startHandshake();
            String again;
            try {
                socket.startHandshake();
                socket.getOutputStream().write("ruok".getBytes(StandardCharsets.US_ASCII));
                again = all(socket.getInputStream());
            } catch (SSLException refused) {
                again = "refused";
            }
            assertThat(again).isEqualTo("refused");
        }
        assertThat(livesOf(subject)).isNotEmpty();
    }

    private static List<String> livesOf(ServerProcess server) throws Exception {
        List<String> diary = new ArrayList<>();
        CountDownLatch changed = new CountDownLatch(1);
        try (ZooKeeper alice = connect(server, "alice");
                ZooKeeper bob = connect(server, "bob");
                ZooKeeper root = connect(server, "root");
                ZooKeeper nobody = connect(server, null);
                ZooKeeper plain = ApacheClients.connect(server.connectString())) {
            for (ZooKeeper each : List.of(alice, bob, root, nobody, plain)) {
                // In ZooKeeper they come in the order of a hash table.
                diary.add("who "
                        + each.whoAmI().stream()
                                .map(info -> info.getAuthScheme() + ":" + info.getUser())
                                .sorted()
                                .toList());
            }
            String path = "/alices-" + System.nanoTime();
            byte[] data = new byte[300_000];
            alice.create(path, data, ZooDefs.Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT);
            diary.add("acl " + alice.getACL(path, null));
            diary.add("data " + alice.getData(path, event -> changed.countDown(), null).length);
            for (ZooKeeper each : List.of(bob, root, nobody, plain)) {
                diary.add("get " + outcome(() -> each.getData(path, false, null)));
            }
            diary.add("root sets " + outcome(() -> root.setData(path, new byte[0], -1)));
            diary.add("event " + changed.await(CONNECT_SECONDS, TimeUnit.SECONDS));
            for (String id : List.of("CN=bob", "no name", "", "CN=bob,OU=elsewhere")) {
                List<ACL> acl = Collections.singletonList(new ACL(ZooDefs.Perms.ALL, new Id("x509", id)));
                diary.add("set acl " + id + " "
                        + outcome(() -> alice.create(path + "-" + id, null, acl, CreateMode.EPHEMERAL)));
            }
            diary.add("bob gets " + outcome(() -> bob.getData(path + "-CN=bob", false, null)));
            diary.add("bob gets " + outcome(() -> bob.getData(path + "-CN=bob,OU=elsewhere", false, null)));
        }
        return diary;
    }

    /** A call whose error is part of the diary. */
    private interface Call {
        Object make() throws KeeperException, InterruptedException;
    }

    private static String outcome(Call call) throws InterruptedException {
        try {
            call.make();
            return "OK";
        } catch (KeeperException e) {
            return e.code().name();
        }
    }

    private static ZooKeeper connect(ServerProcess server, @Nullable String name)
            throws IOException, InterruptedException {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty("zookeeper.clientCnxnSocket", "org.apache.zookeeper.ClientCnxnSocketNetty");
        config.setProperty("zookeeper.client.secure", "true");
        config.setProperty(
                "zookeeper.ssl.trustStore.location", stores.resolve("trust.p12").toString());
        config.setProperty("zookeeper.ssl.trustStore.password", PASSWORD);
        if (name != null) {
            config.setProperty(
                    "zookeeper.ssl.keyStore.location",
                    stores.resolve(name + ".p12").toString());
            config.setProperty("zookeeper.ssl.keyStore.password", PASSWORD);
        }
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper client = new ZooKeeper(
                server.connectString(),
                TIMEOUT_MS,
                event -> {
                    if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                        connected.countDown();
                    }
                },
                config);
        if (!connected.await(CONNECT_SECONDS, TimeUnit.SECONDS)) {
            client.close();
            throw new AssertionError("no session of " + name + " at " + server);
        }
        return client;
    }

    private static SSLSocket secure(ServerProcess server, String protocol) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load("alice"), PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(load("trust"));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        InetSocketAddress address = server.address();
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
        socket.setSoTimeout(TIMEOUT_MS);
        socket.setEnabledProtocols(new String[] {protocol});
        return socket;
    }

    private static String all(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }

    private static void makeCertificate(String name) throws IOException, InterruptedException {
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
                        "-ext",
                        "SAN=ip:127.0.0.1,dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        stores.resolve(name + ".p12").toString())
                .redirectErrorStream(true)
                .redirectOutput(stores.resolve(name + ".out").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
    }

    private static KeyStore load(String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(stores.resolve(name + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }
}
