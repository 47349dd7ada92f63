package io.quorate.transport.client;

/**
 * Counters of the whole door since its start, or since {@link ClientDoor#resetStats()} for those marked (r).
 *
 * @param connections connections open now
 * @param outstanding requests not answered yet
 * @param packetsReceived frames and four-letter words received (r)
 * @param packetsSent frames sent (r)
 * @param bytesReceived bytes of frames received
 * @param bytesSent bytes of frames sent
 * @param fastReads requests answered on the event loop, without a visit to the replica
 * @param connectionsRejected connections refused by a limit or by the throttle
 * @param connectRequests handshakes received
 * @param connectionsDropped connections the server closed for cause
 * @param sessionlessExpired connections closed because they opened no session in time
 * @param authFailures auth packets refused
 * @param largeRequestsRejected connections closed because of the bound on large requests
 * @param lastResponseBytes size of the last reply (r), −1 before
 * @param minResponseBytes smallest reply (r), −1 before
 * @param maxResponseBytes largest reply (r), −1 before
 * @param requests how long replies took, all of them but pings and auth (r)
 * @param reads how long reads took
 * @param updates how long writes took
 * @param throttle what there is to tell of the bound on the rate of handshakes
 * @param tls what there is to tell of TLS
 */
public record DoorStats(
        long connections,
        long outstanding,
        long packetsReceived,
        long packetsSent,
        long bytesReceived,
        long bytesSent,
        long fastReads,
        long connectionsRejected,
        long connectRequests,
        long connectionsDropped,
        long sessionlessExpired,
        long authFailures,
        long largeRequestsRejected,
        long lastResponseBytes,
        long minResponseBytes,
        long maxResponseBytes,
        Latency requests,
        Latency reads,
        Latency updates,
        Throttle throttle,
        Tls tls) {

    /**
     * The token bucket of client protocol 8.3.
     *
     * @param dropProbability of an early drop, from 0 to 1
     * @param missing how many tokens were missing after each handshake that went on: their number in place of ms
     */
    public record Throttle(double dropProbability, Latency missing) {}

    /**
     * TLS.
     *
     * @param underWay handshakes under way
     * @param unsuccessful handshakes that failed
     * @param exceeded connections refused because too many handshakes were under way
     * @param nonMutualLocal open connections from this machine that have shown no certificate, if the door speaks TLS
     * @param nonMutualRemote those from elsewhere
     */
    public record Tls(long underWay, long unsuccessful, long exceeded, long nonMutualLocal, long nonMutualRemote) {
        /** Where TLS is not spoken. */
        public static final Tls NONE = new Tls(0, 0, 0, 0, 0);
    }

    /**
     * A latency in milliseconds.
     *
     * @param count how many
     * @param sumMs sum
     * @param minMs smallest, 0 if there was none
     * @param maxMs largest, 0 if there was none
     * @param p50Ms half were no longer
     * @param p90Ms 90 in a hundred were no longer
     * @param p95Ms 95 in a hundred were no longer
     * @param p99Ms 99 in a hundred were no longer
     * @param p999Ms 999 in a thousand were no longer
     */
    public record Latency(
            long count,
            long sumMs,
            long minMs,
            long maxMs,
            long p50Ms,
            long p90Ms,
            long p95Ms,
            long p99Ms,
            long p999Ms) {
        /** Mean, 0 if there was none. */
        public double averageMs() {
            return count == 0 ? 0 : (double) sumMs / count;
        }
    }
}
