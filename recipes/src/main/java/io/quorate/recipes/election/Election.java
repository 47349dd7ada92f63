package io.quorate.recipes.election;

import io.quorate.client.Quorate;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.line.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The election of {@link AsyncElection} with calls that block. Must not be used in callbacks of the client.
 *
 * <pre>{@code
 * try (var lead = election.lead()) {
 *     while (lead.isHeld()) {
 *         work(lead.token());
 *     }
 * }
 * }</pre>
 */
public final class Election {
    private final AsyncElection async;

    /**
     * A candidate.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the election; it need not exist, nor its ancestors
     * @param id who the candidate is, for those who ask for the leader
     */
    public Election(Quorate client, String path, String id) {
        this.async = new AsyncElection(client.async(), path, id);
    }

    /** {@return the same election with futures} */
    public AsyncElection async() {
        return async;
    }

    /**
     * Waits until this candidate leads. Close the result to give the lead back.
     *
     * @return the lead; closing it gives it back
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Ownership lead() throws InterruptedException {
        return Waiting.on(async.lead());
    }

    /**
     * Waits so long; empty when it was in vain.
     *
     * @param patience how long to wait, by the client's own clock
     * @return the lead; closing it gives it back
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Optional<Ownership> lead(Duration patience) throws InterruptedException {
        return Waiting.on(async.lead(patience));
    }

    /** What a leader does in one term; when it returns, the lead is given back. */
    @FunctionalInterface
    public interface Term {
        /**
         * Leads, on a virtual thread of its own, which is interrupted as soon as the lead ends.
         *
         * @param lead ended by the service or by closing it
         * @throws InterruptedException when interrupted while waiting; what was asked may still happen
         */
        void lead(Ownership lead) throws InterruptedException;
    }

    /**
     * Stands for election again and again; each term runs on a virtual thread.
     *
     * @param term what to do as the leader
     * @return closing it withdraws
     */
    public Candidacy standAlways(Term term) {
        return async.standAlways(lead -> {
            CompletableFuture<Void> over = new CompletableFuture<>();
            Thread leader = Thread.ofVirtual().name("quorate-leader").unstarted(() -> run(term, lead, over));
            CompletableFuture<Ownership.Ending> unused =
                    lead.ended().whenComplete((how, failure) -> leader.interrupt());
            leader.start();
            return over;
        });
    }

    private static void run(Term term, Ownership lead, CompletableFuture<Void> over) {
        try {
            term.lead(lead);
            over.complete(null);
        } catch (InterruptedException e) {
            if (lead.isHeld()) {
                over.completeExceptionally(e);
            } else {
                over.complete(null);
            }
        } catch (RuntimeException e) {
            over.completeExceptionally(e);
        }
    }

    /**
     * See {@link AsyncElection#leader()}.
     *
     * @return empty when there is no candidate
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Optional<String> leader() throws InterruptedException {
        return Waiting.on(async.leader());
    }

    /**
     * See {@link AsyncElection#candidates()}.
     *
     * @return ids, the leader's first
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public List<String> candidates() throws InterruptedException {
        return Waiting.on(async.candidates());
    }
}
