package io.quorate.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.replica.Replica;
import io.quorate.replica.ReplicaConfig;
import io.quorate.replica.ReplicaView;
import io.quorate.replica.driver.Recovery;
import io.quorate.replica.port.Peers;
import io.quorate.replica.session.SessionIds;
import io.quorate.storage.Storage;
import io.quorate.storage.StorageConfig;
import io.quorate.storage.disk.RealDisk;
import io.quorate.storage.disk.StorageListener;
import io.quorate.storage.snapshot.SnapshotWriter;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.access.Schemes;
import io.quorate.tree.snapshot.SnapshotEncoder;
import io.quorate.zab.ElectionMessage;
import io.quorate.zab.Link;
import io.quorate.zab.Recovered;
import io.quorate.zab.Role;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.ensemble.Ensemble;
import io.quorate.zab.ensemble.Member;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ensemble of one, which needs threads and a disk and nobody else. */
class EnsembleEngineTest {
    private static final TreeLimits LIMITS = new TreeLimits(true, true, false, true, 3);
    private static final ServerId SELF = new ServerId(1);
    private static final int ZAB_TICK_MS = 100;
    /** The ticks that come anyway are so rare that only the replica's own wishes can move it. */
    private static final int ENGINE_TICK_MS = 600_000;

    @TempDir
    private Path directory;

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @Test
    void theReplicaIsWokenWhenItWantsToBeAndEveryStartIsAnotherEpoch() throws Exception {
        liveInEpoch(1);
        liveInEpoch(2);
        assertThat(failures).isEmpty();
    }

    @Test
    void aLoneMemberHasNoPeers() throws Exception {
        try (Storage storage = storage()) {
            storage.replay(1, (_, _, _, _) -> {});
            Engine engine = new Engine(64, storage, storage.startLog(0), new Clock(), (_, _) -> {}, failures::add);
            assertThatThrownBy(engine::peerStore).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> engine.journal().truncate(1)).isInstanceOf(IllegalStateException.class);
            storage.log().close();
        }
    }

    private void liveInEpoch(long epoch) throws Exception {
        Clock clock = new Clock();
        try (Storage storage = storage()) {
            boolean trusted = storage.isTrusted(true);
            Recovery recovery = new Recovery(LIMITS, false, 1 << 20, _ -> {}, clock);
            Recovery.Recovered recovered = recovery.run(new StoredFiles(storage));
            if (!recovered.hadSnapshot()) {
                snapshot(storage, recovered.tree());
            }
            Recovered remembered = Recollection.of(storage, recovered.tree().lastZxid(), trusted, 0.33);
            Engine engine = new Engine(
                    64,
                    storage,
                    storage.startLog(recovered.tree().lastZxid()),
                    clock,
                    (_, _) -> {},
                    failures::add,
                    new Engine.Ensemble(recovery, 0.33, _ -> {}));
            Replica replica = Replica.inEnsemble(
                    new ReplicaConfig(
                            SELF.value(),
                            ZAB_TICK_MS,
                            2 * ZAB_TICK_MS,
                            20 * ZAB_TICK_MS,
                            new ReplicaConfig.SnapshotRules(1000, 0, true, true, 1),
                            new ReplicaConfig.ReapingRules(60_000, 100, 0)),
                    recovered.tree(),
                    LIMITS,
                    Schemes.standard().rules(LIMITS),
                    new Replica.Ports(engine.journal(), engine.snapshots(), _ -> {}),
                    new SessionIds(SELF.value(), clock.wallMs()),
                    recovered.txns(),
                    new Replica.Together(engine.journal(), new Nobody(), agreement(), remembered));
            engine.start(replica, () -> {}, ENGINE_TICK_MS);
            awaitCurrentEpoch(epoch);
            awaitReign(engine, epoch);
            engine.stop();
            assertThat(storage.epochs().current()).hasValue(epoch);
        }
    }

    /** Looks at the file and not at the member, which would be woken by being asked. */
    private void awaitCurrentEpoch(long epoch) throws Exception {
        Path file = directory.resolve("version-2/currentEpoch");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.exists(file) || !Files.readString(file).equals(Long.toString(epoch))) {
            assertThat(failures).isEmpty();
            assertThat(System.nanoTime()).as("no epoch %d", epoch).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static void awaitReign(Engine engine, long epoch) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        Role role = engine.inspect(ReplicaView::role).get(20, TimeUnit.SECONDS);
        while (!role.serves()) {
            assertThat(System.nanoTime()).as("the member is %s", role).isLessThan(deadline);
            role = engine.inspect(ReplicaView::role).get(20, TimeUnit.SECONDS);
        }
        assertThat(role).isInstanceOf(Role.Leading.class);
        assertThat(((Role.Leading) role).epoch()).isEqualTo(epoch);
    }

    private Storage storage() {
        StorageListener listener = new StorageListener() {
            @Override
            public void warned(String message) {
                failures.add(new AssertionError(message));
            }

            @Override
            public void noted(String message) {}
        };
        return Storage.open(StorageConfig.defaults(directory), new RealDisk(), listener, System::nanoTime);
    }

    private static void snapshot(Storage storage, ZnodeTree tree) {
        SnapshotWriter writer = storage.beginSnapshot(tree.lastZxid());
        SnapshotEncoder encoder = new SnapshotEncoder(tree, true, true, writer);
        assertThat(encoder.slice(1 << 20)).isTrue();
        writer.commit();
    }

    private static ZabConfig agreement() {
        return new ZabConfig(
                SELF,
                Ensemble.of(List.of(new Member(SELF, Member.Kind.VOTER, "localhost:1:2")), 0),
                new ZabConfig.Timing(ZAB_TICK_MS, 10, 5, 5, 20),
                new ZabConfig.Election(ZabConfig.Rule.FAST, 40, 50, 800),
                new ZabConfig.Limits(100, 1 << 20, 64, 4096, ZabConfig.Limits.LAST_COUNTER, false));
    }

    /** There are no others. */
    private record Nobody() implements Peers {
        @Override
        public void tell(ServerId to, ElectionMessage message) {}

        @Override
        public void open(Link link, ServerId to) {}

        @Override
        public void close(Link link, String reason) {}

        @Override
        public void send(Link link, ZabMessage message) {}

        @Override
        public void sendHistory(Link link, long after, long through) {}

        @Override
        public void beginSnapshot(Link link, long zxid) {}

        @Override
        public void snapshotBytes(Link link, byte[] bytes, int offset, int length) {}

        @Override
        public void endSnapshot(Link link) {}

        @Override
        public long backlogBytes(Link link) {
            return 0;
        }

        @Override
        public void receiveSnapshot(Link link, long zxid) {}

        @Override
        public void flush() {}
    }
}
