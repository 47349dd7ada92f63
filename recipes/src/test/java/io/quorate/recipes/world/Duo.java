package io.quorate.recipes.world;

import io.quorate.client.AsyncQuorate;
import java.time.Duration;

/** Two machines with a client each, both connected. */
public final class Duo {
    /** The session timeout of both. */
    public static final Duration TIMEOUT = Duration.ofSeconds(6);

    public final Universe universe;
    public final Machine here;
    public final Machine there;
    public final AsyncQuorate mine;
    public final AsyncQuorate theirs;

    /** Two in a universe of this seed. */
    public Duo(long seed) {
        universe = new Universe(seed);
        here = universe.machine();
        there = universe.machine();
        mine = here.client(TIMEOUT);
        theirs = there.client(TIMEOUT);
        universe.result(mine.exists("/"));
        universe.result(theirs.exists("/"));
    }
}
