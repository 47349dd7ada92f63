package io.quorate.client;

import io.quorate.client.port.World;
import io.quorate.client.session.ConnectString;
import io.quorate.data.Acl;
import io.quorate.data.Identity;
import io.quorate.data.Stat;
import io.quorate.data.ZnodePath;
import io.quorate.message.ReadRequest.WatchKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client of Quorate or Apache ZooKeeper whose operations answer by futures. Safe for use by every thread.
 *
 * <p>Futures complete and listeners are called on the callback executor, one after the other, in the order of the wire;
 * nothing of the user runs on the thread that owns the socket. A future fails with a {@link QuorateException}.
 * Operations of one client are executed in the order asked, except that reads asked again after a lost connection may
 * come later.
 *
 * <p>A path that cannot be one of a znode is refused at once with {@link IllegalArgumentException}.
 */
public final class AsyncQuorate implements AutoCloseable {
    private final SessionDriver driver;
    private final Operations operations;
    private final Surroundings surroundings;

    private AsyncQuorate(ClientOptions options, World world) {
        ConnectString servers = ConnectString.parse(options.connectString());
        this.operations = new Operations(servers.chroot(), Acl.OPEN);
        this.surroundings = new WorldSurroundings(world);
        this.driver = new SessionDriver(options, servers, world);
        driver.start();
    }

    private AsyncQuorate(AsyncQuorate same, List<Acl> acl) {
        this.operations = new Operations(same.operations.chroot(), acl);
        this.surroundings = same.surroundings;
        this.driver = same.driver;
    }

    /**
     * A client of these servers with the usual choices; see {@link ClientOptions} for the text and for others.
     *
     * @param connectString {@code host:port,host:port/chroot}; see {@link ClientOptions#connectString()}
     * @return a client that is looking for a server; to be closed
     */
    public static AsyncQuorate connect(String connectString) {
        return connect(ClientOptions.of(connectString));
    }

    /**
     * A client as chosen. Returns at once; operations wait for the connection.
     *
     * @param options servers, timeouts and the rest; see {@link ClientOptions}
     * @return a client that is looking for a server; to be closed
     */
    public static AsyncQuorate connect(ClientOptions options) {
        return inWorld(options, Worlds.real(options));
    }

    /**
     * {@return a client in a world of the caller's making, for instance a simulated one} {@link
     * ClientOptions#callbacks()} is not asked then: the world has its own.
     *
     * @param options kind, ACL and the rest
     * @param world owns sockets, clock and threads; closed with the client
     */
    public static AsyncQuorate inWorld(ClientOptions options, World world) {
        return new AsyncQuorate(options, world);
    }

    /**
     * {@return the same client, for which an ACL of its own stands in the place of {@link Acl#OPEN}} What it creates
     * has this one, unless a call names another; so has what recipes create that are made over it, with all ancestors.
     * Closing either closes both.
     *
     * @param acl at least one entry, for instance {@link Acl#CREATOR_ALL} after {@link #addAuth}
     */
    public AsyncQuorate withAcl(List<Acl> acl) {
        return new AsyncQuorate(this, CreateOptions.PERSISTENT.withAcl(acl).acl());
    }

    /** {@return the same client with calls that block} Closing either closes both. */
    public Quorate blocking() {
        return new Quorate(this, Duration.ZERO);
    }

    // Znodes.

    /**
     * Creates a persistent znode that everybody may use.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param data at most the server's {@code jute.maxbuffer} less the frame's other fields; null is not the same as
     *     empty
     * @return the path, with the number or GUID its name was completed by, and the Stat
     */
    public CompletableFuture<Created> create(String path, byte @Nullable [] data) {
        return create(path, data, CreateOptions.PERSISTENT);
    }

    /**
     * Creates a znode. Fails with {@link StateException.NodeExists} or, without a parent,
     * {@link StateException.NoNode}. A {@linkplain CreateOptions#guarded() guarded} create outlives lost connections
     * without creating twice.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param data at most the server's {@code jute.maxbuffer} less the frame's other fields; null is not the same as
     *     empty
     * @param options kind, ACL and the rest
     * @return the path, with the number or GUID its name was completed by, and the Stat
     */
    public CompletableFuture<Created> create(String path, byte @Nullable [] data, CreateOptions options) {
        if (options.guarded() || options.withParents()) {
            return new Creation(this, path, data, options).begin();
        }
        return driver.ask(operations.create(path, data, options));
    }

