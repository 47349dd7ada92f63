package io.quorate.client;

import java.time.Duration;

/**
 * What becomes of operations when the connection is lost. Only those that may be asked twice are asked again: reads,
 * {@code sync}, and watches that stay. Writes that were sent fail with {@link RecoverableException.ConnectionLoss};
 * writes that were never sent wait like reads.
 *
 * @param resends how often one operation is sent again, 0 to 1000
 * @param patience how long an operation waits for a connection before it fails
 */
public record RetryPolicy(int resends, Duration patience) {
    /** Ten times, for up to 30 seconds. */
    public static final RetryPolicy PATIENT = new RetryPolicy(10, Duration.ofSeconds(30));
    /** Everything fails with the connection, as in the client of Apache ZooKeeper. */
    public static final RetryPolicy NONE = new RetryPolicy(0, Duration.ZERO);

    private static final int MAX_RESENDS = 1000;

    /** Refuses resends out of bounds, and negative patience. */
    public RetryPolicy {
        if (resends < 0 || resends > MAX_RESENDS) {
            throw new IllegalArgumentException("resends " + resends + " is not within 0 and " + MAX_RESENDS);
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience " + patience + " is negative");
        }
    }
}
