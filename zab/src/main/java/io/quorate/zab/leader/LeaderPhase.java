package io.quorate.zab.leader;

import io.quorate.zab.Phase;
import io.quorate.zab.ZabMessage.AckEpoch;
import io.quorate.zab.part.Turn;

/** Where a leader stands. What a phase does not know of yet, or any more, it lets pass. */
sealed interface LeaderPhase permits Discovery, Synchronization, Broadcast {

    Phase phase();

    /** The epoch it is about; the last promised one while it is not known. */
    long epoch();

    /** A learner said who it is. */
    void introduced(Learner learner, Turn turn);

    /** A learner promised the epoch. */
    void promised(Learner learner, AckEpoch promise, Turn turn);

    /** A learner has the whole history on its disk. */
    void synchronizedHistory(Learner learner, Turn turn);

    /** The disk answered something. */
    void diskAdvanced(Turn turn);

    /** Time has passed. */
    void tick(Turn turn);

    /** The phase that follows once this one has what it needs, or this one. */
    LeaderPhase advance(Turn turn);
}
