package io.quorate.simulator.application.play;

import io.quorate.recipes.election.AsyncElection;
import io.quorate.recipes.lock.AsyncLock;
import io.quorate.simulator.plan.Program;

/** Which play a program is. */
public final class Plays {
    private Plays() {}

    /** The play of that name. */
    public static Play of(Program program, Chronicle chronicle) {
        return switch (program) {
            case LOCK -> new Owning(chronicle, 1, client -> new AsyncLock(client, "/locks/a").acquire());
            case ELECTION -> new Owning(chronicle, 1, client -> new AsyncElection(client, "/lead/a", "one").lead());
        };
    }
}
