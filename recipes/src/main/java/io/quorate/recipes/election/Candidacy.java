package io.quorate.recipes.election;

import io.quorate.client.UnrecoverableException;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.line.Failures;
import io.quorate.recipes.line.Insistence;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A candidate that stands again after every term, until it withdraws or its session ends. Owned by the callback
 * executor; the public methods may be called by every thread.
 */
public final class Candidacy implements AutoCloseable {
    private final AsyncElection election;
    private final Function<Ownership, CompletableFuture<?>> term;
    private final Insistence insistence;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private @Nullable CompletableFuture<Ownership> standing;
    private @Nullable Ownership lead;
    private boolean isWithdrawn;
    private int failures;

    Candidacy(AsyncElection election, Function<Ownership, CompletableFuture<?>> term) {
        this.election = election;
        this.term = term;
        this.insistence = new Insistence(election.client());
    }

    void begin() {
        election.client().surroundings().callbacks().execute(this::stand);
    }

    /**
     * {@return a future that completes when it is withdrawn and no term is under way; fails when the session ends, or
     * with what a term failed with}
     */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /** Withdraws: gives the lead back, if it is held, and stands no more. The term under way sees its lead end. */
    @Override
    public void close() {
        election.client().surroundings().callbacks().execute(() -> {
            isWithdrawn = true;
            if (standing != null) {
                standing.cancel(false);
            }
            if (lead != null) {
                lead.close();
            } else {
                ended.complete(null);
            }
        });
    }

    private void stand() {
        if (isWithdrawn) {
            ended.complete(null);
            return;
        }
        CompletableFuture<Ownership> asked = election.lead();
        standing = asked;
        CompletableFuture<?> unusedFuture = asked.whenComplete((ownership, thrown) -> {
            standing = null;
            Throwable failure = Failures.of(thrown);
            if (failure == null) {
                begin(ownership);
            } else if (isWithdrawn) {
                ended.complete(null);
            } else if (failure instanceof UnrecoverableException) {
                ended.completeExceptionally(failure);
            } else {
                insistence.pause(failures++, this::stand);
            }
        });
    }

    /** A term is over when the task says so; where it lasts longer than the lead, standing again waits for it. */
    private void begin(Ownership ownership) {
        failures = 0;
        lead = ownership;
        CompletableFuture<?> task;
        try {
            task = term.apply(ownership);
        } catch (RuntimeException e) {
            task = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<?> unusedFuture = task.whenCompleteAsync(
                (unused, thrown) -> {
                    lead = null;
                    ownership.close();
                    Throwable failure = Failures.of(thrown);
                    if (failure != null) {
                        isWithdrawn = true;
                        ended.completeExceptionally(failure);
                    } else {
                        stand();
                    }
                },
                election.client().surroundings().callbacks());
    }
}
