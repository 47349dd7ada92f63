package io.quorate.recipes.barrier;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.StateException;
import io.quorate.data.Stat;
import io.quorate.data.ZnodePath;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.line.Contender;
import io.quorate.recipes.line.Failures;
import io.quorate.recipes.line.Gate;
import io.quorate.recipes.line.Insistence;
import io.quorate.recipes.line.Line;
import io.quorate.recipes.line.Rule;
import io.quorate.recipes.line.Ticket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * A barrier that all enter together and all leave together, by futures, round after round. Guarantee and failure
 * behaviour: see the package.
 *
 * <p>The znode {@code gate} counts the rounds by its version: odd while the gate is open, even while it is closed; it
 * is only set at the version that was seen. Below {@code members} each member has an ephemeral znode. Who enters
 * waits for the gate; who leaves waits for one other at a time.
 */
public final class AsyncDoubleBarrier {
    private static final String KIND = "member-";
    private static final byte[] NO_DATA = {};

    private final AsyncQuorate client;
    private final Insistence insistence;
    private final String gate;
    private final Line members;
    private final int count;

    /**
     * A barrier of this name.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the barrier; it need not exist, nor its ancestors
     * @param count how many must have entered before anybody goes on, at least 1; the same number at every client
     */
    public AsyncDoubleBarrier(AsyncQuorate client, String path, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a barrier for " + count + " members; at least 1 is needed");
        }
        this.client = client;
        this.insistence = new Insistence(client);
        this.gate = ZnodePath.childOf(path, "gate");
        this.members = new Line(client, ZnodePath.childOf(path, "members"), List.of(KIND));
        this.count = count;
    }

    /**
     * Enters; a round that is not over yet is waited for first.
     *
     * @return completes when enough have entered; cancelling it gives up; fails at the end of the session
     */
    public CompletableFuture<Round> enter() {
        CompletableFuture<Round> entered = new CompletableFuture<>();
        CompletableFuture<Round> steps = insistence
                .make(gate, null)
                .thenCompose(unused -> closed())
                .thenCompose(closedAt -> join(closedAt, entered));
        CompletableFuture<?> unusedFuture = steps.whenComplete((round, failure) -> {
            if (failure == null) {
                entered.complete(round);
            } else {
                entered.completeExceptionally(Failures.of(failure));
            }
        });
        return entered;
    }

    /**
     * The version at which the gate is closed, once it is. Where all who were inside have died nobody is left to close
     * it but those who want to enter.
     */
    private CompletableFuture<Integer> closed() {
        return insistence.on(() -> client.exists(gate)).thenCompose(stat -> {
            if (stat.isEmpty()) {
                return insistence.make(gate, null).thenCompose(unused -> closed());
            }
            int seen = version(stat);
            if (seen % 2 == 0) {
                return CompletableFuture.completedFuture(seen);
            }
            return insistence
                    .on(() -> members.tickets())
                    .thenCompose(line -> line.isEmpty() ? turnGate(seen) : gone(line.getFirst()))
                    .thenCompose(unused -> closed());
        });
    }

    private CompletableFuture<Void> gone(Ticket other) {
        return new Gate(client, members.pathOf(other), Optional::isEmpty)
                .await()
                .thenApply(unused -> null);
    }

    private static int version(Optional<Stat> stat) {
        return stat.map(Stat::version).orElseThrow();
    }

    private CompletableFuture<Round> join(int closedAt, CompletableFuture<Round> entered) {
        Contender contender = new Contender(members, KIND, NO_DATA, (line, mine) -> Rule.Turn.Mine.MINE);
        CompletableFuture<Round> unusedEnd = entered.whenComplete((round, failure) -> {
            if (failure != null) {
                CompletableFuture<Void> unused = contender.leave();
            }
        });
        return contender
                .join()
                .thenCompose(place -> insistence
                        .on(() -> members.tickets())
                        .thenCompose(line -> line.size() >= count ? turnGate(closedAt) : done())
                        .thenCompose(unused -> opened(place, closedAt))
                        .thenCompose(isInside -> isInside
                                ? CompletableFuture.completedFuture(new Round(place, closedAt + 1))
                                : closed().thenCompose(again -> join(again, entered))));
    }

    /** Whether the gate opened while one stood before it; a place that was lost by then must be taken anew. */
    private CompletableFuture<Boolean> opened(Ownership place, int closedAt) {
        CompletableFuture<Optional<Stat>> open =
                new Gate(client, gate, stat -> stat.isEmpty() || version(stat) > closedAt).await();
        CompletableFuture<?> unusedEnd = place.ended().whenComplete((how, failure) -> open.cancel(false));
        return Failures.instead(
                open.thenApply(stat -> true),
                CancellationException.class,
                () -> CompletableFuture.completedFuture(false));
    }

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    /** Opens or closes the gate, unless somebody did so before. */
    private CompletableFuture<Void> turnGate(int seen) {
        return Failures.excuse(insistence.on(() -> client.set(gate, NO_DATA, seen)), StateException.BadVersion.class);
    }

    /** One's part in a round. */
    public final class Round {
        private final Ownership place;
        private final int openAt;

        private Round(Ownership place, int openAt) {
            this.place = place;
            this.openAt = openAt;
        }

        /**
         * Leaves.
         *
         * @return completes when all have left, or lost their sessions; fails at the end of the session
         */
        public CompletableFuture<Void> leave() {
            return insistence.on(() -> client.exists(gate)).thenCompose(stat -> {
                if (stat.isEmpty() || version(stat) != openAt) {
                    return place.release();
                }
                return insistence.on(() -> members.tickets()).thenCompose(this::leave);
            });
        }

        /**
         * The first of those inside stays until it is alone, and waits for the last meanwhile; all others go and wait
         * for the first. So each is woken once, and the first as often as there are others.
         */
        private CompletableFuture<Void> leave(List<Ticket> line) {
            if (line.isEmpty()) {
                return turnGate(openAt);
            }
            boolean isFirst = members.pathOf(line.getFirst()).equals(place.path());
            if (isFirst && line.size() > 1) {
                return gone(line.getLast()).thenCompose(unused -> leave());
            }
            return place.release()
                    .thenCompose(unused ->
                            isFirst ? turnGate(openAt) : gone(line.getFirst()).thenCompose(gone -> leave()));
        }
    }
}
