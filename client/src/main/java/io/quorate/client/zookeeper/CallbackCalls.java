package io.quorate.client.zookeeper;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.Children;
import io.quorate.client.Created;
import io.quorate.client.NodeData;
import io.quorate.client.Quorate;
import io.quorate.client.QuorateException;
import io.quorate.client.Read;
import io.quorate.client.zookeeper.AsyncCallback.ACLCallback;
import io.quorate.client.zookeeper.AsyncCallback.AllChildrenNumberCallback;
import io.quorate.client.zookeeper.AsyncCallback.Children2Callback;
import io.quorate.client.zookeeper.AsyncCallback.ChildrenCallback;
import io.quorate.client.zookeeper.AsyncCallback.Create2Callback;
import io.quorate.client.zookeeper.AsyncCallback.DataCallback;
import io.quorate.client.zookeeper.AsyncCallback.EphemeralsCallback;
import io.quorate.client.zookeeper.AsyncCallback.MultiCallback;
import io.quorate.client.zookeeper.AsyncCallback.StatCallback;
import io.quorate.client.zookeeper.AsyncCallback.StringCallback;
import io.quorate.client.zookeeper.AsyncCallback.VoidCallback;
import io.quorate.client.zookeeper.KeeperException.Code;
import io.quorate.client.zookeeper.Watcher.WatcherType;
import io.quorate.client.zookeeper.data.ACL;
import io.quorate.client.zookeeper.data.Stat;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The calls of {@link ZooKeeper} that return at once and tell a callback; see {@link BlockingCalls} why here. */
abstract sealed class CallbackCalls extends BlockingCalls permits ZooKeeper {
    private static final Logger LOG = System.getLogger("io.quorate.client");

    final AsyncQuorate async;

    CallbackCalls(Quorate client, Ears ears) {
        super(client, ears);
        this.async = client.async();
    }

    /**
     * Creates a znode and tells its path.
     *
     * @param path absolute and within the chroot
     * @param data null is not the same as empty
     * @param acl at least one entry
     * @param mode which kind of znode
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void create(
            String path,
            byte @Nullable [] data,
            List<ACL> acl,
            CreateMode mode,
            StringCallback callback,
            @Nullable Object ctx) {
        tell(
                created(path, data, acl, mode, Translation.NO_TTL),
                (rc, node) -> callback.processResult(rc, path, ctx, node == null ? null : node.path()));
    }

    /**
     * Creates a znode and tells its path and Stat.
     *
     * @param path absolute and within the chroot
     * @param data null is not the same as empty
     * @param acl at least one entry
     * @param mode which kind of znode
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void create(
            String path,
            byte @Nullable [] data,
            List<ACL> acl,
            CreateMode mode,
            Create2Callback callback,
            @Nullable Object ctx) {
        create(path, data, acl, mode, callback, ctx, Translation.NO_TTL);
    }

    /**
     * Creates a znode with a time to live in milliseconds and tells its path and Stat.
     *
     * @param path absolute and within the chroot
     * @param data null is not the same as empty
     * @param acl at least one entry
     * @param mode which kind of znode
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     * @param ttl milliseconds, at least 1
     */
    public void create(
            String path,
            byte @Nullable [] data,
            List<ACL> acl,
            CreateMode mode,
            Create2Callback callback,
            @Nullable Object ctx,
            long ttl) {
        tell(
                created(path, data, acl, mode, ttl),
                (rc, node) -> callback.processResult(
                        rc,
                        path,
                        ctx,
                        node == null ? null : node.path(),
                        node == null ? null : Translation.stat(node.stat())));
    }

    private CompletableFuture<Created> created(
            String path, byte @Nullable [] data, List<ACL> acl, CreateMode mode, long ttl) {
        Translation.checkTtl(mode, ttl);
        return acl.isEmpty() ? invalidAcl() : async.create(path, data, Translation.options(acl, mode, ttl));
    }

