package io.quorate.transport.client;

import java.util.concurrent.atomic.AtomicLongArray;

/** The counters of one event loop: written by it alone, read by anybody. */
final class LaneCounters {
    private static final int PADDING = 8;

    /** What is counted. */
    enum Counter {
        OUTSTANDING,
        PACKETS_RECEIVED,
        PACKETS_SENT,
        BYTES_RECEIVED,
        BYTES_SENT,
        FAST_READS,
        REJECTED,
        CONNECT_REQUESTS,
        DROPPED,
        SESSIONLESS_EXPIRED,
        AUTH_FAILURES,
        LARGE_REJECTED,
        LAST_RESPONSE,
        MIN_RESPONSE,
        MAX_RESPONSE,
        UNSUCCESSFUL_HANDSHAKES,
        HANDSHAKES_EXCEEDED,
        NON_MUTUAL_LOCAL,
        NON_MUTUAL_REMOTE
    }

    private static final Counter[] COUNTERS = Counter.values();

    /** With room at both ends, so that two loops never write to one cache line. */
    private final AtomicLongArray values = new AtomicLongArray(COUNTERS.length + 2 * PADDING);

    final LatencyTally requests = new LatencyTally();
    final LatencyTally reads = new LatencyTally();
    final LatencyTally updates = new LatencyTally();

    LaneCounters() {
        forgetResponses();
    }

    long get(Counter counter) {
        return values.getOpaque(counter.ordinal() + PADDING);
    }

    void add(Counter counter, long amount) {
        int at = counter.ordinal() + PADDING;
        values.setOpaque(at, values.getPlain(at) + amount);
    }

    void increment(Counter counter) {
        add(counter, 1);
    }

    /** A reply of this size has been encoded. */
    void response(int bytes) {
        set(Counter.LAST_RESPONSE, bytes);
        long min = get(Counter.MIN_RESPONSE);
        if (min < 0 || bytes < min) {
            set(Counter.MIN_RESPONSE, bytes);
        }
        if (bytes > get(Counter.MAX_RESPONSE)) {
            set(Counter.MAX_RESPONSE, bytes);
        }
    }

    /** Begins anew what operators may reset. */
    void reset() {
        set(Counter.PACKETS_RECEIVED, 0);
        set(Counter.PACKETS_SENT, 0);
        forgetResponses();
        requests.reset();
        reads.reset();
        updates.reset();
    }

    private void forgetResponses() {
        set(Counter.LAST_RESPONSE, -1);
        set(Counter.MIN_RESPONSE, -1);
        set(Counter.MAX_RESPONSE, -1);
    }

    private void set(Counter counter, long value) {
        values.setOpaque(counter.ordinal() + PADDING, value);
    }
}
