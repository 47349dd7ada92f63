package io.quorate.zab.learner;

import io.quorate.zab.Effect;
import io.quorate.zab.Link;
import io.quorate.zab.Phase;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.part.Turn;

/**
 * Reaches for the leader, a bounded number of times: who was elected a moment ago may not know it yet, who does not
 * come to know it is not worth waiting for.
 */
final class Connecting implements Phased {
    private static final long NEVER = Long.MAX_VALUE;

    private final Allegiance allegiance;
    private Link link;
    private int attempts;
    private boolean up;
    private long retryAtMs = NEVER;

    Connecting(Allegiance allegiance, Turn turn) {
        this.allegiance = allegiance;
        link = allegiance.links().get();
        dial(turn);
    }

    private void dial(Turn turn) {
        attempts++;
        retryAtMs = NEVER;
        turn.emit(new Effect.OpenLink(link, allegiance.leader()));
    }

    Link link() {
        return link;
    }

    void linkUp() {
        up = true;
    }

    void linkDown(Turn turn) {
        if (attempts < allegiance.config().timing().connectAttempts()) {
            link = allegiance.links().get();
            retryAtMs = turn.nowMs() + allegiance.config().timing().connectDelayMs();
        } else {
            turn.leave("server " + allegiance.leader() + " cannot be reached");
        }
    }

    void tick(Turn turn) {
        if (turn.nowMs() >= retryAtMs) {
            dial(turn);
        }
    }

    long retryAtMs() {
        return retryAtMs;
    }

    @Override
    public Phase phase() {
        return Phase.DISCOVERY;
    }

    @Override
    public long epoch() {
        return allegiance.durable().acceptedEpoch();
    }

    /** Over a link that is not up nothing can be heard. */
    @Override
    public void received(ZabMessage message, Turn turn) {}

    @Override
    public Phased advance(Turn turn) {
        return up ? new Discovery(allegiance.over(link), turn) : this;
    }
}
