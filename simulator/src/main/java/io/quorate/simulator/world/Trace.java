package io.quorate.simulator.world;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What happened, one line per event, and a rolling hash of it. The numbers go into the hash; the words are only made
 * when somebody listens.
 */
public final class Trace {
    private static final long PRIME = 0x9e37_79b9_7f4a_7c15L;
    private static final long NANOS_PER_MICRO = 1000;

    private final @Nullable Consumer<String> listener;
    private long hash;
    private long events;

    /** A trace that is heard by {@code listener}, or only hashed if there is none. */
    public Trace(@Nullable Consumer<String> listener) {
        this.listener = listener;
        if (listener != null) {
            listener.accept(
                    "# virtual time in us, who (a member's number, 0 for the world), what, two numbers, words. What:");
            for (Mark mark : Mark.values()) {
                listener.accept("#   " + mark.sign() + "  " + mark.meaning());
            }
        }
    }

    /** Notes an event; {@code who} is the number of the member it happened to, 0 if it happened to none. */
    public void note(long nanos, int who, Mark mark, long a, long b, Supplier<String> words) {
        events++;
        hash = (Long.rotateLeft(hash, 7) ^ nanos) * PRIME;
        hash = (Long.rotateLeft(hash, 7) ^ ((long) who << Byte.SIZE | mark.ordinal())) * PRIME;
        hash = (Long.rotateLeft(hash, 7) ^ a) * PRIME;
        hash = (Long.rotateLeft(hash, 7) ^ b) * PRIME;
        if (listener != null) {
            listener.accept(String.format(
                    Locale.ROOT,
                    "%12d %d %s %6d %6d  %s",
                    nanos / NANOS_PER_MICRO,
                    who,
                    mark.sign(),
                    a,
                    b,
                    words.get()));
        }
    }

    /** Takes something into the hash that is no event of its own. */
    public void mix(long value) {
        hash = (Long.rotateLeft(hash, 7) ^ value) * PRIME;
    }

    /** The hash of everything so far. */
    public long hash() {
        return hash;
    }

    /** How many events there were. */
    public long events() {
        return events;
    }
}
