package io.quorate.benchmarks.client;

import java.net.InetSocketAddress;

/**
 * What a {@link Swarm} consists of.
 *
 * @param servers where the sessions connect
 * @param sessions how many, at least 1
 * @param firstIndex the number of the first session, so that several swarms can share a load
 * @param depth requests in flight per session, 1 to {@link #MAX_DEPTH}
 * @param bufferBytes bytes of frames that a session may hold unwritten
 * @param timeoutMillis the session timeout asked for, in milliseconds
 * @param connecting how many sessions may be connecting at once; ZooKeeper's accept backlog of 50 stalls more
 */
public record SwarmShape(
        Servers servers, int sessions, int firstIndex, int depth, int bufferBytes, int timeoutMillis, int connecting) {
    /** The most requests in flight per session. */
    public static final int MAX_DEPTH = 1 << 20;

    /** Below ZooKeeper's accept backlog. */
    public static final int DEFAULT_CONNECTING = 32;

    /** Room for the connect request and for closeSession. */
    static final int SMALLEST_BUFFER = 256;

    /** Twice the longest round of any scenario, within what a server at default settings grants. */
    public static final int DEFAULT_TIMEOUT_MILLIS = 40_000;

    /** Checks the bounds. */
    public SwarmShape {
        if (sessions < 1) {
            throw new IllegalArgumentException("the number of sessions must be at least 1, not " + sessions);
        }
        if (depth < 1 || depth > MAX_DEPTH) {
            throw new IllegalArgumentException("the pipelining depth must be 1.." + MAX_DEPTH + ", not " + depth);
        }
        if (connecting < 1) {
            throw new IllegalArgumentException("at least 1 session must be allowed to connect, not " + connecting);
        }
    }

    /** Sessions numbered from 0 with the default timeout, whose buffers hold all that may be in flight. */
    public static SwarmShape of(InetSocketAddress server, int sessions, int depth, int largestFrame) {
        return of(Servers.only(server), sessions, depth, largestFrame);
    }

    /** The same, spread over several servers. */
    static SwarmShape of(Servers servers, int sessions, int depth, int largestFrame) {
        int buffer = Math.max(SMALLEST_BUFFER, Math.multiplyExact(depth, largestFrame));
        return new SwarmShape(servers, sessions, 0, depth, buffer, DEFAULT_TIMEOUT_MILLIS, DEFAULT_CONNECTING);
    }
}
