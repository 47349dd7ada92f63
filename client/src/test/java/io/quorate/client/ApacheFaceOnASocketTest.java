package io.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorate.client.session.HostPort;
import io.quorate.client.zookeeper.KeeperException;
import io.quorate.client.zookeeper.ZooKeeper;
import io.quorate.client.zookeeper.client.HostProvider;
import io.quorate.client.zookeeper.client.StaticHostProvider;
import io.quorate.client.zookeeper.client.ZKClientConfig;
import io.quorate.data.Stat;
import io.quorate.message.ReadRequest;
import io.quorate.message.Response;
import io.quorate.wire.JuteWriter;
import io.quorate.wire.ResponseCodec;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Limits of time and providers of hosts, against servers that do as they are told. */
@SuppressWarnings("try") // that closing can be interrupted is what the face promises
final class ApacheFaceOnASocketTest {
    private static final int SESSION_MS = 6_000;
    private static final int WAIT_SECONDS = 20;
    private static final String NOBODY = "127.0.0.1:1";
    private static final Stat STAT = new Stat(1, 1, 0, 0, 3, 0, 0, 0, 0, 0, 1);
    /** Answers everything at once, and who asks whether {@code /silent} exists not before the next request comes. */
    private static ScriptedServer.Script late() {
        JuteWriter held = new JuteWriter(64);
        return (xid, request, out) -> {
            ResponseCodec.writeFrame(held, xid, 1, 0, new Response.Data(new byte[3], STAT));
            if (!(request instanceof ReadRequest.Exists exists && exists.path().equals("/silent"))) {
                out.write(held.toByteArray());
                held.clear();
            }
        };
    }

    @Test
    void aCallThatHearsNothingInTimeFailsAndTheNextOneWorks() throws Exception {
        try (ScriptedServer server = new ScriptedServer(late());
                Quorate zk = Quorate.connect(server.connectString())) {
            Quorate hurried = zk.within(Duration.ofMillis(300));
            assertThat(zk.get("/a").version()).isEqualTo(3);
            assertThatExceptionOfType(RecoverableException.NoAnswerInTime.class)
                    .isThrownBy(() -> hurried.exists("/silent"))
                    .withMessageContainingAll("exists of /silent", "no answer within 300 ms")
                    .satisfies(failure -> assertThat(failure.mayHaveHappened()).isTrue());
            assertThat(hurried.get("/a").version()).isEqualTo(3);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aLimitThatIsNoneIsRefused() throws Exception {
        try (ScriptedServer server = new ScriptedServer(late());
                Quorate zk = Quorate.connect(server.connectString())) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> zk.within(Duration.ZERO))
                    .withMessageContaining("use 1 ms or more");
        }
    }

    @Test
    void theRequestTimeoutOfTheSettingsEndsACallThatBlocks() throws Exception {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT, "300");
        try (ScriptedServer server = new ScriptedServer(late());
                ZooKeeper zk = new ZooKeeper(server.connectString(), SESSION_MS, null, config)) {
            assertThat(zk.getData("/a", false, null)).hasSize(3);
            assertThatExceptionOfType(KeeperException.RequestTimeoutException.class)
                    .isThrownBy(() -> zk.exists("/silent", false));
        }
    }

    @Test
    void aHostProviderSaysWhereLinksLead() throws Exception {
        try (ScriptedServer server = new ScriptedServer(late())) {
            Guide guide = new Guide(server);
            try (ZooKeeper zk = new ZooKeeper(NOBODY, SESSION_MS, null, false, guide)) {
                assertThat(zk.getData("/a", false, null)).hasSize(3);
                assertThat(guide.connected.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS))
                        .as("told of the connection")
                        .isTrue();
            }
        }
    }

    @Test
    void aProviderThatWantsAnotherServerAfterAChangeOfTheListIsObeyed() throws Exception {
        try (ScriptedServer first = new ScriptedServer(late());
                ScriptedServer second = new ScriptedServer(late())) {
            Guide guide = new Guide(first);
            try (ZooKeeper zk = new ZooKeeper(NOBODY, SESSION_MS, null, false, guide, new ZKClientConfig())) {
                assertThat(zk.getData("/a", false, null)).hasSize(3);
                guide.connected.acquire();
                zk.updateServerList(second.connectString());
                assertThat(guide.connected.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS))
                        .as("connected again")
                        .isTrue();
                assertThat(zk.getData("/a", false, null)).hasSize(3);
                assertThat(second.connections()).isEqualTo(1);
            }
        }
    }

    @Test
    void theStaticProviderTriesEveryServerOfARoundOnce() {
        List<InetSocketAddress> servers = List.of(at(2181), at(2182), at(2183));
        StaticHostProvider provider = new StaticHostProvider(servers, 7);
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < provider.size(); i++) {
            ports.add(provider.next(0).getPort());
        }
        assertThat(ports).containsExactlyInAnyOrder(2181, 2182, 2183);
        provider.onConnected();
        assertThat(provider.updateServerList(List.of(at(2190)), at(2181)))
                .as("none of the servers is left")
                .isTrue();
        assertThat(provider.next(0).getPort()).isEqualTo(2190);
    }

    @Test
    void aProviderWithoutServersIsRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new StaticHostProvider(List.of()))
                .withMessageContaining("without servers");
    }

    private static InetSocketAddress at(int port) {
        return InetSocketAddress.createUnresolved("127.0.0.1", port);
    }

    /** Leads to one server, and to the first of every list it is given later. */
    private static final class Guide implements HostProvider {
        private final Semaphore connected = new Semaphore(0);
        private InetSocketAddress goal;

        Guide(ScriptedServer server) {
            HostPort address = server.address();
            this.goal = new InetSocketAddress(address.host(), address.port());
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public synchronized InetSocketAddress next(long spinDelay) {
            return goal;
        }

        @Override
        public void onConnected() {
            connected.release();
        }

        @Override
        public synchronized boolean updateServerList(
                Collection<InetSocketAddress> serverAddresses, InetSocketAddress currentHost) {
            assertThat(currentHost).isEqualTo(goal);
            goal = serverAddresses.iterator().next();
            return true;
        }
    }
}
