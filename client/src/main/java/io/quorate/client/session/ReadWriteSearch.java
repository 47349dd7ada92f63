package io.quorate.client.session;

/** When a client that is served by a read-only member asks others whether they take writes (client protocol 11.4). */
final class ReadWriteSearch {
    private static final long FIRST_NANOS = 100_000_000L;
    private static final long MAX_NANOS = 60_000_000_000L;

    private long interval = FIRST_NANOS;
    private long nextAt;

    void begin(long now) {
        interval = FIRST_NANOS;
        nextAt = now + interval;
    }

    long nextAt() {
        return nextAt;
    }

    /** Whether one is to be asked now; each time the next wait is twice as long. */
    boolean isDue(long now) {
        if (nextAt - now > 0) {
            return false;
        }
        interval = Math.min(MAX_NANOS, interval * 2);
        nextAt = now + interval;
        return true;
    }
}
