package io.quorate.transport.client;

import io.quorate.wire.Protocol;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the door is set up.
 *
 * @param addresses where it listens in plain text; port 0 takes a free one
 * @param eventLoops number of event loops
 * @param limits bounds
 * @param throttle bound on the rate of handshakes
 * @param enforcedSchemes a connection needs an identity of one of these before it is served; empty means that it needs
 *     none (client protocol 4.7)
 * @param tls how TLS is spoken, null for not at all
 */
public record ClientDoorConfig(
        List<InetSocketAddress> addresses,
        int eventLoops,
        Limits limits,
        ConnectionThrottle throttle,
        Set<String> enforcedSchemes,
        @Nullable TlsSettings tls) {

    /** A door without TLS. */
    public ClientDoorConfig(
            List<InetSocketAddress> addresses,
            int eventLoops,
            Limits limits,
            ConnectionThrottle throttle,
            Set<String> enforcedSchemes) {
        this(addresses, eventLoops, limits, throttle, enforcedSchemes, null);
    }

    /** A door with default limits. */
    public static ClientDoorConfig listeningAt(InetSocketAddress... addresses) {
        return new ClientDoorConfig(
                List.of(addresses),
                Runtime.getRuntime().availableProcessors(),
                Limits.DEFAULT,
                ConnectionThrottle.OFF,
                Set.of());
    }

    /**
     * Bounds of the door (client protocol 1.3, 6.5, 8.1 and 8.2).
     *
     * @param maxFrameBytes longest frame accepted ({@code jute.maxbuffer})
     * @param maxFieldBytes longest buffer or string within a frame ({@code jute.maxbuffer} plus
     *     {@code zookeeper.jute.maxbuffer.extrasize})
     * @param maxConnectionsPerAddress {@code maxClientCnxns}; 0 means no bound
     * @param maxConnections {@code maxCnxns}; 0 means no bound
     * @param listenBacklog connections the kernel may hold for us; {@code clientPortListenBacklog}, −1 for our default
     * @param tcpKeepAlive whether the kernel probes idle connections ({@code clientTcpKeepAlive})
     * @param globalOutstanding the global limit: above it, only connections with nothing outstanding are
     *     read from
     * @param largeRequestBytes size from which a request counts as large ({@code largeRequestThreshold}), −1 for never
     * @param largeRequestsTotalBytes bound on all large requests in progress
     * @param sessionlessTimeoutMs how long a connection may go without a session
     *     ({@code nio.sessionlessCnxnTimeout})
     * @param pipelineDepth most unanswered requests of one connection
     * @param maxUnsentBytes a connection for which more output waits is closed
     */
    public record Limits(
            int maxFrameBytes,
            int maxFieldBytes,
            int maxConnectionsPerAddress,
            int maxConnections,
            int listenBacklog,
            boolean tcpKeepAlive,
            int globalOutstanding,
            int largeRequestBytes,
            long largeRequestsTotalBytes,
            int sessionlessTimeoutMs,
            int pipelineDepth,
            long maxUnsentBytes) {
        /** What holds when nothing is configured. */
        public static final Limits DEFAULT = new Limits(
                Protocol.DEFAULT_MAX_FRAME_BYTES,
                2 * Protocol.DEFAULT_MAX_FRAME_BYTES,
                60,
                0,
                -1,
                false,
                1000,
                -1,
                100L << 20,
                10_000,
                1000,
                64L << 20);
    }

    /**
     * The token bucket of client protocol 8.3.
     *
     * @param tokens size of the bucket; 0 turns it off
     * @param fillTimeMs how often it is filled
     * @param fillCount with how many tokens
     * @param weighted whether the kinds of handshake cost differently; otherwise each costs 1
     * @param newSessionWeight cost of a new session
     * @param resumedSessionWeight cost of a resumed one
     * @param localSessionWeight cost of a new local one
     * @param freezeTimeMs how often the probability of an early drop is adjusted, −1 for no early drops
     * @param dropIncrease how much it rises while the bucket is empty
     * @param dropDecrease how much it falls otherwise
     * @param decreaseRatio part of the bucket that may be missing while it falls
     */
    public record ConnectionThrottle(
            int tokens,
            int fillTimeMs,
            int fillCount,
            boolean weighted,
            int newSessionWeight,
            int resumedSessionWeight,
            int localSessionWeight,
            int freezeTimeMs,
            double dropIncrease,
            double dropDecrease,
            double decreaseRatio) {
        /** No bound on the rate. */
        public static final ConnectionThrottle OFF =
                new ConnectionThrottle(0, 1, 1, false, 3, 2, 1, -1, 0.02, 0.002, 0);
    }
}
