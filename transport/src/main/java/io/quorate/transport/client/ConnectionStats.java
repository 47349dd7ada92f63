package io.quorate.transport.client;

import java.net.InetSocketAddress;

/**
 * What operators are shown of one connection (client protocol 9.2, {@code cons}).
 *
 * @param remote address and port of the other end
 * @param secure whether the connection is encrypted
 * @param interestOps 1 while the server reads from it, plus 4 while output waits for the socket
 * @param queued requests with a positive xid that are not answered yet
 * @param received frames received
 * @param sent frames sent
 * @param sessionId 0 before there is a session; the figures below mean something only afterwards
 * @param lastOperation four or more capital letters, {@code NA} at first
 * @param establishedMs when it was accepted, ms since 1970
 * @param timeoutMs negotiated session timeout
 * @param lastCxid xid of the last request answered, −1 before the first and after a reset
 * @param lastZxid zxid in the last reply, −1 before the first and after a reset
 * @param lastResponseMs when the last reply was made, monotonic ms
 * @param lastLatencyMs how long the last reply took
 * @param minLatencyMs shortest
 * @param averageLatencyMs mean, rounded down
 * @param maxLatencyMs longest
 */
public record ConnectionStats(
        InetSocketAddress remote,
        boolean secure,
        int interestOps,
        long queued,
        long received,
        long sent,
        long sessionId,
        String lastOperation,
        long establishedMs,
        int timeoutMs,
        long lastCxid,
        long lastZxid,
        long lastResponseMs,
        long lastLatencyMs,
        long minLatencyMs,
        long averageLatencyMs,
        long maxLatencyMs) {}
