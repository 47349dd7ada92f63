package io.quorate.client.session;

/**
 * What a session knows of its own life by the client's clock alone: when it last heard and said something, when a
 * server is silent for too long, when the session must have expired, and up to when it surely has not (client protocol
 * 11.4). All times are nanoseconds of one clock that never goes back.
 */
final class Lifeline {
    private static final long UNKNOWN = Long.MIN_VALUE;

    private int timeoutMs;
    private Timing timing;
    private long heardAt;
    private long saidAt;
    private long greetedAt;
    private long provingAt;
    private int certaintyWishes;
    private long safeUntil = UNKNOWN;

    Lifeline(int timeoutMs) {
        this.timeoutMs = timeoutMs;
        this.timing = Timing.ofMillis(timeoutMs);
    }

    int timeoutMs() {
        return timeoutMs;
    }

    Timing timing() {
        return timing;
    }

    void begin(long now) {
        heardAt = now;
    }

    void heard(long now) {
        heardAt = now;
    }

    void said(long now) {
        saidAt = now;
    }

    void greeted(long now) {
        greetedAt = now;
        saidAt = now;
        provingAt = now;
    }

    /** A request has been sent whose answer will be a proof of life. */
    void proving(long now) {
        provingAt = now;
    }

    /** One more, or one less, wants the session to be certain all the time. */
    void wish(boolean begins) {
        certaintyWishes += begins ? 1 : -1;
    }

    /** Whether anybody does. */
    boolean isCertaintyWanted() {
        return certaintyWishes > 0;
    }

    /** When the next proof must be asked for, if certainty is wanted. */
    long proofDueAt() {
        return provingAt + timing.ping();
    }

    /**
     * A server granted this timeout in answer to the greeting.
     *
     * @param begun whether the session has begun with it, which a quorum has agreed to; that a server knows the session
     *     already proves nothing, for it may ask a leader whom the others have left
     */
    void granted(int grantedMs, boolean begun) {
        timeoutMs = grantedMs;
        timing = Timing.ofMillis(grantedMs);
        if (begun) {
            proved(greetedAt);
        } else {
            long most = greetedAt + timing.safety();
            safeUntil = safeUntil == UNKNOWN || safeUntil - most < 0 ? safeUntil : most;
            provingAt = greetedAt - timing.ping();
        }
    }

    /**
     * The leader knew the session when this request, which was sent at this time, came to it: it was a write or a sync,
     * or began the session. What a server can answer by itself, pings and reads, proves nothing: it may be cut off from
     * a leader that has ended the session meanwhile.
     */
    void proved(long sentAt) {
        long until = sentAt + timing.safety();
        if (safeUntil == UNKNOWN || until - safeUntil > 0) {
            safeUntil = until;
        }
    }

    void end() {
        safeUntil = UNKNOWN;
    }

    long safeUntil() {
        return safeUntil;
    }

    long silentAt() {
        return heardAt + timing.silence();
    }

    long pingAt() {
        return saidAt + timing.ping();
    }

    long expiresAt() {
        return heardAt + timing.expiry();
    }
}
