package io.quorate.simulator.plan;

import io.quorate.storage.disk.sim.Survival;
import java.util.Locale;

/**
 * A moment at which the power fails, counted from the first start of the first member.
 *
 * @param kind what is counted
 * @param at the power fails before that effect, or in the middle of that disk operation; from 1 on
 * @param again so many disk operations into the start that follows it fails once more; 0 for never
 * @param survival what is left of what was not durable
 */
public record CrashPoint(Kind kind, long at, long again, Survival survival) {

    /** What is counted. */
    public enum Kind {
        EFFECT,
        OPERATION
    }

    /** As {@link #toString} writes it. */
    public static CrashPoint parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException(
                    "a crash point is written as effect|operation:N:AGAIN:nothing|everything|some, not as " + text);
        }
        return new CrashPoint(
                Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Survival.valueOf(parts[3].toUpperCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
        return (kind + ":" + at + ":" + again + ":" + survival).toLowerCase(Locale.ROOT);
    }
}
