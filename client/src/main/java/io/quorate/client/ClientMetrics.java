package io.quorate.client;

import org.jspecify.annotations.Nullable;

/**
 * Where a client counts. All methods are called on the thread that owns the socket and must return at once; what they
 * throw is logged and ignored. Every method does nothing unless overridden.
 */
public interface ClientMetrics {
    /** Counts nothing. */
    ClientMetrics NONE = new ClientMetrics() {};

    /**
     * An operation was answered, well or not.
     *
     * @param operation its name, for instance {@code getData}
     * @param error null when it succeeded
     * @param nanos from the moment it was handed to the session until its answer was read
     */
    default void answered(String operation, @Nullable QuorateException error, long nanos) {}

    /**
     * The connection changed.
     *
     * @param event what happened
     */
    default void connection(ConnectionEvent event) {}

    /**
     * An event arrived for so many listeners.
     *
     * @param event what happened
     * @param listeners how many were told
     */
    default void event(WatchEvent event, int listeners) {}

    /**
     * A batch of frames, so many bytes in all, was handed to the socket.
     *
     * @param bytes with lengths and headers
     */
    default void sent(int bytes) {}

    /**
     * A callback ran for longer than {@link ClientOptions#slowCallback()} allows.
     *
     * @param nanos how long it ran, in nanoseconds
     */
    default void slowCallback(long nanos) {}
}
