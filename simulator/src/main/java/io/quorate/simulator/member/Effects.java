package io.quorate.simulator.member;

/** Counts what a member does to the world, and ends it before a chosen effect (faults P1, P2). */
public final class Effects {
    private static final long NEVER = Long.MAX_VALUE;

    private long count;
    private long cutBefore = NEVER;

    /** An effect is about to happen. */
    public void next() {
        count++;
        if (count >= cutBefore) {
            cutBefore = NEVER;
            throw new PowerCut(count);
        }
    }

    /** The member dies before the effect that comes after {@code skipped} more. */
    public void cutAfter(long skipped) {
        cutBefore = count + skipped + 1;
    }

    /** Nothing is to end it. */
    public void spare() {
        cutBefore = NEVER;
    }
}
