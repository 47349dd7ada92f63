package io.quorate.simulator.member;

import io.quorate.simulator.world.Dice;
import org.jspecify.annotations.Nullable;

/** Counts what a member does to the world, and ends it before a chosen effect (faults P1, P2). */
public final class Effects {
    private static final long NEVER = Long.MAX_VALUE;

    private long count;
    private long cutBefore = NEVER;
    private long cutAt = NEVER;
    private @Nullable Dice risk;
    private int riskPerMille;

    /** An effect is about to happen. */
    public void next() {
        count++;
        if (count >= cutBefore || count == cutAt) {
            cutBefore = NEVER;
            throw new PowerCut(count);
        }
    }

    /** Something is about to become durable, or has just become so and nobody knows yet. */
    public void delicate() {
        next();
        Dice dice = risk;
        if (dice != null && dice.perMille(riskPerMille)) {
            throw new PowerCut(count);
        }
    }

    /** The member dies before the effect that comes after {@code skipped} more. */
    public void cutAfter(long skipped) {
        cutBefore = count + skipped + 1;
    }

    /** The member dies before the effect that comes after {@code skipped} more, in whichever of its lives that is. */
    public void cutInAnyLifeAfter(long skipped) {
        cutAt = count + skipped + 1;
    }

    /** From now on the power fails so often of a thousand delicate moments. */
    public void risk(Dice dice, int perMille) {
        risk = dice;
        riskPerMille = perMille;
    }

    /** No chosen effect is to end it. */
    public void spare() {
        cutBefore = NEVER;
    }

    /** Nothing is to end it, ever. */
    public void spareForGood() {
        spare();
        cutAt = NEVER;
        risk = null;
    }

    /** How many there have been, over all its lives. */
    public long count() {
        return count;
    }
}