    /**
     * Deletes a znode of any version.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @return completes when it is gone
     */
    public CompletableFuture<Void> delete(String path) {
        return delete(path, Op.ANY_VERSION);
    }

    /**
     * Deletes a znode of this version, or fails with {@link StateException.BadVersion}.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param version the data version it must have; {@link Op#ANY_VERSION} for any
     * @return completes when it is gone
     */
    public CompletableFuture<Void> delete(String path, int version) {
        return driver.ask(operations.delete(path, version));
    }

    /**
     * {@return the Stat of a znode, empty when there is none}
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     */
    public CompletableFuture<Optional<Stat>> exists(String path) {
        return exists(path, Read.PLAIN);
    }

    /**
     * {@return the Stat of a znode, empty when there is none} A watch is set in both cases.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param read whether behind a sync, and with which watch
     */
    public CompletableFuture<Optional<Stat>> exists(String path, Read read) {
        return driver.ask(operations.exists(path, read));
    }

    /**
     * {@return data and Stat of a znode}
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     */
    public CompletableFuture<NodeData> get(String path) {
        return get(path, Read.PLAIN);
    }

    /**
     * {@return data and Stat of a znode} A watch is set on success only.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param read whether behind a sync, and with which watch
     */
    public CompletableFuture<NodeData> get(String path, Read read) {
        return driver.ask(operations.get(path, read));
    }

    /**
     * Replaces the data of a znode, whatever its version.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param data at most the server's {@code jute.maxbuffer} less the frame's other fields; null is not the same as
     *     empty
     * @return the Stat after the change
     */
    public CompletableFuture<Stat> set(String path, byte @Nullable [] data) {
        return set(path, data, Op.ANY_VERSION);
    }

    /**
     * Replaces the data of a znode of this version, or fails with {@link StateException.BadVersion}.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param data at most the server's {@code jute.maxbuffer} less the frame's other fields; null is not the same as
     *     empty
     * @param version the data version it must have; {@link Op#ANY_VERSION} for any
     * @return the Stat after the change
     */
    public CompletableFuture<Stat> set(String path, byte @Nullable [] data, int version) {
        return driver.ask(operations.set(path, data, version));
    }

    /**
     * {@return the names of all children and the parent's Stat}
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     */
    public CompletableFuture<Children> children(String path) {
        return children(path, Read.PLAIN);
    }

    /**
     * {@return the names of all children and the parent's Stat} A watch is set on success only.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param read whether behind a sync, and with which watch
     */
    public CompletableFuture<Children> children(String path, Read read) {
        return driver.ask(operations.children(path, read));
    }

    /**
     * The names of all children, all of one instant, shown in pages: the callback executor takes a turn for each page,
     * so that a huge list does not keep other callbacks waiting.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param pageSize names in a page, at least 1
     * @param page called on the callback executor, once for each page
     * @return completes with the parent's Stat after the last page; fails with what {@code page} throws
     */
    public CompletableFuture<Stat> childPages(String path, int pageSize, Consumer<List<String>> page) {
        if (pageSize < 1) {
            throw new IllegalArgumentException("a page of " + pageSize + " names; at least 1 is needed");
        }
        return children(path).thenCompose(children -> new Pages(children, pageSize, page, surroundings).begin());
    }

    /**
     * {@return how many znodes are below this one, at all depths}
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     */
    public CompletableFuture<Integer> allChildrenNumber(String path) {
        return driver.ask(operations.allChildrenNumber(path));
    }

    /**
     * {@return paths of this session's ephemerals that start with this text; {@code /} for all}
     *
     * @param prefix what the paths start with, as the client names them
     */
    public CompletableFuture<List<String>> ephemerals(String prefix) {
        return driver.ask(operations.ephemerals(prefix));
    }

