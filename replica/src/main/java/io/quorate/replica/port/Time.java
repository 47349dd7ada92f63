package io.quorate.replica.port;

/** The two clocks. The driver reads them once a batch. */
public interface Time {
    /** Milliseconds that only grow; for timeouts. */
    long monotonicMs();

    /** Milliseconds since 1970; for what clients are shown. May jump. */
    long wallMs();
}
