package io.quorate.simulator.peer;

import io.quorate.replica.Input;
import io.quorate.simulator.world.Task;
import io.quorate.simulator.world.World;

/** The member that a door to the peers belongs to, in one of its lives. */
public interface PeerHost {
    /** Its number. */
    int id();

    /** The world it lives in. */
    World world();

    /** Something has happened that it must hear of. */
    void post(Input input);

    /** Does a piece of work later, unless this life has ended by then. */
    void in(Task task, long nanos, Runnable action);

    /** An effect is about to happen; the member may end before it. */
    void effect();

    /** Does something that may end the member, and nobody else. */
    void guarded(Runnable action);

    /** Whoever watches all members. */
    Witness witness();
}
