package io.quorate.simulator.plan;

import io.quorate.simulator.world.Dice;

/**
 * How long an ensemble works. Most runs are short and crowded: so many more configurations are seen in the same time.
 * What needs a long history has the others.
 */
public enum Length {
    /** A third of the requests, and faults three times as often and a third as long. */
    SHORT(30, 3),
    USUAL(100, 1),
    /** Epochs and histories add up. */
    LONG(250, 1);

    private static final int SHORT_PER_MILLE = 780;
    private static final int LONG_PER_MILLE = 20;
    private static final int PER_MILLE = 1000;

    private final int requestsPercent;
    private final int haste;

    Length(int requestsPercent, int haste) {
        this.requestsPercent = requestsPercent;
        this.haste = haste;
    }

    /** What a seed says. */
    static Length of(long seed) {
        int drawn = Dice.of(seed, "length").below(PER_MILLE);
        if (drawn < SHORT_PER_MILLE) {
            return SHORT;
        }
        return drawn < PER_MILLE - LONG_PER_MILLE ? USUAL : LONG;
    }

    /** How much of what it usually asks each client asks. */
    public int requestsPercent() {
        return requestsPercent;
    }

    /** So many times as often as usual faults come, and so many times sooner they are over. */
    int haste() {
        return haste;
    }
}
