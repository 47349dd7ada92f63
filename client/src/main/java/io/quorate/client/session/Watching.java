package io.quorate.client.session;

import io.quorate.message.ReadRequest.WatchKind;
import org.jspecify.annotations.Nullable;

/**
 * What the answer to a {@link Call} does to the tables of watches (client protocol 11.8). Paths are the server's. A
 * watcher is opaque: the session compares watchers with {@code equals} and hands them back.
 */
public sealed interface Watching {

    /**
     * Sets a watch that fires once.
     *
     * @param kind what the watch is for
     * @param path as the server names it
     * @param watcher told by identity and equality; the session never calls it
     */
    record Once(Kind kind, String path, Object watcher) implements Watching {}

    /**
     * Sets a watch that stays.
     *
     * @param recursive whether what is below counts too
     * @param path as the server names it
     * @param watcher told by identity and equality; the session never calls it
     */
    record Lasting(boolean recursive, String path, Object watcher) implements Watching {}

    /**
     * Removes watches.
     *
     * @param kind which of them
     * @param path exactly this path
     * @param watcher only this one; null for all
     * @param evenOffline whether they go when the server cannot be asked
     */
    record Removal(WatchKind kind, String path, @Nullable Object watcher, boolean evenOffline) implements Watching {}

    /** Which read sets the watch. */
    enum Kind {
        /** Of getData. */
        DATA,
        /** Of exists: a watch of the data when the znode is there, of its creation when not. */
        EXISTS,
        /** Of getChildren. */
        CHILDREN
    }
}
