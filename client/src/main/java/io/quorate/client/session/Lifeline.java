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
    private long pingedAt;
    private boolean pingIsOut;
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
    }

    /** A server granted this timeout in answer to the greeting. What was known of an earlier grant is void. */
    void granted(int grantedMs) {
        timeoutMs = grantedMs;
        timing = Timing.ofMillis(grantedMs);
        pingIsOut = false;
        safeUntil = UNKNOWN;
        answered(greetedAt);
    }

    /** Of several pings that are out, the first is the one the next answer is for. */
    void pinged(long now) {
        if (!pingIsOut) {
            pingedAt = now;
        }
        pingIsOut = true;
        saidAt = now;
    }

    void pingAnswered() {
        if (pingIsOut) {
            pingIsOut = false;
            answered(pingedAt);
        }
    }

    /** A request that was sent at this time has been answered: the session was alive when it arrived. */
    void answered(long sentAt) {
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
