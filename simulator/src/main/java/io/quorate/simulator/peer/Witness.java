package io.quorate.simulator.peer;

import io.quorate.zab.ElectionMessage;
import io.quorate.zab.ZabMessage;

/** Sees what members say to each other when they say or hear it. A connection is known by its number. */
public interface Witness {
    /** Nobody watches. */
    Witness NOBODY = new Witness() {};

    /** A member is about to say something on the election port. */
    default void tells(int member, int to, ElectionMessage message) {}

    /** A member is about to say something to a peer. */
    default void says(int member, int to, int connection, ZabMessage message) {}

    /** A member says something on a connection that is over, and nobody will hear it. */
    default void saysInVain(int member, ZabMessage message) {}

    /** A member has heard something from a peer. */
    default void hears(int member, int from, int connection, ZabMessage message) {}

    /** A member tells a peer its log from after a zxid through another. */
    default void tellsHistory(int member, int to, int connection, long after, long through) {}

    /** A member begins to send its state to a peer. */
    default void sendsSnapshot(int member, int to, int connection, long zxid) {}

    /** A member has received a snapshot as a whole and keeps it aside. */
    default void receivedSnapshot(int member, int from, int connection, long zxid) {}
}
