package io.quorate.server;

import io.quorate.data.Identity;
import io.quorate.data.Permission;
import io.quorate.data.ZnodePath;
import io.quorate.replica.Input;
import io.quorate.replica.Replica;
import io.quorate.replica.ReplicaView;
import io.quorate.server.admin.AdminServer;
import io.quorate.server.admin.Desk;
import io.quorate.server.admin.Environment;
import io.quorate.server.admin.FourLetters;
import io.quorate.server.admin.Instance;
import io.quorate.server.admin.Version;
import io.quorate.server.audit.AuditLog;
import io.quorate.server.config.ServerConfig;
import io.quorate.server.engine.Clock;
import io.quorate.server.engine.Engine;
import io.quorate.server.metrics.PauseMonitor;
import io.quorate.server.metrics.PrometheusEndpoint;
import io.quorate.server.metrics.Recorder;
import io.quorate.storage.Storage;
import io.quorate.storage.disk.StorageException;
import io.quorate.transport.client.Authenticator;
import io.quorate.transport.client.ClientDoor;
import io.quorate.transport.client.ConnectionStats;
import io.quorate.transport.client.DoorStats;
import io.quorate.transport.client.TlsException;
import io.quorate.transport.peer.LearnerTraffic;
import io.quorate.tree.FastReader;
import io.quorate.tree.Znode;
import io.quorate.tree.access.AccessRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server from the moment its parts exist until it has stopped. Opened and closed once; the rest is safe for any
 * thread.
 */
