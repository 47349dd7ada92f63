package io.quorate.zab.part;

import io.quorate.zab.Link;
import io.quorate.zab.Role;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.leader.Leading;
import io.quorate.zab.learner.Learning;

/**
 * The part a member plays. A part ends by {@link Turn#leave}; what it had asked of the disk is answered before the next
 * one begins, so nothing of it reaches into that (faults Z16).
 */
public sealed interface Part permits Waiting, Leading, Learning {

    /** What others may know of it. */
    Role role();

    /** A connection stands. */
    void linkUp(Link link, Turn turn);

    /** A connection ended. */
    void linkDown(Link link, Turn turn);

    /** Words over a connection. */
    void received(Link link, ZabMessage message, Turn turn);

    /** A voter was heard to look for a leader in that round. */
    void looking(ServerId voter, long round, Turn turn);

    /** The disk answered something. */
    void diskAdvanced(Turn turn);

    /** Time has passed. */
    void tick(Turn turn);

    /** When {@link #tick} has something to do. */
    long wakeAtMs();

    /** It is over: nobody who had to do with it is left in doubt. */
    void end(String reason, Turn turn);
}
