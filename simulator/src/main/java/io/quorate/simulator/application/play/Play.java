package io.quorate.simulator.application.play;

import io.quorate.client.AsyncQuorate;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What programs do together, and what must be so. */
public interface Play {
    /** A program begins; called again for each client that a machine has after another. */
    void begin(Actor actor);

    /** Who has had a turn since there are no faults any more. */
    Turns turns();

    /**
     * Whether enough has happened since there are no faults any more.
     *
     * @param machines the numbers of those that take part
     */
    default boolean isSatisfied(Set<Integer> machines) {
        return turns().haveAll(machines);
    }

    /** What is missing, for people. */
    default String missing() {
        return turns().missing();
    }

    /**
     * Everybody has ended what was begun: what is left in the service is judged.
     *
     * @param auditor a client of its own
     * @return completes when it is judged
     */
    CompletableFuture<?> audit(AsyncQuorate auditor);
}
