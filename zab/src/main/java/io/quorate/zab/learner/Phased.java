package io.quorate.zab.learner;

import io.quorate.zab.Phase;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.part.Turn;

/** Where a learner stands. */
sealed interface Phased permits Connecting, Discovery, Synchronization, Broadcast {

    Phase phase();

    /** The epoch it has promised, or the last one it had before it knows. */
    long epoch();

    /** The leader said something. */
    void received(ZabMessage message, Turn turn);

    /** The phase that follows once this one has what it needs, or this one. */
    Phased advance(Turn turn);
}
