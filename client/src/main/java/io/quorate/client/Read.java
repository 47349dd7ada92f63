package io.quorate.client;

import org.jspecify.annotations.Nullable;

/**
 * How something is read.
 *
 * @param isLatest whether the read goes behind a {@code sync}: it is then not older than any write that was
 *     acknowledged to anybody before the read was asked for. It costs a way to the leader
 * @param watch who is told once when what was read changes; null for nobody
 */
public record Read(boolean isLatest, @Nullable WatchListener watch) {
    /** From the server at hand, without a watch. */
    public static final Read PLAIN = new Read(false, null);

    private static final Read LATEST = new Read(true, null);

    /**
     * Behind a {@code sync}.
     *
     * @return a read that goes behind a {@code sync}
     */
    public static Read latest() {
        return LATEST;
    }

    /**
     * With a watch that fires once.
     *
     * @param watch called once, on the callback executor
     * @return a read from the server at hand that sets the watch
     */
    public static Read watched(WatchListener watch) {
        return new Read(false, watch);
    }

    /**
     * {@return the same with a watch that fires once}
     *
     * @param listener called once, on the callback executor
     */
    public Read watching(WatchListener listener) {
        return new Read(isLatest, listener);
    }
}