    /** The server's answer to an empty list, which the client beneath does not even take. */
    private <T> CompletableFuture<T> invalidAcl() {
        return CompletableFuture.supplyAsync(
                () -> {
                    throw new CompletionException(new KeeperException.InvalidACLException());
                },
                async.surroundings().callbacks());
    }

    /**
     * Deletes a znode of a version, −1 for any.
     *
     * @param path absolute and within the chroot
     * @param version the version it must have, −1 for any
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void delete(String path, int version, VoidCallback callback, @Nullable Object ctx) {
        tell(async.delete(path, version), (rc, unused) -> callback.processResult(rc, path, ctx));
    }

    /**
     * Does all parts, or none; or reads all of them.
     *
     * @param ops all writes and checks, or all reads
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void multi(Iterable<Op> ops, MultiCallback callback, @Nullable Object ctx) {
        List<Op> parts = listOf(ops);
        boolean reads = Translation.areReads(parts);
        if (parts.isEmpty()) {
            tell(
                    CompletableFuture.supplyAsync(
                            List::<OpResult>of, async.surroundings().callbacks()),
                    (rc, results) -> callback.processResult(rc, null, ctx, results));
            return;
        }
        CompletableFuture<List<OpResult>> answered = reads
                ? async.readAll(Translation.reads(parts)).thenApply(Translation::readResults)
                : async.transaction(Translation.writes(parts))
                        .thenApply(results -> Translation.results(parts, results));
        CompletableFuture<?> unused = answered.whenComplete((results, thrown) -> safely(() -> {
            if (thrown != null && causeOf(thrown) instanceof QuorateException failure) {
                KeeperException exception = Translation.multiFailure(parts, failure);
                callback.processResult(exception.code().intValue(), null, ctx, exception.getResults());
            } else {
                callback.processResult(rcOf(thrown), null, ctx, results);
            }
        }));
    }

    /**
     * The Stat of a znode; the watcher is told once when that changes.
     *
     * @param path absolute and within the chroot
     * @param watcher told once when that changes; null for nobody
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void exists(String path, @Nullable Watcher watcher, StatCallback callback, @Nullable Object ctx) {
        existing(path, ears.read(watcher), callback, ctx);
    }

    /**
     * The Stat of a znode.
     *
     * @param path absolute and within the chroot
     * @param watch whether the watcher of everything is told once when that changes
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void exists(String path, boolean watch, StatCallback callback, @Nullable Object ctx) {
        existing(path, ears.read(watch), callback, ctx);
    }

    private void existing(String path, Read read, StatCallback callback, @Nullable Object ctx) {
        tell(async.exists(path, read), (rc, stat) -> {
            if (rc == 0 && (stat == null || stat.isEmpty())) {
                callback.processResult(Code.NONODE.intValue(), path, ctx, null);
            } else {
                callback.processResult(
                        rc,
                        path,
                        ctx,
                        stat == null ? null : stat.map(Translation::stat).orElse(null));
            }
        });
    }

    /**
     * The data of a znode; the watcher is told once when it changes.
     *
     * @param path absolute and within the chroot
     * @param watcher told once when that changes; null for nobody
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void getData(String path, @Nullable Watcher watcher, DataCallback callback, @Nullable Object ctx) {
        tellData(async.get(path, ears.read(watcher)), path, callback, ctx);
    }

    /**
     * The data of a znode.
     *
     * @param path absolute and within the chroot
     * @param watch whether the watcher of everything is told once when that changes
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void getData(String path, boolean watch, DataCallback callback, @Nullable Object ctx) {
        tellData(async.get(path, ears.read(watch)), path, callback, ctx);
    }

    /**
     * The members of the ensemble as text.
     *
     * @param watcher told once when that changes; null for nobody
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void getConfig(@Nullable Watcher watcher, DataCallback callback, @Nullable Object ctx) {
        tellData(async.config(ears.read(watcher)), ZooDefs.CONFIG_NODE, callback, ctx);
    }

    /**
     * The members of the ensemble as text.
     *
     * @param watch whether the watcher of everything is told once when that changes
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void getConfig(boolean watch, DataCallback callback, @Nullable Object ctx) {
        tellData(async.config(ears.read(watch)), ZooDefs.CONFIG_NODE, callback, ctx);
    }

    final void tellData(
            CompletableFuture<NodeData> answered, String path, DataCallback callback, @Nullable Object ctx) {
        tell(
                answered,
                (rc, node) -> callback.processResult(
                        rc,
                        path,
                        ctx,
                        node == null ? null : node.data(),
                        node == null ? null : Translation.stat(node.stat())));
    }

    /**
     * Sets the data of a znode of a version, −1 for any.
     *
     * @param path absolute and within the chroot
     * @param data null is not the same as empty
     * @param version the version it must have, −1 for any
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void setData(String path, byte @Nullable [] data, int version, StatCallback callback, @Nullable Object ctx) {
        tellStat(async.set(path, data, version), path, callback, ctx);
    }

    /**
     * The ACL of a znode; {@code stat} is filled in and handed to the callback.
     *
     * @param path absolute and within the chroot
     * @param stat filled in on success; null when not wanted
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void getACL(String path, @Nullable Stat stat, ACLCallback callback, @Nullable Object ctx) {
        tell(async.getAcl(path), (rc, acl) -> {
            if (acl == null) {
                callback.processResult(rc, path, ctx, null, null);
            } else {
                Translation.fill(stat, acl.stat());
                callback.processResult(
                        rc, path, ctx, Translation.fromAcls(acl.entries()), Translation.stat(acl.stat()));
            }
        });
    }

    /**
     * Sets the ACL of a znode whose ACL has a version, −1 for any.
     *
     * @param path absolute and within the chroot
     * @param acl at least one entry
     * @param version the version of the ACL it must have, −1 for any
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void setACL(String path, List<ACL> acl, int version, StatCallback callback, @Nullable Object ctx) {
        tellStat(
                acl.isEmpty() ? invalidAcl() : async.setAcl(path, Translation.acls(acl), version), path, callback, ctx);
    }

    private void tellStat(
            CompletableFuture<io.quorate.data.Stat> answered,
            String path,
            StatCallback callback,
            @Nullable Object ctx) {
        tell(
                answered,
                (rc, stat) -> callback.processResult(rc, path, ctx, stat == null ? null : Translation.stat(stat)));
    }

    /**
     * The names of the children; the watcher is told once when they change.
     *
     * @param path absolute and within the chroot
     * @param watcher told once when that changes; null for nobody
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void getChildren(String path, @Nullable Watcher watcher, ChildrenCallback callback, @Nullable Object ctx) {
        tellNames(async.children(path, ears.read(watcher)), path, callback, ctx);
    }

    /**
     * The names of the children.
     *
     * @param path absolute and within the chroot
     * @param watch whether the watcher of everything is told once when that changes
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void getChildren(String path, boolean watch, ChildrenCallback callback, @Nullable Object ctx) {
        tellNames(async.children(path, ears.read(watch)), path, callback, ctx);
    }

    private void tellNames(
            CompletableFuture<Children> answered, String path, ChildrenCallback callback, @Nullable Object ctx) {
        tell(answered, (rc, children) -> callback.processResult(rc, path, ctx, namesOf(children)));
    }

    /**
     * The names of the children and the Stat; the watcher is told once when they change.
     *
     * @param path absolute and within the chroot
     * @param watcher told once when that changes; null for nobody
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void getChildren(String path, @Nullable Watcher watcher, Children2Callback callback, @Nullable Object ctx) {
        tellChildren(async.children(path, ears.read(watcher)), path, callback, ctx);
    }

    /**
     * The names of the children and the Stat.
     *
     * @param path absolute and within the chroot
     * @param watch whether the watcher of everything is told once when that changes
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void getChildren(String path, boolean watch, Children2Callback callback, @Nullable Object ctx) {
        tellChildren(async.children(path, ears.read(watch)), path, callback, ctx);
    }

    private void tellChildren(
            CompletableFuture<Children> answered, String path, Children2Callback callback, @Nullable Object ctx) {
        tell(
                answered,
                (rc, children) -> callback.processResult(
                        rc, path, ctx, namesOf(children), children == null ? null : Translation.stat(children.stat())));
    }

    private static @Nullable List<String> namesOf(@Nullable Children children) {
        return children == null ? null : new ArrayList<>(children.names());
    }

    /**
     * How many znodes are below this one.
     *
     * @param path absolute and within the chroot
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void getAllChildrenNumber(String path, AllChildrenNumberCallback callback, @Nullable Object ctx) {
        tell(
                async.allChildrenNumber(path),
                (rc, number) -> callback.processResult(rc, path, ctx, number == null ? -1 : number));
    }

    /**
     * The ephemerals of this session.
     *
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void getEphemerals(EphemeralsCallback callback, @Nullable Object ctx) {
        getEphemerals("/", callback, ctx);
    }

    /**
     * The ephemerals of this session whose paths start like this.
     *
     * @param prefix what the paths start with
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void getEphemerals(String prefix, EphemeralsCallback callback, @Nullable Object ctx) {
        tell(
                async.ephemerals(prefix),
                (rc, paths) -> callback.processResult(rc, ctx, paths == null ? null : new ArrayList<>(paths)));
    }

    /**
     * Tells when the server has seen all writes that were acknowledged before.
     *
     * @param path any; the whole tree is brought up to date
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void sync(String path, VoidCallback callback, @Nullable Object ctx) {
        tell(async.sync(), (rc, unused) -> callback.processResult(rc, path, ctx));
    }

    /**
     * Removes one watcher.
     *
     * @param path absolute and within the chroot
     * @param watcher the one that was set
     * @param type which of its watches
     * @param local whether it goes even when the server cannot be asked
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void removeWatches(
            String path,
            Watcher watcher,
            WatcherType type,
            boolean local,
            VoidCallback callback,
            @Nullable Object ctx) {
        tell(
                async.removeWatch(path, Ears.kindOf(type), ears.listener(watcher), local),
                (rc, unused) -> callback.processResult(rc, path, ctx));
    }

    /**
     * Removes all watchers of a kind.
     *
     * @param path absolute and within the chroot
     * @param type which of its watches
     * @param local whether it goes even when the server cannot be asked
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void removeAllWatches(
            String path, WatcherType type, boolean local, VoidCallback callback, @Nullable Object ctx) {
        tell(
                async.removeWatches(path, Ears.kindOf(type), local),
                (rc, unused) -> callback.processResult(rc, path, ctx));
    }

    /**
     * Sets a watch that stays.
     *
     * @param path absolute and within the chroot
     * @param watcher told of every change until it is removed
     * @param mode whether what is below counts too
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void addWatch(String path, Watcher watcher, AddWatchMode mode, VoidCallback callback, @Nullable Object ctx) {
        tell(
                async.addWatch(path, modeOf(mode), ears.listener(watcher)),
                (rc, unused) -> callback.processResult(rc, path, ctx));
    }

    /**
     * Sets a watch that stays, for the watcher of everything.
     *
     * @param path absolute and within the chroot
     * @param mode whether what is below counts too
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void addWatch(String path, AddWatchMode mode, VoidCallback callback, @Nullable Object ctx) {
        addWatch(path, ears.everythings(), mode, callback, ctx);
    }

    private <T> void tell(CompletableFuture<T> answered, Ending<T> ending) {
        CompletableFuture<?> unused =
                answered.whenComplete((result, thrown) -> safely(() -> ending.with(rcOf(thrown), result)));
    }

    private static int rcOf(@Nullable Throwable thrown) {
        if (thrown == null) {
            return 0;
        }
        return causeOf(thrown) instanceof KeeperException known
                ? known.code().intValue()
                : Translation.codeOf(thrown).intValue();
    }

    private static Throwable causeOf(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /** What a callback throws would vanish into the future it is called from. */
    private static void safely(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a callback failed; the client goes on", e);
        }
    }

    @FunctionalInterface
    private interface Ending<T> {
        void with(int rc, @Nullable T result);
    }
}