    /**
     * {@return the ACL of a znode}
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     */
    public CompletableFuture<NodeAcl> getAcl(String path) {
        return driver.ask(operations.getAcl(path));
    }

    /**
     * Replaces the ACL of a znode whose ACL has this version, {@link Op#ANY_VERSION} for any.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param acl at least one entry
     * @param version the version of the ACL it must have; {@link Op#ANY_VERSION} for any
     * @return the Stat after the change
     */
    public CompletableFuture<Stat> setAcl(String path, List<Acl> acl, int version) {
        return driver.ask(operations.setAcl(path, acl, version));
    }

    // Many at once.

    /**
     * Does all parts at one zxid, or none: then it fails with the exception of the part that failed, whose {@link
     * StateException#results()} tell which it was.
     *
     * @param ops at most as many as fit one frame; none guarded or with parents
     * @return one result for each part, in the same order
     */
    public CompletableFuture<List<OpResult>> transaction(List<Op> ops) {
        return driver.ask(operations.transaction(ops));
    }

    /**
     * Reads many znodes in one request. A part that fails does not fail the others.
     *
     * @param ops at most as many as fit one frame
     * @return one result for each part, in the same order
     */
    public CompletableFuture<List<ReadResult>> readAll(List<ReadOp> ops) {
        return driver.ask(operations.readAll(ops));
    }

    // Order.

    /**
     * Completes when the server at hand has seen every write that was acknowledged to anybody before this was asked.
     *
     * @return a future that completes when the server at hand has seen every write that was acknowledged to anybody
     *     before this was asked
     */
    public CompletableFuture<Void> sync() {
        return driver.ask(operations.sync(ZnodePath.ROOT));
    }

    // Watches.

    /**
     * Sets a watch that stays, and is set again after every reconnect.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param mode whether what is below counts too
     * @param listener told on the callback executor
     * @return completes when it is set; closing the registration removes this listener again
     */
    public CompletableFuture<Registration> addWatch(String path, WatchMode mode, WatchListener listener) {
        return driver.ask(operations.addWatch(path, mode, listener)).thenApply(set -> registered(path, mode, listener));
    }

    Registration registered(String path, WatchMode mode, WatchListener listener) {
        WatchKind kind = mode == WatchMode.RECURSIVE ? WatchKind.RECURSIVE : WatchKind.PERSISTENT;
        return () -> {
            if (isAlive()) {
                CompletableFuture<Void> unused = removeWatch(path, kind, listener, true);
            }
        };
    }

    /**
     * Removes one listener from a path. It receives {@link WatchEvent.Type#REMOVED}.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param kind which of the watches of that path
     * @param listener told on the callback executor
     * @param evenOffline whether it goes when the server cannot be asked
     * @return fails with {@link StateException.NoWatcher} when it was not there
     */
    public CompletableFuture<Void> removeWatch(
            String path, WatchKind kind, WatchListener listener, boolean evenOffline) {
        return driver.ask(operations.removeWatch(path, kind, listener, evenOffline));
    }

    /**
     * Removes all listeners of a kind from a path, and the server's watch with them.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param kind which of the watches of that path
     * @param evenOffline whether it goes even when the server cannot be asked
     * @return completes when they are gone
     */
    public CompletableFuture<Void> removeWatches(String path, WatchKind kind, boolean evenOffline) {
        return driver.ask(operations.removeWatches(path, kind, evenOffline));
    }

    /**
     * {@return the events of a watch that stays, as a publisher} Each subscriber has a watch of its own. A subscriber
     * that asks too slowly misses events and finds one {@link WatchEvent.Type#GAP} in their place. It fails with the
     * session's end.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param mode whether what is below counts too
     */
    public Flow.Publisher<WatchEvent> watch(String path, WatchMode mode) {
        Operations.checkPath(path);
        return new WatchPublisher(this, path, mode);
    }

    // Identity and configuration.

    /** {@return who the server takes this connection for} */
    public CompletableFuture<List<Identity>> whoAmI() {
        return driver.ask(operations.whoAmI());
    }

