package io.quorate.recipes.lock;

import io.quorate.recipes.MultiOwnership;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.line.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Several locks as one, by futures. Guarantee: all of them are held or none is kept. They are always asked for in the
 * order of their paths, so that two programs that need the same locks cannot wait for each other in a circle.
 */
public final class AsyncMultiLock {
    private final List<AsyncLock> locks;

    /**
     * These locks as one.
     *
     * @param locks at least one, none twice; locks of one client
     */
    public AsyncMultiLock(List<AsyncLock> locks) {
        if (locks.isEmpty()) {
            throw new IllegalArgumentException("a lock of no locks");
        }
        if (locks.stream().map(AsyncLock::path).distinct().count() < locks.size()) {
            throw new IllegalArgumentException("a lock that is to be held twice would wait for itself");
        }
        this.locks =
                locks.stream().sorted(Comparator.comparing(AsyncLock::path)).toList();
    }

    /**
     * Asks for all.
     *
     * @return completes when all are held; cancelling it gives back what is held already. It fails as {@link
     *     AsyncLock#acquire()}
     */
    public CompletableFuture<MultiOwnership> acquire() {
        Attempt attempt = new Attempt();
        attempt.next();
        return attempt.all;
    }

    /**
     * Asks for all for so long.
     *
     * @param patience for all of them together, more than zero
     * @return empty when the patience was at its end
     */
    public CompletableFuture<Optional<MultiOwnership>> tryAcquire(Duration patience) {
        return Deadline.on(locks.getFirst().client(), patience, acquire(), MultiOwnership::close);
    }

    /** One after the other. */
    private final class Attempt {
        private final CompletableFuture<MultiOwnership> all = new CompletableFuture<>();
        private List<Ownership> held = new ArrayList<>();

        void next() {
            CompletableFuture<Ownership> asked = locks.get(held.size()).acquire();
            CompletableFuture<?> unused = all.whenComplete((done, failure) -> asked.cancel(false));
            CompletableFuture<?> unusedFuture = asked.whenComplete((ownership, failure) -> {
                if (failure != null) {
                    giveBack();
                    all.completeExceptionally(failure);
                } else {
                    taken(ownership);
                }
            });
        }

        private void taken(Ownership ownership) {
            held.add(ownership);
            if (all.isDone()) {
                giveBack();
            } else if (held.size() < locks.size()) {
                next();
            } else {
                finish(new MultiOwnership(held));
            }
        }

        /** What was taken first may have ended while the last was waited for: then all over again. */
        private void finish(MultiOwnership taken) {
            if (!taken.isHeld()) {
                giveBack();
                next();
            } else if (!all.complete(taken)) {
                giveBack();
            }
        }

        private void giveBack() {
            held.forEach(Ownership::close);
            held = new ArrayList<>();
        }
    }
}
