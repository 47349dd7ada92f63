package io.quorate.tree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Tells readers on other threads whether what they have read belongs together: a number that the one writer makes odd
 * before it changes anything and even afterwards. A reader that finds it even before and the same after has seen one
 * state. The writer never waits, and a reader decides for itself what to do when it was disturbed.
 */
final class ChangeSequence {
    /** What {@link #begin} answers while a change is under way. */
    static final long CHANGING = -1;

    private static final VarHandle VALUE = handle();

    private long value;

    /** Writer: from here on readers are disturbed. */
    void beginChange() {
        if ((value & 1) != 0) {
            throw new IllegalStateException("a batch is begun that is already under way, at sequence " + value);
        }
        VALUE.setOpaque(this, value + 1);
        VarHandle.releaseFence();
    }

    /** Writer: the change is complete. */
    void endChange() {
        if ((value & 1) == 0) {
            throw new IllegalStateException("a batch is ended that was never begun, at sequence " + value);
        }
        VALUE.setRelease(this, value + 1);
    }

    /** Reader: what to hand to {@link #isUndisturbed} afterwards, or {@link #CHANGING}. */
    long begin() {
        long now = (long) VALUE.getAcquire(this);
        return (now & 1) == 0 ? now : CHANGING;
    }

    /** Reader: whether all that was read since {@link #begin} belongs to one state. */
    boolean isUndisturbed(long begun) {
        VarHandle.acquireFence();
        return (long) VALUE.getOpaque(this) == begun;
    }

    private static VarHandle handle() {
        try {
            return MethodHandles.lookup().findVarHandle(ChangeSequence.class, "value", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
