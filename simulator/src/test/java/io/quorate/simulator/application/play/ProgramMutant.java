package io.quorate.simulator.application.play;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.Op;
import io.quorate.client.RecoverableException;
import io.quorate.client.StateException;
import io.quorate.recipes.Codec;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.lock.AsyncLock;
import io.quorate.recipes.lock.AsyncSemaphore;
import io.quorate.recipes.queue.AsyncQueue;
import io.quorate.recipes.queue.Delivery;
import io.quorate.simulator.application.Performance;
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.plan.Program;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Mistakes that a recipe could make, each with the promises by which it is found out. */
enum ProgramMutant {
    /** It goes by what the server says of the session, and so hears of its end too late. */
    A_LOCK_THAT_IGNORES_ITS_OWN_CLOCK(
            Program.LOCK,
            20,
            List.of(Promise.R1),
            (chronicle, _) -> new Owning(
                    chronicle,
                    1,
                    client -> new AsyncLock(client, "/locks/a")
                            .acquire()
                            .thenApply(ownership -> new Sanguine(ownership, client)))),

    A_LOCK_THAT_TWO_CAN_HAVE(
            Program.LOCK,
            5,
            List.of(Promise.R1, Promise.R2),
            (chronicle, _) -> new Owning(chronicle, 1, client -> new AsyncSemaphore(client, "/locks/a", 2).acquire())),

    A_QUEUE_THAT_DELETES_BEFORE_IT_HANDS_OUT(
            Program.QUEUE, 5, List.of(Promise.R4), (chronicle, _) -> new Queueing(chronicle, HastyQueue::new)),

    /** As whoever sends a write again blindly when the connection was lost. */
    A_COUNTER_THAT_ADDS_AGAIN_WHEN_THE_ANSWER_IS_LOST(
            Program.COUNTER,
            20,
            List.of(Promise.R5),
            (chronicle, _) -> new Counting(chronicle, client -> amount -> addBlindly(client, amount))),

    A_BARRIER_THAT_IS_PASSED_EARLY(
            Program.BARRIER, 5, List.of(Promise.R6), (chronicle, _) -> new Waiting(chronicle, AsyncQuorate::exists));

    private final Program program;
    private final int mostSeeds;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Promise> broken;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Performance.Staging staging;

    ProgramMutant(Program program, int mostSeeds, List<Promise> broken, Performance.Staging staging) {
        this.program = program;
        this.mostSeeds = mostSeeds;
        this.broken = broken;
        this.staging = staging;
    }

    Program program() {
        return program;
    }

    /** So many seeds are enough to find it. */
    int mostSeeds() {
        return mostSeeds;
    }

    /** One of these is broken by it. */
    List<Promise> broken() {
        return broken;
    }

    Performance.Staging staging() {
        return staging;
    }

    private static CompletableFuture<Long> addBlindly(AsyncQuorate client, long amount) {
        return client.get(Counting.PATH)
                .thenCompose(data -> {
                    long sum = Codec.LONG.decode(Objects.requireNonNull(data.data())) + amount;
                    return client.set(Counting.PATH, Codec.LONG.encode(sum), data.version())
                            .thenApply(_ -> sum);
                })
                .exceptionallyCompose(thrown -> {
                    Throwable cause = thrown.getCause();
                    Throwable failure = thrown instanceof CompletionException && cause != null ? cause : thrown;
                    return switch (failure) {
                        case StateException.NoNode _ ->
                            client.transaction(List.of(
                                            Op.create("/counters", new byte[0]),
                                            Op.create(Counting.PATH, Codec.LONG.encode(0L))))
                                    .handle((_, _) -> 0L)
                                    .thenCompose(_ -> addBlindly(client, amount));
                        case StateException.BadVersion _ -> addBlindly(client, amount);
                        case RecoverableException _ -> addBlindly(client, amount);
                        default -> CompletableFuture.failedFuture(failure);
                    };
                });
    }

    /** An ownership that holds as long as nobody has told it otherwise. */
    private record Sanguine(Ownership inner, AsyncQuorate client) implements Ownership {
        @Override
        public String path() {
            return inner.path();
        }

        @Override
        public long token() {
            return inner.token();
        }

        @Override
        public boolean isHeld() {
            return client.isAlive() && (!inner.ended().isDone() || inner.ended().join() == Ending.UNCERTAIN);
        }

        @Override
        public Duration certainFor() {
            return Duration.ZERO;
        }

        @Override
        public CompletableFuture<Ending> ended() {
            return inner.ended();
        }

        @Override
        public void onRevocation(Runnable listener) {
            inner.onRevocation(listener);
        }

        @Override
        public CompletableFuture<Void> release() {
            return inner.release();
        }
    }

    /** What it gives has left the queue already. */
    private record HastyQueue(AsyncQueue<String> queue) implements Queueing.Ends {
        HastyQueue(AsyncQuorate client) {
            this(new AsyncQueue<>(client, "/queues/a", Codec.TEXT));
        }

        @Override
        public CompletableFuture<Void> put(String item) {
            return queue.put(item);
        }

        @Override
        public CompletableFuture<Delivery<String>> take() {
            return queue.take().thenCompose(delivery -> delivery.acknowledge().thenApply(_ -> delivery));
        }

        @Override
        public CompletableFuture<Integer> size() {
            return queue.size();
        }
    }
}
