package io.quorate.zab.part;

import io.quorate.zab.Effect;
import io.quorate.zab.Effects;
import io.quorate.zab.Fact;
import io.quorate.zab.Link;
import io.quorate.zab.ZabMessage;

/** One step: when it happens, where its effects go, and whether the member's role ended in it. */
public final class Turn {
    private final long nowMs;
    private final Effects effects;
    private String departure = "";

    /** A step at that time. */
    public Turn(long nowMs, Effects effects) {
        this.nowMs = nowMs;
        this.effects = effects;
    }

    public long nowMs() {
        return nowMs;
    }

    public void emit(Effect effect) {
        effects.emit(effect);
    }

    public void send(Link link, ZabMessage message) {
        effects.emit(new Effect.Send(link, message));
    }

    public void tell(Fact fact) {
        effects.emit(new Effect.Told(fact));
    }

    /** The role is over once this step ends; the first reason given is the one. */
    public void leave(String reason) {
        if (departure.isEmpty()) {
            departure = reason;
        }
    }

    public boolean left() {
        return !departure.isEmpty();
    }

    public String departure() {
        return departure;
    }
}
