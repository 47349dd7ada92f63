package io.quorate.recipes.cache;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.ConnectionEvent;
import io.quorate.client.NodeData;
import io.quorate.client.Quorate;
import io.quorate.client.ReadOp;
import io.quorate.client.ReadResult;
import io.quorate.client.Registration;
import io.quorate.client.WatchEvent;
import io.quorate.client.WatchListener;
import io.quorate.data.ErrorCode;
import io.quorate.data.ZnodePath;
import io.quorate.recipes.line.Failures;
import io.quorate.recipes.line.Insistence;
import io.quorate.recipes.line.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a znode and, as its {@link Scope} says, of what is below it. Guarantee: see the package. The copy may be
 * read by every thread; it is written on the callback executor.
 *
 * <p>One watch reports all changes. What it names is read anew, up to {@value #BATCH} znodes in one request and one
 * request at a time. After a reconnect everything is read anew, after a pause of up to {@value #SPREAD_MS} ms by
 * chance.
 */
public final class ZnodeCache implements AutoCloseable {
    private static final int BATCH = 64;
    private static final int SPREAD_MS = 500;

    private final AsyncQuorate client;
    private final Insistence insistence;
    private final String root;
    private final Scope scope;
    private final CacheListener listener;
    private final NavigableMap<String, NodeData> copy = new ConcurrentSkipListMap<>();
    private final CompletableFuture<ZnodeCache> started = new CompletableFuture<>();

    /** What is to be read, and whether with the names of its children. At most one entry for each znode of the copy. */
    private final Map<String, Boolean> stale = new LinkedHashMap<>();

    private @Nullable Registration watch;
    private boolean isReading;
    private boolean isSuspended;
    private boolean isClosed;
    private volatile boolean isCurrent;

    private ZnodeCache(AsyncQuorate client, String root, Scope scope, CacheListener listener) {
        this.client = client;
        this.insistence = new Insistence(client);
        this.root = root;
        this.scope = scope;
        this.listener = listener;
    }

    /**
     * Begins to keep a copy.
     *
     * @param client stays the caller's, who closes it
     * @param root the uppermost znode; it need not exist
     * @param scope which znodes below belong to the copy
     * @param listener told of every change, the first reading included
     * @return completes when all has been read once; fails at the end of the session, or when the watch is refused
     */
    public static CompletableFuture<ZnodeCache> start(
            AsyncQuorate client, String root, Scope scope, CacheListener listener) {
        ZnodeCache cache = new ZnodeCache(client, root, scope, listener);
        CompletableFuture<Void> unused = cache.insistence
                .on(() -> client.addWatch(root, scope.mode(), cache.new Watcher()))
                .handle((registration, thrown) -> {
                    cache.watching(registration, Failures.of(thrown));
                    return null;
                });
        return cache.started;
    }

    /**
     * Begins to keep a copy and waits until all has been read once. The listener is called in callbacks of the client;
     * reading the copy never waits. Throws what {@link #start(AsyncQuorate, String, Scope, CacheListener)} fails with.
     *
     * @param client stays the caller's, who closes it
     * @param root the uppermost znode; it need not exist
     * @param scope which znodes below belong to the copy
     * @param listener told of every change, the first reading included
     * @return the copy, to be closed
     * @throws InterruptedException when interrupted while waiting; the copy is then closed once it has begun
     */
    public static ZnodeCache start(Quorate client, String root, Scope scope, CacheListener listener)
            throws InterruptedException {
        return Waiting.on(start(client.async(), root, scope, listener), ZnodeCache::close);
    }

    private void watching(@Nullable Registration registration, @Nullable Throwable failure) {
        if (failure != null) {
            isClosed = true;
            started.completeExceptionally(failure);
            return;
        }
        watch = registration;
        stale.put(root, true);
        read();
    }

    // Reading the copy.

    /**
     * {@return the copy of a znode; empty when there is no such znode, or it is out of scope}
     *
     * @param path absolute, of a znode in scope
     */
    public Optional<NodeData> get(String path) {
        return Optional.ofNullable(copy.get(path));
    }

    /** {@return the copy of the uppermost znode} */
    public Optional<NodeData> root() {
        return get(root);
    }

    /**
     * {@return the names of a znode's children that are in the copy, in order}
     *
     * @param path absolute, of a znode in scope
     */
    public List<String> children(String path) {
        String prefix = path.equals(ZnodePath.ROOT) ? path : path + "/";
        List<String> names = new ArrayList<>();
        for (String each : copy.tailMap(prefix, false).keySet()) {
            if (!each.startsWith(prefix)) {
                break;
            }
            if (each.indexOf('/', prefix.length()) < 0) {
                names.add(each.substring(prefix.length()));
            }
        }
        return names;
    }

    /** {@return the whole copy by path} It goes on changing. */
    public NavigableMap<String, NodeData> all() {
        return Collections.unmodifiableNavigableMap(copy);
    }

    /** {@return whether everything known to have changed has been read, and the connection stands} */
    public boolean isCurrent() {
        return isCurrent;
    }

    /** Ends the copying; the copy stays as it is. */
    @Override
    public void close() {
        client.surroundings().callbacks().execute(() -> {
            isClosed = true;
            isCurrent = false;
            stale.clear();
            if (watch != null) {
                watch.close();
            }
        });
    }

    // Keeping it.

    private final class Watcher implements WatchListener {
        @Override
        public void changed(WatchEvent event) {
            if (isClosed) {
                return;
            }
            switch (event.type()) {
                case CREATED, DATA_CHANGED -> note(event.path());
                case DELETED -> {
                    stale.keySet().removeIf(path -> isAtOrBelow(path, event.path()));
                    forget(event.path());
                }
                case GAP -> afterPause();
                case CHILDREN_CHANGED, REMOVED -> {}
            }
            read();
        }

        @Override
        public void connection(ConnectionEvent event) {
            isSuspended = event.kind() != ConnectionEvent.Kind.CONNECTED
                    && event.kind() != ConnectionEvent.Kind.CONNECTED_READ_ONLY;
            isCurrent &= !isSuspended;
        }
    }

    private void note(String path) {
        if (scope.includes(root, path)) {
            stale.merge(path, false, Boolean::logicalOr);
            isCurrent = false;
        }
    }

    private void afterPause() {
        isCurrent = false;
        Duration pause = Duration.ofMillis(client.surroundings().dice().nextInt(SPREAD_MS));
        Registration unused = client.surroundings().after(pause, () -> {
            if (!isClosed) {
                stale.put(root, true);
                copy.keySet().forEach(path -> stale.put(path, true));
                read();
            }
        });
    }

    private void read() {
        if (isReading || isClosed) {
            return;
        }
        if (stale.isEmpty()) {
            isCurrent = !isSuspended;
            started.complete(this);
            return;
        }
        isReading = true;
        Map<String, Boolean> batch = takeBatch();
        List<ReadOp> ops = new ArrayList<>();
        batch.forEach((path, withChildren) -> {
            ops.add(new ReadOp.Data(path));
            if (withChildren && scope.includesChildrenOf(root, path)) {
                ops.add(new ReadOp.ChildNames(path));
            }
        });
        CompletableFuture<?> unusedFuture = insistence
                .on(() -> client.readAll(ops))
                .whenComplete((results, thrown) -> {
                    isReading = false;
                    Throwable failure = Failures.of(thrown);
                    if (failure != null) {
                        isCurrent = false;
                        started.completeExceptionally(failure);
                    } else if (!isClosed) {
                        for (int i = 0; i < ops.size(); i++) {
                            apply(ops.get(i), results.get(i));
                        }
                        read();
                    }
                });
    }

    private Map<String, Boolean> takeBatch() {
        Map<String, Boolean> batch = new LinkedHashMap<>();
        var entries = stale.entrySet().iterator();
        while (entries.hasNext() && batch.size() < BATCH) {
            Map.Entry<String, Boolean> entry = entries.next();
            batch.put(entry.getKey(), entry.getValue());
            entries.remove();
        }
        return batch;
    }

    private void apply(ReadOp op, ReadResult result) {
        switch (result) {
            case ReadResult.Data data -> remember(op.path(), data.node());
            case ReadResult.ChildNames children -> compareChildren(op.path(), children.names());
            case ReadResult.Failed failed -> {
                if (failed.code() == ErrorCode.NO_NODE) {
                    forget(op.path());
                }
            }
        }
    }

    private void remember(String path, NodeData data) {
        NodeData before = copy.get(path);
        boolean isNew = before == null || before.stat().czxid() != data.stat().czxid();
        if (before != null && isNew) {
            // What is below and younger than the new one has been read since: only the one above it was missed.
            forget(path, data.stat().czxid());
            before = null;
        }
        copy.put(path, data);
        if (before == null || before.stat().mzxid() != data.stat().mzxid()) {
            listener.changed(new CacheChange(path, before, data));
        }
        if (isNew && scope.includesChildrenOf(root, path) && !path.equals(root)) {
            // Its children may have come before the watch saw it.
            stale.merge(path, true, Boolean::logicalOr);
        }
    }

    private void compareChildren(String path, List<String> names) {
        Set<String> present = new HashSet<>(names);
        for (String name : children(path)) {
            if (!present.contains(name)) {
                forget(ZnodePath.childOf(path, name));
            }
        }
        for (String name : names) {
            String child = ZnodePath.childOf(path, name);
            if (!copy.containsKey(child)) {
                stale.put(child, true);
            }
        }
    }

    private void forget(String path) {
        forget(path, Long.MAX_VALUE);
    }

    /** Drops a znode and what is below it, as far as it was created before {@code zxid}. */
    private void forget(String path, long zxid) {
        NavigableMap<String, NodeData> candidates = copy.subMap(path, true, path + Character.MAX_VALUE, false);
        for (String each : List.copyOf(candidates.descendingMap().keySet())) {
            NodeData gone = copy.get(each);
            if (isAtOrBelow(each, path) && gone != null && gone.stat().czxid() < zxid) {
                copy.remove(each);
                listener.changed(new CacheChange(each, gone, null));
            }
        }
    }

    private static boolean isAtOrBelow(String path, String top) {
        return path.equals(top) || top.equals(ZnodePath.ROOT) || path.startsWith(top + "/");
    }
}
