package io.quorate.simulator.application.play;

import io.quorate.client.AsyncQuorate;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What programs do together, and what must be so. */
public interface Play {
    /** A program begins; called again for each client that a machine has after another. */
    void begin(Actor actor);

    /**
     * Whether enough has happened since there are no faults any more.
     *
     * @param machines the numbers of those that take part
     */
    boolean isSatisfied(Set<Integer> machines);

    /** What is missing, for people. */
    String missing();

    /**
     * Everybody has ended what was begun: what is left in the service is judged.
     *
     * @param auditor a client of its own
     * @return completes when it is judged
     */
    CompletableFuture<?> audit(AsyncQuorate auditor);
}
