package io.quorate.client;

import io.quorate.client.port.World;
import io.quorate.client.session.Chroot;
import io.quorate.client.session.Effect;
import io.quorate.client.session.Phase;
import io.quorate.data.EventType;
import io.quorate.message.ReadRequest.WatchKind;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How the user hears of things: listeners, metrics, history, and the batches of callbacks. */
final class Telling {
    private static final Logger LOG = System.getLogger("io.quorate.client");

    private final ClientOptions options;
    private final Chroot chroot;
    private final World world;
    private final List<ConnectionListener> listeners = new CopyOnWriteArrayList<>();
    private final Queue<HistoryEntry> history = new ArrayDeque<>();
    /** Touched on the callback executor only. */
    private @Nullable ConnectionEvent lastTold;

    Telling(ClientOptions options, Chroot chroot, World world) {
        this.options = options;
        this.chroot = chroot;
        this.world = world;
    }

    /** What the listener is told first is what all others were told last, so that it misses and repeats nothing. */
    Registration listen(ConnectionListener listener) {
        world.callbacks().execute(() -> {
            listeners.add(listener);
            ConnectionEvent last = lastTold;
            if (last != null && last.kind() != ConnectionEvent.Kind.SUSPENDED) {
                safely(() -> listener.changed(last));
            }
        });
        return () -> listeners.remove(listener);
    }

    void fire(Effect.Fired fired, Consumer<Runnable> callBack) {
        WatchEvent event = new WatchEvent(
                typeOf(fired.event().type()),
                chroot.toClient(fired.event().path()),
                fired.event().zxid());
        count(metrics -> metrics.event(event, fired.watchers().size()));
        tell(event, fired.watchers(), callBack);
    }

    void removed(Effect.Removed removed, Consumer<Runnable> callBack) {
        WatchEvent event = new WatchEvent(WatchEvent.Type.REMOVED, chroot.toClient(removed.path()), -1);
        WatchKind kind = switch (removed.kind()) {
            case DATA -> WatchKind.DATA;
            case CHILDREN -> WatchKind.CHILDREN;
            case PERSISTENT -> WatchKind.PERSISTENT;
        };
        for (Object watcher : removed.watchers()) {
            callBack.accept(() -> ((WatchListener) watcher).removed(event, kind));
        }
    }

    void gap(Effect.Gap gap, Consumer<Runnable> callBack) {
        tell(new WatchEvent(WatchEvent.Type.GAP, chroot.toClient(gap.path()), -1), gap.watchers(), callBack);
    }

    private static void tell(WatchEvent event, List<Object> watchers, Consumer<Runnable> callBack) {
        for (Object watcher : watchers) {
            callBack.accept(() -> ((WatchListener) watcher).changed(event));
        }
    }

    void moved(ConnectionState before, Effect.Moved moved, long now, Consumer<Runnable> callBack) {
        ConnectionEvent event =
                new ConnectionEvent(kindOf(moved.phase()), moved.server(), moved.sessionId(), now, moved.reason());
        note(now, event.kind() + ": " + moved.reason());
        if (moved.phase() == Phase.CONNECTING && !before.isConnected()) {
            return;
        }
        count(metrics -> metrics.connection(event));
        callBack.accept(() -> {
            lastTold = event;
            listeners.forEach(listener -> safely(() -> listener.changed(event)));
        });
        for (Object watcher : moved.watchers()) {
            callBack.accept(() -> ((WatchListener) watcher).connection(event));
        }
    }

    private static ConnectionEvent.Kind kindOf(Phase phase) {
        return switch (phase) {
            case CONNECTING -> ConnectionEvent.Kind.SUSPENDED;
            case CONNECTED -> ConnectionEvent.Kind.CONNECTED;
            case CONNECTED_READ_ONLY -> ConnectionEvent.Kind.CONNECTED_READ_ONLY;
            case AUTH_FAILED -> ConnectionEvent.Kind.AUTH_FAILED;
            case EXPIRED -> ConnectionEvent.Kind.EXPIRED;
            case CLOSED -> ConnectionEvent.Kind.CLOSED;
        };
    }

    private static WatchEvent.Type typeOf(EventType type) {
        return switch (type) {
            case NODE_CREATED -> WatchEvent.Type.CREATED;
            case NODE_DELETED -> WatchEvent.Type.DELETED;
            case NODE_DATA_CHANGED -> WatchEvent.Type.DATA_CHANGED;
            case NODE_CHILDREN_CHANGED -> WatchEvent.Type.CHILDREN_CHANGED;
        };
    }

    void note(long now, String what) {
        synchronized (history) {
            if (history.size() >= options.limits().maxHistory()) {
                history.remove();
            }
            history.add(new HistoryEntry(now, what));
        }
    }

    List<HistoryEntry> history() {
        synchronized (history) {
            return List.copyOf(history);
        }
    }

    void count(Operation<?> operation, @Nullable QuorateException error, long nanos) {
        count(metrics -> metrics.answered(operation.name(), error, nanos));
    }

    void sent(int bytes) {
        count(metrics -> metrics.sent(bytes));
    }

    private void count(Consumer<ClientMetrics> what) {
        if (!options.metrics().equals(ClientMetrics.NONE)) {
            safely(() -> what.accept(options.metrics()));
        }
    }

    /** One hand-over for all that one batch of frames brought. */
    void handOver(List<Runnable> batch) {
        world.callbacks().execute(() -> {
            long before = world.nanoTime();
            for (Runnable callback : batch) {
                safely(callback);
                long after = world.nanoTime();
                if (after - before > options.slowCallback().toNanos()) {
                    warnOfSlowness(after - before);
                }
                before = after;
            }
        });
    }

    private void warnOfSlowness(long nanos) {
        LOG.log(
                Level.WARNING,
                "a callback took {0} ms, and all later ones waited for it; move what blocks to another executor",
                nanos / 1_000_000);
        count(metrics -> metrics.slowCallback(nanos));
    }

    /** What user code throws, errors too, ends with that code: others have a right to their turn. */
    private static void safely(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a listener failed; the client goes on", e);
        }
    }
}
