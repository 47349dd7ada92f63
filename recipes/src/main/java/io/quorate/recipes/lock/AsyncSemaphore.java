package io.quorate.recipes.lock;

import io.quorate.client.AsyncQuorate;
import io.quorate.data.ZnodePath;
import io.quorate.recipes.MultiOwnership;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.line.Contender;
import io.quorate.recipes.line.Deadline;
import io.quorate.recipes.line.Failures;
import io.quorate.recipes.line.Line;
import io.quorate.recipes.line.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * A number of permits that clients share, by futures. Guarantee: no more permits than there are {@linkplain
 * Ownership#isHeld() are held}, on every client's own clock, provided that all clients name the same number. Fair:
 * permits go to whoever asked first, also where many are asked for at once.
 *
 * <p>Below the znode stand {@code locks}, the line of those who wait, and {@code leases}, one znode per permit that is
 * taken. Only the first of the line looks at the leases, so a release wakes one client.
 */
public final class AsyncSemaphore {
    private static final String LEASE = "lease-";
    private static final byte[] NO_DATA = {};

    private final AsyncQuorate client;
    private final AsyncLock door;
    private final Line leases;
    private final int permits;

    /**
     * A semaphore of this name.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the semaphore; it need not exist, nor its ancestors
     * @param permits how many there are, at least 1
     */
    public AsyncSemaphore(AsyncQuorate client, String path, int permits) {
        if (permits < 1) {
            throw new IllegalArgumentException("a semaphore of " + permits + " permits; at least 1 is needed");
        }
        this.client = client;
        this.door = new AsyncLock(client, ZnodePath.childOf(path, "locks"));
        this.leases = new Line(client, ZnodePath.childOf(path, "leases"), List.of(LEASE));
        this.permits = permits;
    }

    /**
     * Asks for a permit.
     *
     * @return completes when it is taken; cancelling it leaves the line. It fails as {@link AsyncLock#acquire()}
     */
    public CompletableFuture<Ownership> acquire() {
        CompletableFuture<MultiOwnership> asked = acquire(1);
        CompletableFuture<Ownership> one = new CompletableFuture<>();
        CompletableFuture<MultiOwnership> unusedAnswer = asked.whenComplete((taken, failure) -> {
            if (failure != null) {
                one.completeExceptionally(failure);
            } else if (!one.complete(taken.parts().getFirst())) {
                taken.close();
            }
        });
        CompletableFuture<Ownership> unusedEnd = one.whenComplete((taken, failure) -> asked.cancel(false));
        return one;
    }

    /**
     * Asks for several permits at once.
     *
     * @param count 1 up to the number of permits
     * @return completes when all are taken; cancelling it leaves the line
     */
    public CompletableFuture<MultiOwnership> acquire(int count) {
        if (count < 1 || count > permits) {
            throw new IllegalArgumentException(count + " permits of " + permits + " were asked for");
        }
        Attempt attempt = new Attempt(count);
        attempt.waitAtTheDoor();
        return attempt.all;
    }

    /**
     * Asks for a permit for so long.
     *
     * @param patience more than zero
     * @return empty when the patience was at its end
     */
    public CompletableFuture<Optional<Ownership>> tryAcquire(Duration patience) {
        return Deadline.on(client, patience, acquire(), Ownership::close);
    }

    /** {@return how many permits are taken at present} */
    public CompletableFuture<Integer> taken() {
        return leases.tickets().thenApply(tickets -> Math.min(tickets.size(), permits));
    }

    /**
     * First through the door, then one lease after the other; the door is open for the next when all are taken. Who is
     * first no longer, by its own clock, begins anew: it must not wait for leases beside the next one.
     */
    private final class Attempt {
        private final int count;
        private final CompletableFuture<MultiOwnership> all = new CompletableFuture<>();
        private List<Ownership> held = new ArrayList<>();

        Attempt(int count) {
            this.count = count;
        }

        void waitAtTheDoor() {
            CompletableFuture<Ownership> asked = door.acquire();
            cancelWithAll(asked);
            CompletableFuture<?> unusedFuture = asked.whenComplete((first, failure) -> {
                if (failure != null) {
                    all.completeExceptionally(failure);
                } else {
                    takeLease(first);
                }
            });
        }

        private void takeLease(Ownership first) {
            CompletableFuture<Ownership> asked = new Contender(leases, LEASE, NO_DATA, Rule.upTo(permits)).join();
            cancelWithAll(asked);
            CompletableFuture<Ownership.Ending> unused =
                    first.ended().whenComplete((how, failure) -> asked.cancel(false));
            CompletableFuture<?> unusedFuture = asked.whenComplete((lease, thrown) -> {
                Throwable failure = Failures.of(thrown);
                if (failure == null) {
                    held.add(lease);
                    taken(first);
                } else {
                    giveBack(first);
                    if (failure instanceof CancellationException && !all.isDone()) {
                        waitAtTheDoor();
                    } else {
                        all.completeExceptionally(failure);
                    }
                }
            });
        }

        private void taken(Ownership first) {
            if (all.isDone()) {
                giveBack(first);
            } else if (held.size() < count) {
                takeLease(first);
            } else {
                finish(first, new MultiOwnership(held));
            }
        }

        /** What was taken first may have ended while the last was waited for: then all over again. */
        private void finish(Ownership first, MultiOwnership taken) {
            if (!taken.isHeld()) {
                giveBack(first);
                waitAtTheDoor();
            } else if (all.complete(taken)) {
                first.close();
            } else {
                giveBack(first);
            }
        }

        private void giveBack(Ownership first) {
            held.forEach(Ownership::close);
            held = new ArrayList<>();
            first.close();
        }

        private void cancelWithAll(CompletableFuture<Ownership> asked) {
            CompletableFuture<MultiOwnership> unused = all.whenComplete((taken, failure) -> asked.cancel(false));
        }
    }
}
