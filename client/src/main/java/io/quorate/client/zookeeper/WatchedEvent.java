package io.quorate.client.zookeeper;

import io.quorate.client.zookeeper.Watcher.Event.EventType;
import io.quorate.client.zookeeper.Watcher.Event.KeeperState;
import org.jspecify.annotations.Nullable;

/** What a {@link Watcher} is told. */
public class WatchedEvent {
    /** Stands for a zxid that is not known. */
    public static final long NO_ZXID = -1L;

    private final EventType type;
    private final KeeperState state;
    private final @Nullable String path;
    private final long zxid;

    /**
     * An event of a txn.
     *
     * @param type what happened
     * @param state of the session
     * @param path as the client names it; null for a change of state
     * @param zxid of the txn
     */
    public WatchedEvent(EventType type, KeeperState state, @Nullable String path, long zxid) {
        this.type = type;
        this.state = state;
        this.path = path;
        this.zxid = zxid;
    }

    /**
     * An event of no known txn.
     *
     * @param type what happened
     * @param state of the session
     * @param path as the client names it; null for a change of state
     */
    public WatchedEvent(EventType type, KeeperState state, @Nullable String path) {
        this(type, state, path, NO_ZXID);
    }

    /** {@return the session's state} */
    public KeeperState getState() {
        return state;
    }

    /** {@return what happened} */
    public EventType getType() {
        return type;
    }

    /** {@return the znode it happened to; null for a change of state} */
    public @Nullable String getPath() {
        return path;
    }

    /** {@return zxid of the txn, or {@link #NO_ZXID}} */
    public long getZxid() {
        return zxid;
    }

    @Override
    public String toString() {
        return "WatchedEvent state:" + state + " type:" + type + " path:" + path + " zxid: " + zxid;
    }
}
