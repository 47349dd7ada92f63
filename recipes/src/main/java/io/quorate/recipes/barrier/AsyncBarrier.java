package io.quorate.recipes.barrier;

import io.quorate.client.AsyncQuorate;
import io.quorate.recipes.line.Deadline;
import io.quorate.recipes.line.Gate;
import io.quorate.recipes.line.Insistence;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A barrier that stands as long as its znode does, by futures. Guarantee and failure behaviour: see the package. */
public final class AsyncBarrier {
    private final AsyncQuorate client;
    private final Insistence insistence;
    private final String path;

    /**
     * A barrier of this name.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the barrier; its ancestors need not exist
     */
    public AsyncBarrier(AsyncQuorate client, String path) {
        this.client = client;
        this.insistence = new Insistence(client);
        this.path = path;
    }

    /**
     * Raises it, if it does not stand already. It outlives the session.
     *
     * @return a future that completes when it stands
     */
    public CompletableFuture<Void> raise() {
        return insistence.make(path, null);
    }

    /**
     * Lifts it, if it stands: all who wait go on.
     *
     * @return a future that completes when it does not stand
     */
    public CompletableFuture<Void> lift() {
        return insistence.remove(path);
    }

    /**
     * Waits until it does not stand; cancelling the result gives up.
     *
     * @return a future that completes when it does not stand, or says whether it did not in time
     */
    public CompletableFuture<Void> await() {
        CompletableFuture<?> open = new Gate(client, path, Optional::isEmpty).await();
        CompletableFuture<Void> passed = new CompletableFuture<>();
        CompletableFuture<?> unusedOpening = open.whenComplete((stat, failure) -> {
            if (failure == null) {
                passed.complete(null);
            } else {
                passed.completeExceptionally(failure);
            }
        });
        CompletableFuture<Void> unusedGivingUp = passed.whenComplete((nothing, failure) -> open.cancel(false));
        return passed;
    }

    /**
     * Waits so long; answers whether it did not stand in time.
     *
     * @param patience how long to wait, by the client's own clock
     * @return a future that completes when it does not stand, or says whether it did not in time
     */
    public CompletableFuture<Boolean> await(Duration patience) {
        CompletableFuture<Boolean> passed = await().thenApply(unused -> true);
        return Deadline.on(client, patience, passed, unused -> {}).thenApply(Optional::isPresent);
    }
}