public final class RunningServer implements Instance, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);

    /** How long an operator waits for the replica, which may have stopped meanwhile. */
    private static final int LOOK_LIMIT_S = 20;
    /** What whoever may take snapshots must have on the root. */
    private static final List<Integer> ALL_PERMISSIONS =
            List.of(Permission.READ, Permission.WRITE, Permission.CREATE, Permission.DELETE, Permission.ADMIN);
    /** How often certificates are looked at. */
    private static final long RELOAD_MS = 1000;

    private final ServerConfig config;
    private final Storage storage;
    private final Engine engine;
    private final ClientDoor door;
    /** Null for a lone member. */
    private final @Nullable Peering peering;

    private final Recorder recorder;
    private final SnapshotsAwaited awaited;
    private final @Nullable AuditLog audit;
    /** What was opened beside the door, in reverse order. */
    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();

    private volatile boolean serving;
    private volatile @Nullable Entry entry;

    RunningServer(
            ServerConfig config,
            Storage storage,
            Engine engine,
            Doors doors,
            Recorder recorder,
            SnapshotsAwaited awaited,
            @Nullable AuditLog audit) {
        this.audit = audit;
        this.awaited = awaited;
        this.config = config;
        this.storage = storage;
        this.engine = engine;
        door = doors.clients();
        peering = doors.peers();
        this.recorder = recorder;
    }

    /**
     * The doors of a member.
     *
     * @param peers null for a lone member
     */
    record Doors(ClientDoor clients, @Nullable Peering peers) {}

    /** What the door needs to answer without the replica. */
    record Entry(FastReader reader, AccessRules rules, Authenticator authenticator) {}

    /** Starts the threads, then lets clients and operators in. If anything fails, all of it is closed again. */
    void open(Replica replica, Entry newEntry, Map<String, String> properties) throws StartException {
        entry = newEntry;
        engine.start(replica, door, config.sessions().tickMs());
        try {
            Operators operators = Operators.start();
            closeables.push(operators);
            CompletableFuture<Environment> environment = CompletableFuture.supplyAsync(
                    () -> Environment.of(Version.current(), properties), operators.writers());
            Desk desk = Desk.of(this, config, environment::join, recorder, new Clock(), operators.writers());
            serving = true;
            if (peering != null) {
                peering.open();
            }
            openDoor(newEntry, new FourLetters(desk));
            openForOperators(
                    desk.withPorts(port(door.addresses()), port(door.secureAddresses())),
                    properties,
                    operators.requests());
            schedulePurge();
            scheduleReload();
            if (audit != null) {
                audit.started();
            }
        } catch (StartException e) {
            if (audit != null) {
                audit.notStarted();
            }
            serving = false;
            close();
            throw e;
        }
    }

    private void openDoor(Entry open, FourLetters words) throws StartException {
        try {
            door.open(engine, open.reader(), open.rules(), open.authenticator(), words);
        } catch (IOException e) {
            throw new StartException(ExitCode.UNEXPECTED, "The client port cannot be opened: " + e.getMessage(), e);
        }
        door.addresses().forEach(address -> LOG.info("binding to port {}", address));
        door.secureAddresses().forEach(address -> LOG.info("binding to port {} for TLS", address));
    }

    private void openForOperators(Desk desk, Map<String, String> properties, Executor requests) throws StartException {
        if (config.pauses().watched()) {
            closeables.push(PauseMonitor.start(config.pauses(), recorder));
        }
        ServerConfig.Metrics metrics = config.metrics();
        if (metrics.provider() == ServerConfig.Metrics.Provider.PROMETHEUS) {
            try {
                closeables.push(PrometheusEndpoint.open(metrics, requests, desk::samples));
            } catch (IOException e) {
                throw new StartException(
                        ExitCode.UNEXPECTED,
                        "Cannot boot MetricsProvider: cannot listen at " + metrics.address() + ": " + e.getMessage(),
                        e);
            }
        }
        if (config.admin().enabled()) {
            try {
                closeables.push(AdminServer.open(desk, properties, requests));
            } catch (IOException e) {
                throw new StartException(
                        ExitCode.ADMIN_SERVER,
                        "Problem starting AdminServer: cannot listen at "
                                + config.admin().address() + ": " + e.getMessage()
                                + ". Choose another admin.serverPort, or set admin.enableServer=false",
                        e);
            }
        }
    }

    private void schedulePurge() {
        int hours = config.snapshots().purgeHours();
        if (hours > 0) {
            engine.every(TimeUnit.HOURS.toMillis(hours), () -> engine.inBackground(this::purge));
        }
    }

    private void purge() {
        LOG.info("Purge task started.");
        try {
            int deleted = storage.purge(config.snapshots().retain());
            LOG.info("Purge task completed. {} files were removed.", deleted);
        } catch (StorageException e) {
            LOG.error(
                    "The purge failed and will be tried again in {} hours: {}",
                    config.snapshots().purgeHours(),
                    e.getMessage());
        }
    }

    private void scheduleReload() {
        ServerConfig.Tls tls = config.tls();
        if (tls != null && tls.reload()) {
            engine.every(RELOAD_MS, () -> engine.inBackground(this::reload));
        }
    }

    private void reload() {
        try {
            if (door.reloadTls()) {
                LOG.info(
                        "The clients' key and trust stores have changed and were read again; new connections use them");
            }
        } catch (TlsException e) {
            LOG.warn(
                    "The clients' key and trust stores have changed, and the old ones stay in use: {}", e.getMessage());
        }
    }

    /** Where clients can connect; empty if they cannot, or only with TLS. */
    public List<InetSocketAddress> addresses() {
        return door.addresses();
    }

    /** Where clients can connect that speak TLS. */
    public List<InetSocketAddress> secureAddresses() {
        return door.secureAddresses();
    }

    private static int port(List<InetSocketAddress> addresses) {
        return addresses.isEmpty() ? -1 : addresses.getFirst().getPort();
    }

    @Override
    public boolean isServing() {
        return serving;
    }

    @Override
    public <T> CompletableFuture<T> look(Function<ReplicaView, T> visitor) {
        return engine.inspect(visitor).orTimeout(LOOK_LIMIT_S, TimeUnit.SECONDS);
    }

    @Override
    public DoorStats door() {
        return door.stats();
    }

    @Override
    public CompletableFuture<List<ConnectionStats>> connections() {
        return door.connections();
    }

    @Override
    public CompletableFuture<List<LearnerTraffic>> learnerLinks() {
        Peering peers = peering;
        return peers == null
                ? CompletableFuture.completedFuture(List.of())
                : peers.door().learners().orTimeout(LOOK_LIMIT_S, TimeUnit.SECONDS);
    }

    @Override
    public CompletableFuture<Void> resetConnections() {
        return door.resetConnectionStats();
    }

    @Override
    public CompletableFuture<Void> resetServer() {
        return door.resetStats();
    }

    @Override
    public Storage.Sizes sizes() {
        return storage.sizes();
    }

    @Override
    public @Nullable List<Identity> authenticate(String scheme, byte[] proof, InetAddress remote) {
        Entry open = entry;
        return open == null ? null : open.authenticator().authenticate(scheme, proof, remote);
    }

    @Override
    public CompletableFuture<Boolean> mayAdminister(List<Identity> who) {
        return look(view -> {
            Entry open = entry;
            Znode root = view.tree().find(ZnodePath.ROOT);
            return open != null
                    && root != null
                    && ALL_PERMISSIONS.stream().allMatch(each -> open.rules().allows(root.acl(), each, who));
        });
    }

    @Override
    public CompletableFuture<Snapshot> takeSnapshot() {
        CompletableFuture<Long> taken = new CompletableFuture<>();
        return look(view -> {
                    awaited.await(view.tree().lastZxid(), taken);
                    return true;
                })
                .thenCompose(_ -> {
                    engine.answer(new Input.TakeSnapshot());
                    return taken;
                })
                .thenApply(zxid -> new Snapshot(zxid, storage.snapshotFile(zxid)));
    }

    @Override
    public Storage.LastSnapshot lastSnapshot() {
        return storage.lastSnapshot();
    }

    /**
     * Ends a session as if it had expired, wherever its client is connected. Nothing happens if there is none of that
     * id, or if this member has no leader.
     */
    public void endSession(long sessionId) {
        engine.answer(new Input.EndSession(sessionId));
    }

    /**
     * Closes the connection of a session without a word, as a broken network does; the session lives on.
     *
     * @return whether there was one here
     */
    public CompletableFuture<Boolean> cutConnection(long sessionId) {
        return door.cut(sessionId);
    }

    /**
     * Stops every thread that hears clients or other members where it is, as a process that the system does not let
     * run: connections stay, time goes on. Returns when all stand still.
     *
     * @return lets them go on; to be called before the server is closed
     */
    public Runnable standStill() throws InterruptedException {
        Standstill standstill = new Standstill();
        standstill.hold(door.eventLoops());
        if (peering != null) {
            standstill.hold(List.of(peering.door().eventLoop()));
        }
        standstill.hold(work -> engine.answer(new Input.Inspect(_ -> work.run())));
        return standstill::end;
    }

    /** Turns clients away, makes durable what was promised, gives the directory free. */
    @Override
    public void close() {
        if (serving && audit != null) {
            audit.stopping();
        }
        closeForOperators();
        if (peering != null) {
            peering.retire(engine);
        }
        closeRest();
    }

    /** Ends as a killed process does: neither clients nor other members are told anything. */
    public void halt() {
        closeForOperators();
        closeRest();
    }

    private void closeForOperators() {
        serving = false;
        while (!closeables.isEmpty()) {
            closeQuietly(closeables.pop());
        }
    }

    private void closeRest() {
        closeQuietly(door);
        if (peering != null) {
            closeQuietly(peering);
        }
        try {
            engine.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("The stop was interrupted before the log was closed; nothing acknowledged is lost");
        }
        closeQuietly(storage);
    }

    /** What fails to close must not keep the rest open. */
    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            LOG.warn("{} could not be closed", closeable, e);
        }
    }
}
