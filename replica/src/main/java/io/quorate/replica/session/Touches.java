package io.quorate.replica.session;

import io.quorate.replica.request.Conversation;
import io.quorate.replica.request.Forwarding;
import io.quorate.zab.Payload;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a learner tells its leader with each answer to a ping: of which sessions it has heard since it was last asked
 * (quorum protocol 5.9). A connection remembers itself when it last spoke; all are looked at once per half a tick, so
 * that pings that only confirm the leadership cost nothing. Owned by the driver's thread.
 */
public final class Touches {
    private final long periodMs;
    /** Sessions whose connection is gone, and that spoke since the last look. */
    private final Map<Long, Integer> parted = new TreeMap<>();

    private long lookedMs;
    private long heardUntilMs;

    /** Looks no more often than every {@code periodMs}. */
    public Touches(long periodMs) {
        this.periodMs = periodMs;
    }

    /** The member learns from a leader from now on, who knows nothing of anybody here. */
    public void begin(long nowMs) {
        parted.clear();
        lookedMs = nowMs - periodMs;
        heardUntilMs = Long.MIN_VALUE;
    }

    /** A connection is gone. */
    public void parted(Conversation conversation) {
        if (conversation.link().lastHeardMs() > heardUntilMs) {
            parted.put(conversation.sessionId(), conversation.timeoutMs());
        }
    }

    /** Everybody who spoke since the last look; empty if that is too short a time ago. */
    public Payload take(long nowMs, Collection<Conversation> connected, Forwarding forwarding) {
        if (nowMs - lookedMs < periodMs) {
            return Payload.EMPTY;
        }
        lookedMs = nowMs;
        forwarding.beginTouches();
        parted.forEach(forwarding::touched);
        parted.clear();
        long heardBefore = heardUntilMs;
        for (Conversation conversation : connected) {
            long heardMs = conversation.link().lastHeardMs();
            if (heardMs > heardBefore) {
                heardUntilMs = Math.max(heardUntilMs, heardMs);
                forwarding.touched(conversation.sessionId(), conversation.timeoutMs());
            }
        }
        return forwarding.touches();
    }
}
