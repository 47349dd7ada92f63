package io.quorate.transport.client;

import io.quorate.transport.client.ClientDoorConfig.ConnectionThrottle;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Bounds the rate of handshakes (client protocol 8.3). Safe for any thread. */
final class TokenBucket {
    private final ConnectionThrottle rule;
    private final DoubleSupplier dice;
    private final int size;
    private long tokens;
    private long filledMs;
    private long adjustedMs;
    private double dropProbability;
    private final LatencyTally missing = new LatencyTally();

    /**
     * A full bucket.
     *
     * @param dice yields numbers from 0 up to but not including 1
     */
    TokenBucket(ConnectionThrottle rule, long nowMs, DoubleSupplier dice) {
        this.rule = rule;
        this.dice = dice;
        size = rule.weighted() ? rule.tokens() * rule.newSessionWeight() : rule.tokens();
        tokens = size;
        filledMs = nowMs;
        adjustedMs = nowMs;
    }

    /** Whether a handshake may go on now. */
    synchronized boolean admits(boolean resumes, long nowMs) {
        if (size <= 0) {
            missing.add(0);
            return true;
        }
        fill(nowMs);
        if (rule.freezeTimeMs() >= 0) {
            adjust(nowMs);
            if (dropProbability > 0 && dice.getAsDouble() < dropProbability) {
                return false;
            }
        }
        int price = priceOf(resumes);
        if (tokens < price) {
            return false;
        }
        tokens -= price;
        missing.add(size - tokens);
        return true;
    }

    synchronized DoorStats.Throttle stats() {
        return new DoorStats.Throttle(dropProbability, LatencyTally.sum(List.of(missing)));
    }

    private int priceOf(boolean resumes) {
        if (!rule.weighted()) {
            return 1;
        }
        return resumes ? rule.resumedSessionWeight() : rule.newSessionWeight();
    }

    private void fill(long nowMs) {
        int period = Math.max(1, rule.fillTimeMs());
        long periods = (nowMs - filledMs) / period;
        if (periods > 0) {
            long perPeriod = rule.weighted() ? (long) rule.fillCount() * rule.newSessionWeight() : rule.fillCount();
            tokens = Math.min(size, tokens + periods * perPeriod);
            filledMs += periods * period;
        }
    }

    private void adjust(long nowMs) {
        if (nowMs - adjustedMs < rule.freezeTimeMs()) {
            return;
        }
        if (tokens == 0) {
            dropProbability = Math.min(1, dropProbability + rule.dropIncrease());
            adjustedMs = nowMs;
        } else if (size - tokens <= size * rule.decreaseRatio()) {
            dropProbability = Math.max(0, dropProbability - rule.dropDecrease());
            adjustedMs = nowMs;
        }
    }
}
