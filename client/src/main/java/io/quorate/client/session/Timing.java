package io.quorate.client.session;

/**
 * The times that follow from a session timeout (client protocol 11.4), in nanoseconds.
 *
 * @param timeoutNanos the timeout: as granted, or before that as asked for
 */
record Timing(long timeoutNanos) {
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** A server that is idle is asked for a sign of life at least this often. */
    private static final long MAX_PING_NANOS = 10_000 * NANOS_PER_MILLI;
    /** However many servers there are, each has this long to answer. */
    private static final long MIN_ATTEMPT_NANOS = 100 * NANOS_PER_MILLI;
    /** A client that is closed and not connected looks for a server no longer than this, to end its session there. */
    private static final long MAX_FAREWELL_NANOS = 2_000 * NANOS_PER_MILLI;

    static Timing ofMillis(int timeoutMs) {
        return new Timing(timeoutMs * NANOS_PER_MILLI);
    }

    /** One attempt to connect, up to the server's answer. */
    long attempt(int servers) {
        return Math.max(MIN_ATTEMPT_NANOS, timeoutNanos / servers);
    }

    /** Silence of the server after which the link is given up. */
    long silence() {
        return timeoutNanos * 2 / 3;
    }

    /** Silence of ours after which we say something. */
    long ping() {
        return Math.min(MAX_PING_NANOS, timeoutNanos / 3);
    }

    /** Time without a word of any server after which the session is over. */
    long expiry() {
        return timeoutNanos * 4 / 3;
    }

    /**
     * How long after a request that was answered the session surely lives. A follower tells the leader of it by up to
     * half a tick later, which is no more than a quarter of any timeout, and may die before: so not the whole timeout.
     */
    long safety() {
        return timeoutNanos * 2 / 3;
    }

    /** How long closing may take. */
    long farewell() {
        return Math.min(MAX_FAREWELL_NANOS, silence());
    }
}
