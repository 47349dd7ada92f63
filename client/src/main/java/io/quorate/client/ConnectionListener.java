package io.quorate.client;

/**
 * Who is told when the connection changes. Called on the callback executor, in order with watch events and replies.
 * What a listener throws is logged and otherwise ignored.
 */
@FunctionalInterface
public interface ConnectionListener {
    /**
     * The connection changed.
     *
     * @param event what it is now, and why
     */
    void changed(ConnectionEvent event);
}
