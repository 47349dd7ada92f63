package io.quorate.simulator.application.play;

import io.quorate.client.AsyncQuorate;
import io.quorate.recipes.barrier.AsyncBarrier;
import io.quorate.simulator.checker.Promise;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One program raises a barrier and lifts it again; the others wait before it. */
final class Waiting implements Play {
    private static final int MEAN_RAISED_MS = 150;
    private static final int MEAN_WAIT_MS = 20;
    private static final int KEEPER = 0;
    private static final String PATH = "/barriers/a";

    private final Chronicle chronicle;
    private final BiFunction<AsyncQuorate, String, CompletableFuture<?>> passing;
    private final Turns turns;
    /** Since when it surely stands; null while nobody can say. */
    private @Nullable Long raisedAt;

    /** @param passing how a client waits before the barrier of this path */
    Waiting(Chronicle chronicle, BiFunction<AsyncQuorate, String, CompletableFuture<?>> passing) {
        this.passing = passing;
        this.chronicle = chronicle;
        this.turns = new Turns(chronicle);
    }

    @Override
    public void begin(Actor actor) {
        AsyncBarrier barrier = new AsyncBarrier(actor.client(), PATH);
        if (actor.machine() == KEEPER) {
            lift(actor, barrier);
        } else {
            await(actor);
        }
    }

    private void raise(Actor actor, AsyncBarrier barrier) {
        if (chronicle.isClosing()) {
            return;
        }
        CompletableFuture<?> _ = actor.ask("raise", barrier::raise).whenComplete((_, failure) -> {
            if (failure == null && actor.isOn()) {
                raisedAt = chronicle.now();
                actor.later(MEAN_RAISED_MS, () -> lift(actor, barrier));
            }
        });
    }

    /** From when it is asked on it may be lifted at any moment, also after its keeper has gone. */
    private void lift(Actor actor, AsyncBarrier barrier) {
        raisedAt = null;
        CompletableFuture<?> _ = actor.ask("lift", barrier::lift).whenComplete((_, failure) -> {
            if (failure == null) {
                turns.took(actor);
                actor.later(MEAN_WAIT_MS, () -> raise(actor, barrier));
            }
        });
    }

    private void await(Actor actor) {
        if (chronicle.isClosing()) {
            return;
        }
        Long stoodSince = raisedAt;
        CompletableFuture<?> _ = actor.ask(
                        "await", () -> passing.apply(actor.client(), PATH).thenApply(_ -> true))
                .whenComplete((_, failure) -> {
                    if (failure == null) {
                        chronicle.require(
                                stoodSince == null || !stoodSince.equals(raisedAt),
                                Promise.R6,
                                () -> "machine " + actor.machine() + " goes on before a barrier that stands");
                        turns.took(actor);
                    }
                    if (actor.isOn()) {
                        actor.later(MEAN_WAIT_MS, () -> await(actor));
                    }
                });
    }

    @Override
    public Turns turns() {
        return turns;
    }

    @Override
    public CompletableFuture<?> audit(AsyncQuorate auditor) {
        return CompletableFuture.completedFuture(null);
    }
}
