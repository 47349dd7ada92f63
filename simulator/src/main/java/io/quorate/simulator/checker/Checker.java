package io.quorate.simulator.checker;

import java.util.List;

/** Judges one promise on the evidence of a finished run. */
interface Checker {

    /** Adds what it tested, and what it found broken. */
    void check(Evidence evidence, Findings findings);

    /** All of them, one for each promise. */
    static List<Checker> all() {
        return List.of(
                new SessionOrder(),
                new LinearizableWrites(),
                new SingleSystemImage(),
                new ReadYourWrites(),
                new ExactReads(),
                new SyncIsFresh(),
                new Durability(),
                new AtMostOnce(),
                new Versions(),
                new SequenceNumbers(),
                new Ephemerals(),
                new Sessions(),
                new LeaderPatience(),
                new SessionMoved(),
                new WatchOrder(),
                new Restartability(),
                new Rehearsals(),
                new Answering(),
                new ReadWrite(),
                new Agreement(),
                new Freshness(),
                new FullDisk(),
                new Outsiders());
    }
}
