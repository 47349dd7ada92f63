package io.quorate.simulator.checker;

/**
 * What the member was configured to do, as far as checkers must know.
 *
 * @param extendedTypes whether TTL znodes may be created
 * @param digest whether txns carry digests
 * @param tickMs width of a session bucket, and so how late an expiry may be, ms
 * @param minTimeoutMs shortest session timeout, ms
 * @param maxTimeoutMs longest session timeout, ms
 * @param slackMs how much later still, for events have their own delay, ms
 * @param clockPerMille how fast the member's monotonic clock runs; 1000 is right
 * @param amongPeers whether there are several members
 * @param mostLagMs how far a member that serves may be behind what was answered to anybody when nothing goes wrong, ms
 */
public record Expectations(
        boolean extendedTypes,
        boolean digest,
        int tickMs,
        int minTimeoutMs,
        int maxTimeoutMs,
        int slackMs,
        int clockPerMille,
        boolean amongPeers,
        int mostLagMs) {}
