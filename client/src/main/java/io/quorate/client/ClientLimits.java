package io.quorate.client;

import io.quorate.wire.Protocol;

/**
 * The bounds of a client.
 *
 * @param maxRequestBytes longest frame it sends; the server's own limit, {@code jute.maxbuffer} there. A longer request
 *     is refused before it is sent, and watches are set again in frames within it
 * @param maxReplyBytes longest frame it accepts. Servers send listings of any length, so it is the larger one
 * @param maxRequests operations asked and not answered; more are refused with
 *     {@link RecoverableException.TooManyRequests}
 * @param maxHistory entries kept of the connection's history
 */
public record ClientLimits(int maxRequestBytes, int maxReplyBytes, int maxRequests, int maxHistory) {
    /** What suits most. */
    public static final ClientLimits DEFAULT = new ClientLimits(Protocol.DEFAULT_MAX_FRAME_BYTES, 64 << 20, 65_536, 64);

    private static final int MIN_FRAME_BYTES = 1024;

    /** Refuses frames too short to carry a request, and counts below 1. */
    public ClientLimits {
        if (maxRequestBytes < MIN_FRAME_BYTES || maxReplyBytes < MIN_FRAME_BYTES) {
            throw new IllegalArgumentException("frames of " + maxRequestBytes + " and " + maxReplyBytes
                    + " bytes: both limits must be at least " + MIN_FRAME_BYTES);
        }
        if (maxRequests < 1 || maxHistory < 1) {
            throw new IllegalArgumentException(
                    "limits of " + maxRequests + " requests and " + maxHistory + " entries: both must be at least 1");
        }
    }
}
