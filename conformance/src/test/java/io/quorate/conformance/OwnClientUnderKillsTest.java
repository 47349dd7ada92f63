package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.ClientOptions;
import io.quorate.client.ConnectionEvent;
import io.quorate.client.ConnectionState;
import io.quorate.client.CreateOptions;
import io.quorate.client.Created;
import io.quorate.client.NodeData;
import io.quorate.client.Quorate;
import io.quorate.client.Read;
import io.quorate.client.UnrecoverableException;
import io.quorate.client.WatchEvent;
import io.quorate.client.WatchMode;
import io.quorate.conformance.process.Members;
import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.process.ServerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our own client while servers are killed with {@code kill -9}: what it promises over reconnects. */
final class OwnClientUnderKillsTest {
    private static final int WAIT_SECONDS = 60;
    private static final int KILLS = Integer.getInteger("conformance.client.kills", 2);
    private static final int CREATES_BETWEEN_KILLS = 200;
    private static final int DEPTH = 8;
    private static final ServerSettings SETTINGS = ServerSettings.defaults()
            .with("tickTime", 500)
            .with("minSessionTimeout", 500)
            .with("maxSessionTimeout", 60_000)
            .with("maxClientCnxns", 0);

    @ParameterizedTest
    @EnumSource
    void aSessionOutlivesItsServer(ServerKind kind) throws InterruptedException {
        BlockingQueue<WatchEvent> heard = new LinkedBlockingQueue<>();
        BlockingQueue<ConnectionEvent.Kind> told = new LinkedBlockingQueue<>();
        try (ServerProcess server = ServerProcess.start(kind, Workplace.fresh("own-client-" + kind.word()), SETTINGS);
                Quorate zk = Quorate.connect(ClientOptions.of(server.connectString()))) {
            zk.listen(event -> told.add(event.kind()));
            zk.create("/e", null, CreateOptions.EPHEMERAL);
            zk.create("/w", null);
            zk.addWatch("/w", WatchMode.PERSISTENT, heard::add);
            zk.get("/w", Read.watched(heard::add));
            long session = zk.sessionId();
            server.kill();
            CompletableFuture<NodeData> read = zk.async().get("/w");
            server.startAgain(SETTINGS);
            assertThat(Quorate.await(read).version()).isZero();
            assertThat(zk.sessionId()).isEqualTo(session);
            assertThat(zk.exists("/e")).isPresent();
            assertThat(take(heard).type()).isEqualTo(WatchEvent.Type.GAP);
            zk.set("/w", null);
            assertThat(take(heard).type()).isEqualTo(WatchEvent.Type.DATA_CHANGED);
            assertThat(take(heard).type()).isEqualTo(WatchEvent.Type.DATA_CHANGED);
            assertThat(List.of(take(told), take(told), take(told)))
                    .containsExactly(
                            ConnectionEvent.Kind.CONNECTED,
                            ConnectionEvent.Kind.SUSPENDED,
                            ConnectionEvent.Kind.CONNECTED);
        }
    }

    @Test
    void aServerThatStandsStillEndsTheSessionByTheClientsOwnClock() throws InterruptedException {
        try (ServerProcess server =
                ServerProcess.start(ServerKind.subject(), Workplace.fresh("own-client-frozen"), SETTINGS)) {
            ClientOptions brief = ClientOptions.of(server.connectString()).withSessionTimeout(Duration.ofSeconds(2));
            try (Quorate zk = Quorate.connect(brief)) {
                zk.create("/e", null, CreateOptions.EPHEMERAL);
                assertThat(zk.async().safeUntilNanos()).isGreaterThan(System.nanoTime());
                server.freeze();
                assertThatExceptionOfType(UnrecoverableException.SessionExpired.class)
                        .isThrownBy(() -> zk.get("/e"));
                assertThat(zk.state()).isEqualTo(ConnectionState.EXPIRED);
                assertThat(zk.async().safeUntilNanos()).isEqualTo(Long.MIN_VALUE);
            } finally {
                server.goOn();
            }
        }
    }

    @Test
    void aGuardedCreateHappensOnceHoweverOftenLeadersAreKilled() throws InterruptedException {
        try (Members members = Members.laidOut(
                Workplace.fresh("own-client-ensemble"),
                EnsembleTest.settings(),
                Collections.nCopies(3, ServerKind.subject()),
                0)) {
            members.start();
            String hosts = members.connectString();
            try (Quorate zk = Quorate.connect(hosts)) {
                zk.create("/queue", null);
                Producer producer = new Producer(zk.async());
                for (int i = 0; i < KILLS; i++) {
                    producer.produce(CREATES_BETWEEN_KILLS / 2);
                    int leader = members.awaitLeader();
                    members.member(leader).kill();
                    producer.produce(CREATES_BETWEEN_KILLS);
                    members.start(leader);
                }
                List<String> created = producer.await();
                List<String> there = zk.children("/queue", Read.latest()).names().stream()
                        .map(name -> "/queue/" + name)
                        .toList();
                assertThat(created).doesNotHaveDuplicates();
                assertThat(there).containsExactlyInAnyOrderElementsOf(created);
            }
        }
    }

    private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        T taken = queue.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        assertThat(taken).as("something within %d s", WAIT_SECONDS).isNotNull();
        return taken;
    }

    /** Creates guarded znodes, some at a time; each must succeed in the end. */
    private static final class Producer {
        private final AsyncQuorate client;
        private final Semaphore room = new Semaphore(DEPTH);
        private final List<CompletableFuture<Created>> creates = new ArrayList<>();

        Producer(AsyncQuorate client) {
            this.client = client;
        }

        void produce(int count) throws InterruptedException {
            for (int i = 0; i < count; i++) {
                assertThat(room.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS))
                        .as("progress")
                        .isTrue();
                creates.add(client.create("/queue/item-", null, CreateOptions.PERSISTENT_SEQUENTIAL.asGuarded())
                        .whenComplete((created, failure) -> room.release()));
            }
        }

        List<String> await() throws InterruptedException {
            List<String> paths = new ArrayList<>();
            for (CompletableFuture<Created> create : creates) {
                try {
                    paths.add(create.get(WAIT_SECONDS, TimeUnit.SECONDS).path());
                } catch (ExecutionException | TimeoutException e) {
                    throw new CompletionException("create " + paths.size(), e);
                }
            }
            return paths;
        }
    }
}
