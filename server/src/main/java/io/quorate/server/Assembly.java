package io.quorate.server;

import io.quorate.replica.Replica;
import io.quorate.replica.driver.Recovery;
import io.quorate.replica.driver.RecoveryException;
import io.quorate.replica.session.SessionIds;
import io.quorate.server.audit.AuditLog;
import io.quorate.server.config.EnsembleConfig;
import io.quorate.server.config.ServerConfig;
import io.quorate.server.engine.Clock;
import io.quorate.server.engine.Engine;
import io.quorate.server.engine.Recollection;
import io.quorate.server.engine.StoredFiles;
import io.quorate.server.metrics.Recorder;
import io.quorate.storage.Storage;
import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.RealDisk;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.snapshot.SnapshotWriter;
import io.quorate.transport.client.ClientDoor;
import io.quorate.transport.client.ClientDoorConfig;
import io.quorate.transport.client.TlsException;
import io.quorate.transport.peer.PeerDoorConfig;
import io.quorate.transport.peer.Routes;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.access.AccessRules;
import io.quorate.tree.access.Schemes;
import io.quorate.tree.snapshot.SnapshotEncoder;
import io.quorate.zab.Recovered;
import java.security.SecureRandom;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the rooms together: every part of a server is made here, each with what it needs and nothing else. Used once, by
 * one thread; several of them in one process share nothing.
 */
public final class Assembly {
    /** Inputs of clients that may wait for the replica; beyond it the door stops reading. */
    private static final int INBOX = 1 << 16;

    private static final int SLICE_BYTES = 1 << 20;

    private final ServerConfig config;
    private final Map<String, String> properties;
    private final World world;
    private final Consumer<Throwable> onFatal;
    private final SecureRandom dice = new SecureRandom();
    private final Clock clock = new Clock();
    private final Recorder recorder = new Recorder();
    private final SnapshotsAwaited awaited = new SnapshotsAwaited();
    private final Announcer announcer = new Announcer(recorder, awaited, System::nanoTime);

    /**
     * What a server stands on.
     *
     * @param disk where the directories of its configuration are
     * @param routes the way to the other members
     */
    public record World(Disk disk, Routes routes) {}

    /**
     * A server that is not there yet, on the file system of this machine.
     *
     * @param properties the JVM's, to be shown to operators
     * @param onFatal hears why the server must end at once; called by the thread that met it, which it must not block
     */
    public Assembly(ServerConfig config, Map<String, String> properties, Consumer<Throwable> onFatal) {
        this(config, properties, new World(new RealDisk(), Routes.DIRECT), onFatal);
    }

    /**
     * A server that is not there yet.
     *
     * @param properties the JVM's, to be shown to operators
     * @param world what it stands on
     * @param onFatal hears why the server must end at once; called by the thread that met it, which it must not block
     */
    public Assembly(ServerConfig config, Map<String, String> properties, World world, Consumer<Throwable> onFatal) {
        this.config = config;
        this.properties = properties;
        this.world = world;
        this.onFatal = onFatal;
    }

    /**
     * Recovers what is on disk, lets clients in and operators too.
     *
     * @throws StartException when it cannot be done; nothing is left open then
     */
    public RunningServer start() throws StartException {
        TreeLimits limits = Configs.tree(config, dice.nextLong());
        Schemes schemes;
        ClientDoorConfig doorConfig;
        EnsembleConfig ensemble = config.ensemble();
        PeerDoorConfig peers;
        try {
            schemes = Configs.schemes(config);
            doorConfig = Configs.door(config, schemes, eventLoops());
            peers = ensemble == null ? null : Configs.peers(config, ensemble);
        } catch (IllegalArgumentException e) {
            throw new StartException(ExitCode.INVALID_CONFIGURATION, "Invalid config: " + e.getMessage(), e);
        }
        ClientDoor door = door(doorConfig);
        Storage storage = storage();
        try {
            AccessRules rules = schemes.rules(limits);
            AuditLog audit = config.access().audited() ? new AuditLog(rules, user()) : null;
            Member member = ensemble == null || peers == null
                    ? alone(storage, limits, rules, audit)
                    : inEnsemble(storage, limits, rules, audit, ensemble, peers);
            RunningServer server = new RunningServer(
                    config,
                    storage,
                    member.engine(),
                    new RunningServer.Doors(door, member.peering()),
                    recorder,
                    awaited,
                    audit);
            server.open(
                    member.replica(),
                    new RunningServer.Entry(member.tree().fastReader(), rules, new SchemeAuthenticator(schemes)),
                    properties);
            return server;
        } catch (StorageException | RecoveryException e) {
            storage.close();
            throw new StartException(ExitCode.UNEXPECTED, "Unable to load database on disk: " + e.getMessage(), e);
        }
    }

    /**
     * A mind, its threads, and its door to others.
     *
     * @param peering null for a lone member
     */
    private record Member(
            Replica replica,
            ZnodeTree tree,
            Engine engine,
            @Nullable Peering peering) {}

