package io.quorate.client;

import io.quorate.message.ReadRequest.WatchKind;

/**
 * Who is told of changes. Called on the client's callback executor, one call at a time, in the order of the wire: an
 * event comes before any reply that shows the state after it. What a listener throws is logged and otherwise ignored.
 *
 * <p>Two registrations of equal listeners on one path count as one, and one event reaches equal listeners once.
 */
@FunctionalInterface
public interface WatchListener {

    /**
     * Something changed, or the watch was removed.
     *
     * @param event what happened, and to which znode
     */
    void changed(WatchEvent event);

    /**
     * The watch was removed; says which kind of it. Tells {@link #changed} unless overridden.
     *
     * @param event what happened, and to which znode
     * @param kind {@link WatchKind#DATA}, {@link WatchKind#CHILDREN}, or {@link WatchKind#PERSISTENT} for both that
     *     stay
     */
    default void removed(WatchEvent event, WatchKind kind) {
        changed(event);
    }

    /**
     * The session's connection changed while this watch was set. After {@link ConnectionEvent.Kind#isFinal} nothing
     * more comes. Does nothing unless overridden.
     *
     * @param event what the connection is now, and why
     */
    default void connection(ConnectionEvent event) {}
}