    /**
     * Proves an identity now and on every later connection.
     *
     * @param auth scheme and proof; the server decides what it is worth
     * @return completes when the server has accepted it; a refusal ends the client with {@link
     *     ConnectionState#AUTH_FAILED}
     */
    public CompletableFuture<Void> addAuth(AuthInfo auth) {
        return driver.addAuth(auth);
    }

    /**
     * {@return the members of the ensemble as text, and the version of that configuration in its Stat}
     *
     * @param read whether behind a sync, and with which watch
     */
    public CompletableFuture<NodeData> config(Read read) {
        return driver.ask(operations.config(read));
    }

    /**
     * Changes the members of the ensemble; answers with the new configuration.
     *
     * @param change who joins, who leaves, and on which configuration
     * @return the new configuration
     */
    public CompletableFuture<NodeData> reconfigure(Reconfiguration change) {
        return driver.ask(operations.reconfigure(change));
    }

    /**
     * Replaces the list of servers and moves to another one with the chance that keeps all servers equally used (client
     * protocol 11.2). The chroot of the new text is ignored.
     *
     * @param connectString {@code host:port,host:port/chroot}; see {@link ClientOptions#connectString()}
     */
    public void updateServers(String connectString) {
        driver.updateServers(ConnectString.parse(connectString));
    }

    // The session.

    /** {@return what the client is to its session at present} */
    public ConnectionState state() {
        return driver.standing().state();
    }

    /** {@return whether the session may still be used, now or after a reconnect} */
    public boolean isAlive() {
        return state().isAlive();
    }

    /** {@return the session id, 0 before the first connection} */
    public long sessionId() {
        return driver.standing().sessionId();
    }

    /** {@return what another client needs to carry the session on; empty before the first connection} */
    public Optional<SessionCredentials> credentials() {
        return driver.standing().credentials();
    }

    /**
     * {@return the session timeout in milliseconds: what the server granted, or before the first connection what is
     * asked for}
     */
    public int sessionTimeoutMs() {
        return driver.standing().timeoutMs();
    }

    /** {@return the server at hand as {@code host:port}; null while there is none} */
    public @Nullable String server() {
        return driver.standing().server();
    }

    /**
     * {@return up to when, on the clock of {@link Surroundings#nanoTime()}, no server can have ended the session: two
     * thirds of the timeout after the moment when the last write or sync that has been answered was sent} Reads and
     * pings do not count, for a server that is cut off from its leader answers them too. Whoever owns something by the
     * session owns it for certain only until then. {@link Long#MIN_VALUE} before the first connection, and from the
     * moment on at which the session ends or is asked to. It moves on by itself while somebody wants {@link
     * #stayCertain()}.
     */
    public long safeUntilNanos() {
        return driver.safeUntilNanos();
    }

    /**
     * From now on the session is made certain of in time: a sync goes to the leader whenever neither a write nor
     * another sync has gone there for a third of the timeout. For those who own something by the session, while they
     * do.
     *
     * @return closing it leaves the session to its pings, when nobody else wants it certain
     */
    public Registration stayCertain() {
        return driver.stayCertain();
    }

    /**
     * Registers who is told when the connection changes. It is first told how things stand, unless not connected.
     *
     * @param listener told on the callback executor
     * @return closing it ends the telling
     */
    public Registration listen(ConnectionListener listener) {
        return driver.listen(listener);
    }

    /** {@return time, timers, dice and the callback executor, for recipes} */
    public Surroundings surroundings() {
        return surroundings;
    }

    /** {@return what happened to the connection, oldest first; at most {@link ClientLimits#maxHistory()} entries} */
    public List<HistoryEntry> history() {
        return driver.history();
    }

    /**
     * Ends the session and the client: ephemerals go, operations still waiting fail.
     *
     * @return completes when the server has confirmed, or cannot be reached, and all threads of the client are ending
     */
    public CompletableFuture<Void> closeAsync() {
        return driver.close();
    }

    /** Begins {@link #closeAsync()} and does not wait. */
    @Override
    public void close() {
        CompletableFuture<Void> unused = closeAsync();
    }

    @Override
    public String toString() {
        return "AsyncQuorate[" + driver.standing() + "]";
    }

    SessionDriver driver() {
        return driver;
    }

    Operations operations() {
        return operations;
    }
}