    private Member alone(Storage storage, TreeLimits limits, AccessRules rules, @Nullable AuditLog audit)
            throws StartException {
        if (storage.snapshots().isEmpty() && !config.disk().createDatabase() && !storage.takeInitializeMarker()) {
            storage.close();
            throw new StartException(
                    ExitCode.DATA_DIRECTORY,
                    "There is no database in " + config.disk().dataDir()
                            + " and db.autocreate=false: restore the data, or"
                            + " make an empty file named initialize in that directory to begin a new one");
        }
        Recovery.Recovered recovered = recover(storage, recovery(limits));
        Engine engine = new Engine(
                INBOX,
                storage,
                storage.startLog(recovered.tree().lastZxid()),
                clock,
                (records, _) -> recorder.batch(records),
                onFatal);
        Replica replica = new Replica(
                Configs.replica(config, dice.nextLong()),
                recovered.tree(),
                limits,
                rules,
                new Replica.Ports(engine.journal(), engine.snapshots(), announcer, audit),
                new SessionIds(Configs.memberId(config), clock.wallMs()),
                recovered.txns());
        return new Member(replica, recovered.tree(), engine, null);
    }

    private Member inEnsemble(
            Storage storage,
            TreeLimits limits,
            AccessRules rules,
            @Nullable AuditLog audit,
            EnsembleConfig ensemble,
            PeerDoorConfig peers) {
        boolean trusted = storage.isTrusted(config.disk().createDatabase());
        Recovery recovery = recovery(limits);
        Recovery.Recovered recovered = recover(storage, recovery);
        ZnodeTree tree = recovered.tree();
        double factor = ensemble.limits().snapshotSizeFactor();
        Recovered remembered = Recollection.of(storage, tree.lastZxid(), trusted, factor);
        Engine engine = new Engine(
                INBOX,
                storage,
                storage.startLog(tree.lastZxid()),
                clock,
                (records, _) -> recorder.batch(records),
                onFatal,
                new Engine.Ensemble(recovery, factor, announcer::warned));
        Peering peering = new Peering(peers, engine, world.routes());
        Replica replica = Replica.inEnsemble(
                Configs.replica(config, dice.nextLong()),
                tree,
                limits,
                rules,
                new Replica.Ports(engine.journal(), engine.snapshots(), announcer, audit),
                new SessionIds(Configs.memberId(config), clock.wallMs()),
                recovered.txns(),
                new Replica.Together(engine.journal(), peering.door(), Configs.zab(config, ensemble), remembered));
        return new Member(replica, tree, engine, peering);
    }

    /** Made before anything is recovered: whoever mistyped a password should not wait for that. */
    private ClientDoor door(ClientDoorConfig doorConfig) throws StartException {
        try {
            return new ClientDoor(doorConfig, clock);
        } catch (TlsException e) {
            throw new StartException(ExitCode.INVALID_CONFIGURATION, "Invalid config: " + e.getMessage(), e);
        }
    }

    /**
     * Half of the processors: one loop carries several hundred thousand requests a second, fewer loops are woken less
     * often and find more to do each time, and the log, the collector and the kernel need their share.
     */
    private static int eventLoops() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    /** Whose process this is. */
    private String user() {
        return properties.getOrDefault("user.name", "unknown");
    }

    private Storage storage() throws StartException {
        try {
            return Storage.open(Configs.storage(config), world.disk(), announcer, System::nanoTime);
        } catch (StorageException e) {
            ExitCode code = switch (e.kind()) {
                case DIRECTORY, IN_USE, FAILED -> ExitCode.DATA_DIRECTORY;
                case DAMAGED -> ExitCode.UNEXPECTED;
            };
            throw new StartException(code, "Unable to use the data directory: " + e.getMessage(), e);
        }
    }

    private Recovery recovery(TreeLimits limits) {
        return new Recovery(
                limits, config.disk().trustEmpty(), config.requests().maxRecordBytes(), announcer, clock);
    }

    private Recovery.Recovered recover(Storage storage, Recovery recovery) {
        Recovery.Recovered recovered = recovery.run(new StoredFiles(storage));
        if (!recovered.hadSnapshot()) {
            writeSnapshot(storage, recovered.tree());
        }
        return recovered;
    }

    /** A log must not be without a snapshot before it, or the next start cannot tell that nothing is missing. */
    private void writeSnapshot(Storage storage, ZnodeTree tree) {
        SnapshotWriter writer = storage.beginSnapshot(tree.lastZxid());
        SnapshotEncoder encoder = new SnapshotEncoder(
                tree, config.tree().digest(), config.snapshots().lastZxidSection(), writer);
        while (!encoder.slice(SLICE_BYTES)) {
            // Each slice moves on; the tree is finite and nobody changes it yet.
        }
        writer.commit();
    }
}
