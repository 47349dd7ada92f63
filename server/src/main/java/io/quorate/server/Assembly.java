package io.quorate.server;

import io.quorate.replica.Replica;
import io.quorate.replica.driver.Recovery;
import io.quorate.replica.driver.RecoveryException;
import io.quorate.replica.session.SessionIds;
import io.quorate.server.audit.AuditLog;
import io.quorate.server.config.ServerConfig;
import io.quorate.server.engine.Clock;
import io.quorate.server.engine.Engine;
import io.quorate.server.engine.StoredFiles;
import io.quorate.server.metrics.Recorder;
import io.quorate.storage.Storage;
import io.quorate.storage.disk.RealDisk;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.snapshot.SnapshotWriter;
import io.quorate.transport.client.ClientDoor;
import io.quorate.transport.client.ClientDoorConfig;
import io.quorate.transport.client.TlsException;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.access.AccessRules;
import io.quorate.tree.access.Schemes;
import io.quorate.tree.snapshot.SnapshotEncoder;
import java.security.SecureRandom;
import java.util.Map;
import java.util.function.Consumer;

/** Puts the rooms together: every part of a server is made here, each with what it needs and nothing else. */
final class Assembly {
    /** Inputs of clients that may wait for the replica; beyond it the door stops reading. */
    private static final int INBOX = 1 << 16;

    private static final int SLICE_BYTES = 1 << 20;

    private final ServerConfig config;
    private final Map<String, String> properties;
    private final Consumer<Throwable> onFatal;
    private final SecureRandom dice = new SecureRandom();
    private final Clock clock = new Clock();
    private final Recorder recorder = new Recorder();
    private final SnapshotsAwaited awaited = new SnapshotsAwaited();
    private final Announcer announcer = new Announcer(recorder, awaited, System::nanoTime);

    /**
     * A server that is not there yet.
     *
     * @param properties the JVM's, to be shown to operators
     * @param onFatal hears why the server must end at once
     */
    Assembly(ServerConfig config, Map<String, String> properties, Consumer<Throwable> onFatal) {
        this.config = config;
        this.properties = properties;
        this.onFatal = onFatal;
    }

    /** Recovers what is on disk, lets clients in and operators too. */
    RunningServer start() throws StartException {
        if (config.ensemble() != null) {
            throw new StartException(
                    ExitCode.INVALID_CONFIGURATION,
                    "Invalid config: the server lines name an ensemble, and this version of Quorate serves alone");
        }
        TreeLimits limits = Configs.tree(config, dice.nextLong());
        Schemes schemes;
        ClientDoorConfig doorConfig;
        try {
            schemes = Configs.schemes(config);
            doorConfig = Configs.door(config, schemes, eventLoops());
        } catch (IllegalArgumentException e) {
            throw new StartException(ExitCode.INVALID_CONFIGURATION, "Invalid config: " + e.getMessage(), e);
        }
        ClientDoor door = door(doorConfig);
        Storage storage = storage();
        try {
            Recovery.Recovered recovered = recover(storage, limits);
            Engine engine = engine(storage, recovered.tree());
            AccessRules rules = schemes.rules(limits);
            AuditLog audit = config.access().audited() ? new AuditLog(rules, user()) : null;
            Replica replica = new Replica(
                    Configs.replica(config, dice.nextLong()),
                    recovered.tree(),
                    limits,
                    rules,
                    new Replica.Ports(engine.journal(), engine.snapshots(), announcer, audit),
                    new SessionIds(Configs.STANDALONE_ID, clock.wallMs()),
                    recovered.txns());
            RunningServer server = new RunningServer(config, storage, engine, door, recorder, awaited, audit);
            server.open(
                    replica,
                    new RunningServer.Entry(recovered.tree().fastReader(), rules, new SchemeAuthenticator(schemes)),
                    properties);
            return server;
        } catch (StorageException | RecoveryException e) {
            storage.close();
            throw new StartException(ExitCode.UNEXPECTED, "Unable to load database on disk: " + e.getMessage(), e);
        }
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
            return Storage.open(Configs.storage(config), new RealDisk(), announcer, System::nanoTime);
        } catch (StorageException e) {
            ExitCode code = switch (e.kind()) {
                case DIRECTORY, IN_USE, FAILED -> ExitCode.DATA_DIRECTORY;
                case DAMAGED -> ExitCode.UNEXPECTED;
            };
            throw new StartException(code, "Unable to use the data directory: " + e.getMessage(), e);
        }
    }

    private Recovery.Recovered recover(Storage storage, TreeLimits limits) throws StartException {
        boolean empty = storage.snapshots().isEmpty();
        if (empty && !config.disk().createDatabase() && !storage.takeInitializeMarker()) {
            storage.close();
            throw new StartException(
                    ExitCode.DATA_DIRECTORY,
                    "There is no database in " + config.disk().dataDir()
                            + " and db.autocreate=false: restore the data, or"
                            + " make an empty file named initialize in that directory to begin a new one");
        }
        Recovery recovery = new Recovery(
                limits, config.disk().trustEmpty(), config.requests().maxRecordBytes(), announcer, clock);
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

    private Engine engine(Storage storage, ZnodeTree tree) {
        return new Engine(
                INBOX,
                storage,
                storage.startLog(tree.lastZxid()),
                clock,
                (records, _) -> recorder.batch(records),
                onFatal);
    }
}
