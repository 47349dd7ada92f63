package io.quorate.client;

import io.quorate.data.Acl;
import io.quorate.data.Identity;
import io.quorate.data.Stat;
import io.quorate.message.ReadRequest.WatchKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A client of Quorate or Apache ZooKeeper whose calls block. Safe for use by every thread, cheap on virtual ones: a
 * call parks its thread once. What each call means is told at the method of the same name of {@link AsyncQuorate}; a
 * call throws the {@link QuorateException} that the future would fail with, and {@link InterruptedException} when
 * interrupted, in which case the operation may still happen.
 *
 * <p>A call from a listener or from a future's stage works and keeps all other callbacks waiting. Those that take more
 * than one request must not be made there: a create that is guarded or makes parents, {@link #addAuth} and
 * {@link #await}.
 */
public final class Quorate implements AutoCloseable {
    /** How long closing waits for the server's word before it leaves the session to expire. */
    private static final long CLOSE_WAIT_SECONDS = 30;

    private final AsyncQuorate async;
    private final SessionDriver driver;
    private final Operations operations;
    /** How long a call waits; zero for ever. */
    private final Duration limit;

    Quorate(AsyncQuorate async, Duration limit) {
        this.async = async;
        this.limit = limit;
        this.driver = async.driver();
        this.operations = async.operations();
    }

    /**
     * A client of these servers with the usual choices; see {@link ClientOptions} for the text and for others.
     *
     * @param connectString {@code host:port,host:port/chroot}; see {@link ClientOptions#connectString()}
     * @return a client that is looking for a server; to be closed
     */
    public static Quorate connect(String connectString) {
        return connect(ClientOptions.of(connectString));
    }

    /**
     * A client as chosen. Returns at once; calls wait for the connection.
     *
     * @param options servers, timeouts and the rest; see {@link ClientOptions}
     * @return a client that is looking for a server; to be closed
     */
    public static Quorate connect(ClientOptions options) {
        return AsyncQuorate.connect(options).blocking();
    }

    /**
     * {@return the same client with calls that wait no longer than this} A call that does not hear in time fails with
     * {@link RecoverableException.NoAnswerInTime}; what it asked may still happen. Closing either closes both.
     *
     * @param time at least 1 ms; how often a read is asked again meanwhile is still a matter of {@link RetryPolicy}
     */
    public Quorate within(Duration time) {
        if (time.toMillis() < 1) {
            throw new IllegalArgumentException("a limit of " + time + " for calls; use 1 ms or more");
        }
        return new Quorate(async, time);
    }

    /**
     * {@return the same client, for which an ACL of its own stands in the place of {@link Acl#OPEN}} See {@link
     * AsyncQuorate#withAcl}. Closing either closes both.
     *
     * @param acl at least one entry
     */
    public Quorate withAcl(List<Acl> acl) {
        return new Quorate(async.withAcl(acl), limit);
    }

    private <T> T answer(Operation<T> operation) throws InterruptedException {
        return driver.await(operation, limit);
    }

    /** Of what takes more than one request. */
    private <T> T answer(Operation<T> operation, CompletableFuture<T> future) throws InterruptedException {
        if (limit.isZero()) {
            return await(future);
        }
        try {
            return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw failureOf(e);
        } catch (TimeoutException unused) {
            throw driver.noAnswer(operation, limit);
        }
    }

    /** {@return the same client with futures} */
    public AsyncQuorate async() {
        return async;
    }

    /**
     * See {@link AsyncQuorate#create(String, byte[])}.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param data at most the server's {@code jute.maxbuffer} less the frame's other fields; null is not the same as
     *     empty
     * @return the path, with the number or GUID its name was completed by, and the Stat
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Created create(String path, byte @Nullable [] data) throws InterruptedException {
        return answer(operations.create(path, data, CreateOptions.PERSISTENT));
    }

    /**
     * See {@link AsyncQuorate#create(String, byte[], CreateOptions)}.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param data at most the server's {@code jute.maxbuffer} less the frame's other fields; null is not the same as
     *     empty
     * @param options kind, ACL and the rest
     * @return the path, with the number or GUID its name was completed by, and the Stat
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Created create(String path, byte @Nullable [] data, CreateOptions options) throws InterruptedException {
        if (options.guarded() || options.withParents()) {
            return answer(operations.create(path, data, options), async.create(path, data, options));
        }
        return answer(operations.create(path, data, options));
    }

    /**
     * See {@link AsyncQuorate#delete(String)}.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public void delete(String path) throws InterruptedException {
        delete(path, Op.ANY_VERSION);
    }

    /**
     * See {@link AsyncQuorate#delete(String, int)}.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param version the data version it must have; {@link Op#ANY_VERSION} for any
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public void delete(String path, int version) throws InterruptedException {
        answer(operations.delete(path, version));
    }

    /**
     * See {@link AsyncQuorate#exists(String)}.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @return its Stat; empty when there is no such znode
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Optional<Stat> exists(String path) throws InterruptedException {
        return exists(path, Read.PLAIN);
    }

    /**
     * See {@link AsyncQuorate#exists(String, Read)}.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param read whether behind a sync, and with which watch
     * @return its Stat; empty when there is no such znode
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Optional<Stat> exists(String path, Read read) throws InterruptedException {
        return answer(operations.exists(path, read));
    }

    /**
     * See {@link AsyncQuorate#get(String)}.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @return data and Stat of one instant
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public NodeData get(String path) throws InterruptedException {
        return get(path, Read.PLAIN);
    }

    /**
     * See {@link AsyncQuorate#get(String, Read)}.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param read whether behind a sync, and with which watch
     * @return data and Stat of one instant
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public NodeData get(String path, Read read) throws InterruptedException {
        return answer(operations.get(path, read));
    }

    /**
     * See {@link AsyncQuorate#set(String, byte[])}.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param data at most the server's {@code jute.maxbuffer} less the frame's other fields; null is not the same as
     *     empty
     * @return the Stat after the change
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Stat set(String path, byte @Nullable [] data) throws InterruptedException {
        return set(path, data, Op.ANY_VERSION);
    }

    /**
     * See {@link AsyncQuorate#set(String, byte[], int)}.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param data at most the server's {@code jute.maxbuffer} less the frame's other fields; null is not the same as
     *     empty
     * @param version the data version it must have; {@link Op#ANY_VERSION} for any
     * @return the Stat after the change
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Stat set(String path, byte @Nullable [] data, int version) throws InterruptedException {
        return answer(operations.set(path, data, version));
    }

    /**
     * See {@link AsyncQuorate#children(String)}.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @return the names, in no order, and the parent's Stat
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Children children(String path) throws InterruptedException {
        return children(path, Read.PLAIN);
    }

    /**
     * See {@link AsyncQuorate#children(String, Read)}.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param read whether behind a sync, and with which watch
     * @return the names, in no order, and the parent's Stat
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Children children(String path, Read read) throws InterruptedException {
        return answer(operations.children(path, read));
    }

    /**
     * See {@link AsyncQuorate#allChildrenNumber(String)}.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @return how many znodes are below, not negative
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public int allChildrenNumber(String path) throws InterruptedException {
        return answer(operations.allChildrenNumber(path));
    }

    /**
     * See {@link AsyncQuorate#ephemerals(String)}.
     *
     * @param prefix what the paths start with, as the client names them
     * @return their paths, in no order
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public List<String> ephemerals(String prefix) throws InterruptedException {
        return answer(operations.ephemerals(prefix));
    }

    /**
     * See {@link AsyncQuorate#getAcl(String)}.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @return the ACL, and the Stat whose {@code aversion} belongs to it
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public NodeAcl getAcl(String path) throws InterruptedException {
        return answer(operations.getAcl(path));
    }

    /**
     * See {@link AsyncQuorate#setAcl(String, List, int)}.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param acl at least one entry
     * @param version the version of the ACL it must have; {@link Op#ANY_VERSION} for any
     * @return the Stat after the change
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Stat setAcl(String path, List<Acl> acl, int version) throws InterruptedException {
        return answer(operations.setAcl(path, acl, version));
    }

    /**
     * See {@link AsyncQuorate#transaction(List)}.
     *
     * @param ops at most as many as fit one frame; none guarded or with parents
     * @return one result for each part, in the same order
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public List<OpResult> transaction(Op... ops) throws InterruptedException {
        return answer(operations.transaction(List.of(ops)));
    }

    /**
     * See {@link AsyncQuorate#transaction(List)}.
     *
     * @param ops at most as many as fit one frame; none guarded or with parents
     * @return one result for each part, in the same order
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public List<OpResult> transaction(List<Op> ops) throws InterruptedException {
        return answer(operations.transaction(ops));
    }

    /**
     * See {@link AsyncQuorate#readAll(List)}.
     *
     * @param ops at most as many as fit one frame
     * @return one result for each part, in the same order
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public List<ReadResult> readAll(List<ReadOp> ops) throws InterruptedException {
        return answer(operations.readAll(ops));
    }

    /**
     * See {@link AsyncQuorate#sync()}.
     *
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public void sync() throws InterruptedException {
        answer(operations.sync("/"));
    }

    /**
     * See {@link AsyncQuorate#addWatch(String, WatchMode, WatchListener)}.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param mode whether what is below counts too
     * @param listener told on the callback executor, one call after the other
     * @return closing it removes the listener again
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Registration addWatch(String path, WatchMode mode, WatchListener listener) throws InterruptedException {
        answer(operations.addWatch(path, mode, listener));
        return async.registered(path, mode, listener);
    }

    /**
     * See {@link AsyncQuorate#removeWatch(String, WatchKind, WatchListener, boolean)}.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param kind which of the watches of that path
     * @param listener told on the callback executor, one call after the other
     * @param evenOffline whether it goes even when the server cannot be asked
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public void removeWatch(String path, WatchKind kind, WatchListener listener, boolean evenOffline)
            throws InterruptedException {
        answer(operations.removeWatch(path, kind, listener, evenOffline));
    }

    /**
     * See {@link AsyncQuorate#removeWatches(String, WatchKind, boolean)}.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param kind which of the watches of that path
     * @param evenOffline whether it goes even when the server cannot be asked
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public void removeWatches(String path, WatchKind kind, boolean evenOffline) throws InterruptedException {
        answer(operations.removeWatches(path, kind, evenOffline));
    }

    /**
     * See {@link AsyncQuorate#whoAmI()}.
     *
     * @return scheme and id of each identity
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public List<Identity> whoAmI() throws InterruptedException {
        return answer(operations.whoAmI());
    }

    /**
     * See {@link AsyncQuorate#addAuth(AuthInfo)}.
     *
     * @param auth scheme and proof; the server decides what it is worth
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public void addAuth(AuthInfo auth) throws InterruptedException {
        answer(Operations.auth(auth.scheme()), async.addAuth(auth));
    }

    /**
     * See {@link AsyncQuorate#config(Read)}.
     *
     * @param read whether behind a sync, and with which watch
     * @return the configuration as text; the Stat's version is that of the configuration
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public NodeData config(Read read) throws InterruptedException {
        return answer(operations.config(read));
    }

    /**
     * See {@link AsyncQuorate#reconfigure(Reconfiguration)}.
     *
     * @param change who joins, who leaves, and on which configuration
     * @return the new configuration
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public NodeData reconfigure(Reconfiguration change) throws InterruptedException {
        return answer(operations.reconfigure(change));
    }

    /**
     * See {@link AsyncQuorate#updateServers(String)}.
     *
     * @param connectString {@code host:port,host:port/chroot}; see {@link ClientOptions#connectString()}
     */
    public void updateServers(String connectString) {
        async.updateServers(connectString);
    }

    /**
     * See {@link AsyncQuorate#state()}.
     *
     * @return the state at this moment
     */
    public ConnectionState state() {
        return async.state();
    }

    /**
     * See {@link AsyncQuorate#isAlive()}.
     *
     * @return false once the session has expired or the client is closed
     */
    public boolean isAlive() {
        return async.isAlive();
    }

    /**
     * See {@link AsyncQuorate#sessionId()}.
     *
     * @return 0 before the first connection
     */
    public long sessionId() {
        return async.sessionId();
    }

    /**
     * See {@link AsyncQuorate#credentials()}.
     *
     * @return empty before the first connection
     */
    public Optional<SessionCredentials> credentials() {
        return async.credentials();
    }

    /**
     * See {@link AsyncQuorate#listen(ConnectionListener)}.
     *
     * @param listener told on the callback executor, one call after the other
     * @return closing it ends the telling
     */
    public Registration listen(ConnectionListener listener) {
        return async.listen(listener);
    }

    /**
     * Waits for what an asynchronous call answers, and throws what it fails with.
     *
     * @param <T> what the future answers
     * @param future any future of the client or a recipe
     * @return what the future answers
     * @throws QuorateException what the future failed with
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public static <T> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw failureOf(e);
        }
    }

    private static RuntimeException failureOf(ExecutionException e) {
        return e.getCause() instanceof RuntimeException failure ? failure : new CompletionException(e.getCause());
    }

    /** Ends the session and the client, and waits up to 30 seconds for the server's word. */
    @Override
    public void close() {
        try {
            async.closeAsync().get(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException unused) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the client did not close within " + CLOSE_WAIT_SECONDS + " s", e);
        }
    }

    @Override
    public String toString() {
        return "Quorate[" + driver.standing() + "]";
    }
}
