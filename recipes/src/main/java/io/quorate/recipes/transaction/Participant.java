package io.quorate.recipes.transaction;

import java.util.concurrent.CompletableFuture;

/**
 * What a participant does. Called on the client's callback executor; must not block. Each call may come again for the
 * same transaction after a new session, so it must be harmless to do twice.
 */
public interface Participant {
    /**
     * Makes ready to do it, so that neither a crash nor anything else can prevent it any more.
     *
     * @param proposal which transaction, and what is to be done
     * @return whether it is ready; a failure counts as no
     */
    CompletableFuture<Boolean> prepare(Proposal proposal);

    /**
     * Does it, or undoes what was made ready. An abort may come without a call of {@link #prepare} before.
     *
     * @param proposal which transaction, and what is to be done
     * @param decision of all for all
     * @return completes when it need not be told again
     */
    CompletableFuture<Void> decided(Proposal proposal, Decision decision);
}
