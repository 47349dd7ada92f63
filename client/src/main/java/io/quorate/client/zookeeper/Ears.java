package io.quorate.client.zookeeper;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.ConnectionEvent;
import io.quorate.client.ConnectionState;
import io.quorate.client.Read;
import io.quorate.client.WatchEvent;
import io.quorate.client.WatchListener;
import io.quorate.client.zookeeper.Watcher.Event.EventType;
import io.quorate.client.zookeeper.Watcher.Event.KeeperState;
import io.quorate.client.zookeeper.Watcher.WatcherType;
import io.quorate.message.ReadRequest.WatchKind;
import org.jspecify.annotations.Nullable;

/** How watchers hear of things: the one that is told of everything, and those of znodes. */
final class Ears {
    private final AsyncQuorate client;
    private volatile @Nullable Watcher everything;

    Ears(AsyncQuorate client, @Nullable Watcher everything) {
        this.client = client;
        this.everything = everything;
        client.listen(event -> tellEverything(stateEvent(event)));
    }

    void register(@Nullable Watcher watcher) {
        everything = watcher;
    }

    private void tellEverything(WatchedEvent event) {
        Watcher watcher = everything;
        if (watcher != null) {
            watcher.process(event);
        }
    }

    Read read(@Nullable Watcher watcher) {
        return watcher == null ? Read.PLAIN : Read.watched(listener(watcher));
    }

    Read read(boolean watch) {
        return watch ? read(everythings()) : Read.PLAIN;
    }

    /** The watcher that stands for {@code true}. */
    Watcher everythings() {
        Watcher watcher = everything;
        if (watcher == null) {
            throw new IllegalArgumentException("Invalid Watcher, shouldn't be null!");
        }
        return watcher;
    }

    WatchListener listener(Watcher watcher) {
        return new Listener(this, watcher);
    }

    static WatchKind kindOf(WatcherType type) {
        return switch (type) {
            case Children -> WatchKind.CHILDREN;
            case Data -> WatchKind.DATA;
            case Any -> WatchKind.ANY;
            case Persistent -> WatchKind.PERSISTENT;
            case PersistentRecursive -> WatchKind.RECURSIVE;
        };
    }

    private static WatchedEvent stateEvent(ConnectionEvent event) {
        KeeperState state = switch (event.kind()) {
            case CONNECTED -> KeeperState.SyncConnected;
            case CONNECTED_READ_ONLY -> KeeperState.ConnectedReadOnly;
            case SUSPENDED -> KeeperState.Disconnected;
            case EXPIRED -> KeeperState.Expired;
            case AUTH_FAILED -> KeeperState.AuthFailed;
            case CLOSED -> KeeperState.Closed;
        };
        return new WatchedEvent(EventType.None, state, null);
    }

    /** One watcher; equal to every other one of the same watcher, so that each is told once. */
    private record Listener(Ears ears, Watcher watcher) implements WatchListener {
        @Override
        public void changed(WatchEvent event) {
            EventType type = switch (event.type()) {
                case CREATED -> EventType.NodeCreated;
                case DELETED -> EventType.NodeDeleted;
                case DATA_CHANGED -> EventType.NodeDataChanged;
                case CHILDREN_CHANGED -> EventType.NodeChildrenChanged;
                case REMOVED, GAP -> EventType.None;
            };
            if (type != EventType.None) {
                watcher.process(new WatchedEvent(type, KeeperState.SyncConnected, event.path(), event.zxid()));
            }
        }

        @Override
        public void removed(WatchEvent event, WatchKind kind) {
            EventType type = switch (kind) {
                case DATA -> EventType.DataWatchRemoved;
                case CHILDREN -> EventType.ChildWatchRemoved;
                case PERSISTENT, RECURSIVE, ANY -> EventType.PersistentWatchRemoved;
            };
            KeeperState state = ears.client.state() == ConnectionState.CONNECTING
                    ? KeeperState.Disconnected
                    : KeeperState.SyncConnected;
            watcher.process(new WatchedEvent(type, state, event.path()));
        }

        /** The watcher of everything hears of it as such. */
        @Override
        public void connection(ConnectionEvent event) {
            if (!watcher.equals(ears.everything)) {
                watcher.process(stateEvent(event));
            }
        }
    }
}
