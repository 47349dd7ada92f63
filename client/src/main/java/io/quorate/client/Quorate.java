package io.quorate.client;

import io.quorate.data.Acl;
import io.quorate.data.Identity;
import io.quorate.data.Stat;
import io.quorate.message.ReadRequest.WatchKind;
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

    Quorate(AsyncQuorate async) {
        this.async = async;
        this.driver = async.driver();
        this.operations = async.operations();
    }

    /** A client of these servers with the usual choices; see {@link ClientOptions} for the text and for others. */
    public static Quorate connect(String connectString) {
        return connect(ClientOptions.of(connectString));
    }

    /** A client as chosen. Returns at once; calls wait for the connection. */
    public static Quorate connect(ClientOptions options) {
        return AsyncQuorate.connect(options).blocking();
    }

    /** The same client with futures. */
    public AsyncQuorate async() {
        return async;
    }

    /** See {@link AsyncQuorate#create(String, byte[])}. */
    public Created create(String path, byte @Nullable [] data) throws InterruptedException {
        return driver.await(operations.create(path, data, CreateOptions.PERSISTENT));
    }

    /** See {@link AsyncQuorate#create(String, byte[], CreateOptions)}. */
    public Created create(String path, byte @Nullable [] data, CreateOptions options) throws InterruptedException {
        if (options.guarded() || options.withParents()) {
            return await(async.create(path, data, options));
        }
        return driver.await(operations.create(path, data, options));
    }

    /** See {@link AsyncQuorate#delete(String)}. */
    public void delete(String path) throws InterruptedException {
        delete(path, Op.ANY_VERSION);
    }

    /** See {@link AsyncQuorate#delete(String, int)}. */
    public void delete(String path, int version) throws InterruptedException {
        driver.await(operations.delete(path, version));
    }

    /** See {@link AsyncQuorate#exists(String)}. */
    public Optional<Stat> exists(String path) throws InterruptedException {
        return exists(path, Read.PLAIN);
    }

    /** See {@link AsyncQuorate#exists(String, Read)}. */
    public Optional<Stat> exists(String path, Read read) throws InterruptedException {
        return driver.await(operations.exists(path, read));
    }

    /** See {@link AsyncQuorate#get(String)}. */
    public NodeData get(String path) throws InterruptedException {
        return get(path, Read.PLAIN);
    }

    /** See {@link AsyncQuorate#get(String, Read)}. */
    public NodeData get(String path, Read read) throws InterruptedException {
        return driver.await(operations.get(path, read));
    }

    /** See {@link AsyncQuorate#set(String, byte[])}. */
    public Stat set(String path, byte @Nullable [] data) throws InterruptedException {
        return set(path, data, Op.ANY_VERSION);
    }

    /** See {@link AsyncQuorate#set(String, byte[], int)}. */
    public Stat set(String path, byte @Nullable [] data, int version) throws InterruptedException {
        return driver.await(operations.set(path, data, version));
    }

    /** See {@link AsyncQuorate#children(String)}. */
    public Children children(String path) throws InterruptedException {
        return children(path, Read.PLAIN);
    }

    /** See {@link AsyncQuorate#children(String, Read)}. */
    public Children children(String path, Read read) throws InterruptedException {
        return driver.await(operations.children(path, read));
    }

    /** See {@link AsyncQuorate#allChildrenNumber(String)}. */
    public int allChildrenNumber(String path) throws InterruptedException {
        return driver.await(operations.allChildrenNumber(path));
    }

    /** See {@link AsyncQuorate#ephemerals(String)}. */
    public List<String> ephemerals(String prefix) throws InterruptedException {
        return driver.await(operations.ephemerals(prefix));
    }

    /** See {@link AsyncQuorate#getAcl(String)}. */
    public NodeAcl getAcl(String path) throws InterruptedException {
        return driver.await(operations.getAcl(path));
    }

    /** See {@link AsyncQuorate#setAcl(String, List, int)}. */
    public Stat setAcl(String path, List<Acl> acl, int version) throws InterruptedException {
        return driver.await(operations.setAcl(path, acl, version));
    }

    /** See {@link AsyncQuorate#transaction(List)}. */
    public List<OpResult> transaction(Op... ops) throws InterruptedException {
        return driver.await(operations.transaction(List.of(ops)));
    }

    /** See {@link AsyncQuorate#transaction(List)}. */
    public List<OpResult> transaction(List<Op> ops) throws InterruptedException {
        return driver.await(operations.transaction(ops));
    }

    /** See {@link AsyncQuorate#readAll(List)}. */
    public List<ReadResult> readAll(List<ReadOp> ops) throws InterruptedException {
        return driver.await(operations.readAll(ops));
    }

    /** See {@link AsyncQuorate#sync()}. */
    public void sync() throws InterruptedException {
        driver.await(operations.sync("/"));
    }

    /** See {@link AsyncQuorate#addWatch(String, WatchMode, WatchListener)}. */
    public Registration addWatch(String path, WatchMode mode, WatchListener listener) throws InterruptedException {
        driver.await(operations.addWatch(path, mode, listener));
        return async.registered(path, mode, listener);
    }

    /** See {@link AsyncQuorate#removeWatch(String, WatchKind, WatchListener, boolean)}. */
    public void removeWatch(String path, WatchKind kind, WatchListener listener, boolean evenOffline)
            throws InterruptedException {
        driver.await(operations.removeWatch(path, kind, listener, evenOffline));
    }

    /** See {@link AsyncQuorate#removeWatches(String, WatchKind, boolean)}. */
    public void removeWatches(String path, WatchKind kind, boolean evenOffline) throws InterruptedException {
        driver.await(operations.removeWatches(path, kind, evenOffline));
    }

    /** See {@link AsyncQuorate#whoAmI()}. */
    public List<Identity> whoAmI() throws InterruptedException {
        return driver.await(operations.whoAmI());
    }

    /** See {@link AsyncQuorate#addAuth(AuthInfo)}. */
    public void addAuth(AuthInfo auth) throws InterruptedException {
        await(async.addAuth(auth));
    }

    /** See {@link AsyncQuorate#config(Read)}. */
    public NodeData config(Read read) throws InterruptedException {
        return driver.await(operations.config(read));
    }

    /** See {@link AsyncQuorate#reconfigure(Reconfiguration)}. */
    public NodeData reconfigure(Reconfiguration change) throws InterruptedException {
        return driver.await(operations.reconfigure(change));
    }

    /** See {@link AsyncQuorate#updateServers(String)}. */
    public void updateServers(String connectString) {
        async.updateServers(connectString);
    }

    /** See {@link AsyncQuorate#state()}. */
    public ConnectionState state() {
        return async.state();
    }

    /** See {@link AsyncQuorate#isAlive()}. */
    public boolean isAlive() {
        return async.isAlive();
    }

    /** See {@link AsyncQuorate#sessionId()}. */
    public long sessionId() {
        return async.sessionId();
    }

    /** See {@link AsyncQuorate#credentials()}. */
    public Optional<SessionCredentials> credentials() {
        return async.credentials();
    }

    /** See {@link AsyncQuorate#listen(ConnectionListener)}. */
    public Registration listen(ConnectionListener listener) {
        return async.listen(listener);
    }

    /**
     * Waits for what an asynchronous call answers, and throws what it fails with.
     *
     * @throws QuorateException what the future failed with
     */
    public static <T> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new CompletionException(e.getCause());
        }
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
