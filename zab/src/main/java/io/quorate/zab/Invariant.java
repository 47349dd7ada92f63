package io.quorate.zab;

/** What must hold or the program is wrong. Always on. */
public final class Invariant {
    private Invariant() {}

    /** Throws an {@link AssertionError} with a sentence and the two values that disagree. */
    public static void check(boolean holds, String sentence, long first, long second) {
        if (!holds) {
            throw new AssertionError(sentence + ": 0x" + Long.toHexString(first) + ", 0x" + Long.toHexString(second));
        }
    }
}
