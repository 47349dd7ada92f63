package io.quorate.client.zookeeper;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.AuthInfo;
import io.quorate.client.ClientLimits;
import io.quorate.client.ClientOptions;
import io.quorate.client.NodeData;
import io.quorate.client.Quorate;
import io.quorate.client.Reconfiguration;
import io.quorate.client.RetryPolicy;
import io.quorate.client.SessionCredentials;
import io.quorate.client.zookeeper.AsyncCallback.DataCallback;
import io.quorate.client.zookeeper.client.HostProvider;
import io.quorate.client.zookeeper.client.ZKClientConfig;
import io.quorate.client.zookeeper.data.Stat;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The client under the names of the Apache client. Safe for use by every thread; watchers and callbacks are called on
 * one thread, in order.
 */
@SuppressWarnings("try") // programs expect that closing can be interrupted
public non-sealed class ZooKeeper extends CallbackCalls implements AutoCloseable {
    /** The setting {@link ZKClientConfig#ZOOKEEPER_CLIENT_CNXN_SOCKET}. */
    @Deprecated
    public static final String ZOOKEEPER_CLIENT_CNXN_SOCKET = ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET;
    /** The setting {@link ZKClientConfig#SECURE_CLIENT}. */
    @Deprecated
    public static final String SECURE_CLIENT = ZKClientConfig.SECURE_CLIENT;

    private static final int PASSWORD_BYTES = 16;

    private final ZKClientConfig config;
    /** Who chooses servers; null where the client does. */
    private final @Nullable ProvidedHosts hosts;

    /**
     * A client of these servers; {@code watcher} is told of everything.
     *
     * @param connectString {@code host:port,host:port/chroot}
     * @param sessionTimeout milliseconds; the server cuts it to what it allows
     * @param watcher told of state changes, and of events of calls that ask for the default watcher; null for nobody
     * @throws IOException never; declared because programs catch it
     */
    public ZooKeeper(String connectString, int sessionTimeout, @Nullable Watcher watcher) throws IOException {
        this(connectString, sessionTimeout, watcher, false);
    }

    /**
     * The same with settings.
     *
     * @param connectString {@code host:port,host:port/chroot}
     * @param sessionTimeout milliseconds; the server cuts it to what it allows
     * @param watcher told of state changes, and of events of calls that ask for the default watcher; null for nobody
     * @param config settings; see {@link io.quorate.client.zookeeper.client.ZKClientConfig}
     * @throws IOException never; declared because programs catch it
     */
    public ZooKeeper(String connectString, int sessionTimeout, @Nullable Watcher watcher, ZKClientConfig config)
            throws IOException {
        this(connectString, sessionTimeout, watcher, false, config);
    }

    /**
     * The same, perhaps served by a member without a quorum.
     *
     * @param connectString {@code host:port,host:port/chroot}
     * @param sessionTimeout milliseconds; the server cuts it to what it allows
     * @param watcher told of state changes, and of events of calls that ask for the default watcher; null for nobody
     * @param canBeReadOnly whether a member without a quorum will do for reads
     * @throws IOException never; declared because programs catch it
     */
    public ZooKeeper(String connectString, int sessionTimeout, @Nullable Watcher watcher, boolean canBeReadOnly)
            throws IOException {
        this(connectString, sessionTimeout, watcher, canBeReadOnly, new ZKClientConfig());
    }

    /**
     * The same with settings.
     *
     * @param connectString {@code host:port,host:port/chroot}
     * @param sessionTimeout milliseconds; the server cuts it to what it allows
     * @param watcher told of state changes, and of events of calls that ask for the default watcher; null for nobody
     * @param canBeReadOnly whether a member without a quorum will do for reads
     * @param config settings; see {@link io.quorate.client.zookeeper.client.ZKClientConfig}
     * @throws IOException never; declared because programs catch it
     */
    public ZooKeeper(
            String connectString,
            int sessionTimeout,
            @Nullable Watcher watcher,
            boolean canBeReadOnly,
            ZKClientConfig config)
            throws IOException {
        this(optionsOf(connectString, sessionTimeout, canBeReadOnly, config), watcher, config);
    }

    /**
     * A client that carries a session on.
     *
     * @param connectString {@code host:port,host:port/chroot}
     * @param sessionTimeout milliseconds; the server cuts it to what it allows
     * @param watcher told of state changes, and of events of calls that ask for the default watcher; null for nobody
     * @param sessionId of the session to carry on
     * @param sessionPasswd of that session
     * @throws IOException never; declared because programs catch it
     */
    public ZooKeeper(
            String connectString, int sessionTimeout, @Nullable Watcher watcher, long sessionId, byte[] sessionPasswd)
            throws IOException {
        this(connectString, sessionTimeout, watcher, sessionId, sessionPasswd, false);
    }

    /**
     * A client that carries a session on, perhaps served by a member without a quorum.
     *
     * @param connectString {@code host:port,host:port/chroot}
     * @param sessionTimeout milliseconds; the server cuts it to what it allows
     * @param watcher told of state changes, and of events of calls that ask for the default watcher; null for nobody
     * @param sessionId of the session to carry on
     * @param sessionPasswd of that session
     * @param canBeReadOnly whether a member without a quorum will do for reads
     * @throws IOException never; declared because programs catch it
     */
    public ZooKeeper(
            String connectString,
            int sessionTimeout,
            @Nullable Watcher watcher,
            long sessionId,
            byte[] sessionPasswd,
            boolean canBeReadOnly)
            throws IOException {
        this(
                optionsOf(connectString, sessionTimeout, canBeReadOnly, new ZKClientConfig())
                        .withResume(new SessionCredentials(sessionId, sessionPasswd)),
                watcher,
                new ZKClientConfig());
    }

    /**
     * The same, whose servers somebody else chooses.
     *
     * @param connectString {@code host:port,host:port/chroot}; the host provider's servers take the place of its
     *     servers
     * @param sessionTimeout milliseconds; the server cuts it to what it allows
     * @param watcher told of state changes, and of events of calls that ask for the default watcher; null for nobody
     * @param canBeReadOnly whether a member without a quorum will do for reads
     * @param hostProvider chooses among servers of its own
     * @throws IOException never; declared because programs catch it
     */
    public ZooKeeper(
            String connectString,
            int sessionTimeout,
            @Nullable Watcher watcher,
            boolean canBeReadOnly,
            HostProvider hostProvider)
            throws IOException {
        this(connectString, sessionTimeout, watcher, canBeReadOnly, hostProvider, new ZKClientConfig());
    }

    /**
     * The same with settings.
     *
     * @param connectString {@code host:port,host:port/chroot}; a host provider's servers take the place of its servers
     * @param sessionTimeout milliseconds; the server cuts it to what it allows
     * @param watcher told of state changes, and of events of calls that ask for the default watcher; null for nobody
     * @param canBeReadOnly whether a member without a quorum will do for reads
     * @param hostProvider chooses among servers of its own
     * @param config settings; see {@link io.quorate.client.zookeeper.client.ZKClientConfig}
     * @throws IOException never; declared because programs catch it
     */
    public ZooKeeper(
            String connectString,
            int sessionTimeout,
            @Nullable Watcher watcher,
            boolean canBeReadOnly,
            HostProvider hostProvider,
            ZKClientConfig config)
            throws IOException {
        this(optionsOf(connectString, sessionTimeout, canBeReadOnly, config), hostProvider, watcher, config);
    }

    /**
     * A client that carries a session on, whose servers somebody else chooses.
     *
     * @param connectString {@code host:port,host:port/chroot}; a host provider's servers take the place of its servers
     * @param sessionTimeout milliseconds; the server cuts it to what it allows
     * @param watcher told of state changes, and of events of calls that ask for the default watcher; null for nobody
     * @param sessionId of the session to carry on
     * @param sessionPasswd of that session
     * @param canBeReadOnly whether a member without a quorum will do for reads
     * @param hostProvider chooses among servers of its own
     * @throws IOException never; declared because programs catch it
     */
    public ZooKeeper(
            String connectString,
            int sessionTimeout,
            @Nullable Watcher watcher,
            long sessionId,
            byte[] sessionPasswd,
            boolean canBeReadOnly,
            HostProvider hostProvider)
            throws IOException {
        this(
                connectString,
                sessionTimeout,
                watcher,
                sessionId,
                sessionPasswd,
                canBeReadOnly,
                hostProvider,
                new ZKClientConfig());
    }

    /**
     * The same with settings.
     *
     * @param connectString {@code host:port,host:port/chroot}; a host provider's servers take the place of its servers
     * @param sessionTimeout milliseconds; the server cuts it to what it allows
     * @param watcher told of state changes, and of events of calls that ask for the default watcher; null for nobody
     * @param sessionId of the session to carry on
     * @param sessionPasswd of that session
     * @param canBeReadOnly whether a member without a quorum will do for reads
     * @param hostProvider chooses among servers of its own
     * @param config settings; see {@link io.quorate.client.zookeeper.client.ZKClientConfig}
     * @throws IOException never; declared because programs catch it
     */
    public ZooKeeper(
            String connectString,
            int sessionTimeout,
            @Nullable Watcher watcher,
            long sessionId,
            byte[] sessionPasswd,
            boolean canBeReadOnly,
            HostProvider hostProvider,
            ZKClientConfig config)
            throws IOException {
        this(
                optionsOf(connectString, sessionTimeout, canBeReadOnly, config)
                        .withResume(new SessionCredentials(sessionId, sessionPasswd)),
                hostProvider,
                watcher,
                config);
    }

    private ZooKeeper(ClientOptions options, @Nullable Watcher watcher, ZKClientConfig config) {
        this(Quorate.connect(options), null, watcher, config);
    }

    private ZooKeeper(
            ClientOptions options, HostProvider hostProvider, @Nullable Watcher watcher, ZKClientConfig config) {
        this(options, ProvidedHosts.over(options, hostProvider), watcher, config);
    }

    private ZooKeeper(ClientOptions options, ProvidedHosts hosts, @Nullable Watcher watcher, ZKClientConfig config) {
        this(AsyncQuorate.inWorld(options, hosts).blocking(), hosts, watcher, config);
    }

    private ZooKeeper(Quorate client, @Nullable ProvidedHosts hosts, @Nullable Watcher watcher, ZKClientConfig config) {
        super(patient(client, config), new Ears(client.async(), watcher));
        this.config = config;
        this.hosts = hosts;
        if (hosts != null) {
            client.listen(event -> {
                if (client.state().isConnected()) {
                    hosts.connected();
                }
            });
        }
    }

    private static Quorate patient(Quorate client, ZKClientConfig config) {
        long timeout = config.getLong(
                ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT, ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT_DEFAULT);
        return timeout > 0 ? client.within(Duration.ofMillis(timeout)) : client;
    }

    private static ClientOptions optionsOf(
            String connectString, int sessionTimeout, boolean canBeReadOnly, ZKClientConfig config) {
        int maxBuffer = config.getInt(ZKClientConfig.MAX_BUFFER, ZKClientConfig.CLIENT_MAX_PACKET_LENGTH_DEFAULT);
        ClientLimits usual = ClientLimits.DEFAULT;
        return ClientOptions.of(connectString)
                .withSessionTimeout(Duration.ofMillis(sessionTimeout))
                .withCanBeReadOnly(canBeReadOnly)
                .withRetry(RetryPolicy.NONE)
                .withLimits(new ClientLimits(maxBuffer, maxBuffer, usual.maxRequests(), usual.maxHistory()));
    }

    /** What the client is to its session. */
    public enum States {
        /** Looking for a server. */
        CONNECTING,
        /** Not used. */
        ASSOCIATING,
        /** Served by a member with a quorum. */
        CONNECTED,
        /** Served by a member without one. */
        CONNECTEDREADONLY,
        /** Final: closed, or expired. */
        CLOSED,
        /** Final: an identity was refused. */
        AUTH_FAILED,
        /** Before everything; not used. */
        NOT_CONNECTED;

        /** {@return whether the session may still be used} */
        public boolean isAlive() {
            return this != CLOSED && this != AUTH_FAILED;
        }

        /** {@return whether a server serves it now} */
        public boolean isConnected() {
            return this == CONNECTED || this == CONNECTEDREADONLY;
        }
    }

    /** {@return what the client is to its session at present} */
    public States getState() {
        return switch (client.state()) {
            case CONNECTING -> States.CONNECTING;
            case CONNECTED -> States.CONNECTED;
            case CONNECTED_READ_ONLY -> States.CONNECTEDREADONLY;
            case AUTH_FAILED -> States.AUTH_FAILED;
            case EXPIRED, CLOSED -> States.CLOSED;
        };
    }

    /** {@return the session id, 0 before the first connection} */
    public long getSessionId() {
        return client.sessionId();
    }

    /** {@return the session's password} */
    public byte[] getSessionPasswd() {
        return client.credentials().map(SessionCredentials::password).orElseGet(() -> new byte[PASSWORD_BYTES]);
    }

    /** {@return the session timeout in milliseconds, as granted} */
    public int getSessionTimeout() {
        return async.sessionTimeoutMs();
    }

    /** {@return the settings this client was made with} */
    public ZKClientConfig getClientConfig() {
        return config;
    }

    /**
     * Replaces the watcher that is told of everything.
     *
     * @param watcher told of state changes, and of events of calls that ask for the default watcher; null for nobody
     */
    public void register(@Nullable Watcher watcher) {
        ears.register(watcher);
    }

    /**
     * Proves an identity now and on every later connection.
     *
     * @param scheme for instance {@code digest}
     * @param auth what the scheme wants, for {@code digest} the bytes of {@code user:password}
     */
    public void addAuthInfo(String scheme, byte[] auth) {
        CompletableFuture<?> unused = async.addAuth(new AuthInfo(scheme, auth));
    }

    /**
     * Replaces the list of servers; moves to another one if that keeps them equally used.
     *
     * @param connectString {@code host:port,host:port/chroot}
     * @throws IOException never; declared because programs catch it
     */
    public void updateServerList(String connectString) throws IOException {
        if (hosts == null) {
            client.updateServers(connectString);
        } else {
            hosts.update(ProvidedHosts.addresses(connectString));
        }
    }

    /**
     * Begins a multi.
     *
     * @return collects the parts
     */
    public Transaction transaction() {
        return new Transaction(this);
    }

    /**
     * Changes the members of the ensemble, for {@link io.quorate.client.zookeeper.admin.ZooKeeperAdmin}.
     *
     * @param change who joins, who leaves, and on which configuration
     * @param stat filled in on success; null when not wanted
     * @return the new configuration as text
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    protected byte @Nullable [] reconfigured(Reconfiguration change, @Nullable Stat stat)
            throws KeeperException, InterruptedException {
        NodeData config = ask(null, () -> client.reconfigure(change));
        Translation.fill(stat, config.stat());
        return config.data();
    }

    /**
     * The same, told to a callback.
     *
     * @param change who joins, who leaves, and on which configuration
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    protected void reconfigured(Reconfiguration change, DataCallback callback, @Nullable Object ctx) {
        tellData(async.reconfigure(change), ZooDefs.CONFIG_NODE, callback, ctx);
    }

    /** Ends the session. */
    @Override
    public void close() throws InterruptedException {
        close(async.sessionTimeoutMs());
    }

    /**
     * Ends the session and waits for that.
     *
     * @param waitForShutdownTimeoutMs no longer than this, in milliseconds
     * @return whether it has ended
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public boolean close(int waitForShutdownTimeoutMs) throws InterruptedException {
        try {
            async.closeAsync().get(waitForShutdownTimeoutMs, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException unused) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the client could not be closed", e);
        }
    }

    @Override
    public String toString() {
        return "State:" + getState() + " Timeout:" + getSessionTimeout() + " sessionid:0x"
                + HexFormat.of().toHexDigits(getSessionId()) + " server:" + async.server();
    }
}
