package io.quorate.simulator.application.play;

import io.quorate.client.AsyncQuorate;
import io.quorate.recipes.barrier.AsyncDoubleBarrier;
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Programs that meet two at a time at a double barrier, round after round. */
final class Meeting implements Play {
    private static final int MEAN_WORK_MS = 40;
    private static final int COUNT = 2;
    /** Whoever lost its session may be counted for so long. */
    private static final long GRACE = 5_000 * World.MS;

    private static final String PATH = "/meetings/a";

    private final Chronicle chronicle;
    private final Turns turns;
    private final List<Visit> visits = new ArrayList<>();

    /** One program's part in a round. */
    private static final class Visit {
        private final Actor actor;
        private final long since;
        private boolean isInside;
        private long until = Long.MAX_VALUE;

        Visit(Actor actor, long since) {
            this.actor = actor;
            this.since = since;
        }
    }

    Meeting(Chronicle chronicle) {
        this.chronicle = chronicle;
        this.turns = new Turns(chronicle);
    }

    /** Who stands before a barrier to which nobody else comes waits for ever, and so is not counted as asking. */
    @Override
    public void begin(Actor actor) {
        if (chronicle.isClosing()) {
            return;
        }
        AsyncDoubleBarrier barrier = new AsyncDoubleBarrier(actor.client(), PATH, COUNT);
        Visit visit = new Visit(actor, chronicle.now());
        visits.add(visit);
        chronicle.note(actor, visits.size(), () -> "enters");
        CompletableFuture<?> _ = barrier.enter().whenComplete((round, failure) -> {
            if (failure == null) {
                entered(visit, round);
            } else {
                visit.until = chronicle.now() + GRACE;
                again(actor);
            }
        });
    }

    private void entered(Visit visit, AsyncDoubleBarrier.Round round) {
        Actor actor = visit.actor;
        chronicle.note(actor, visits.size(), () -> "is inside");
        visit.isInside = true;
        long together =
                visits.stream().filter(other -> other.until > visit.since).count();
        chronicle.require(
                together >= COUNT, Promise.R6, () -> "machine " + actor.machine() + " is let in, and nobody with it");
        turns.took(actor);
        actor.later(MEAN_WORK_MS, () -> {
            visit.until = chronicle.now();
            CompletableFuture<?> _ = actor.ask("leave", round::leave).whenComplete((_, _) -> {
                visit.isInside = false;
                again(actor);
            });
        });
    }

    private void again(Actor actor) {
        if (actor.isOn()) {
            actor.later(MEAN_WORK_MS, () -> begin(actor));
        }
    }

    /** While an odd one out waits inside for another that waits outside, both have got what they can get. */
    @Override
    public Turns turns() {
        return turns;
    }

    private long inside() {
        return visits.stream()
                .filter(visit -> visit.isInside && visit.actor.isOn())
                .count();
    }

    @Override
    public String missing() {
        return turns.missing() + "; " + inside() + " are inside";
    }

    @Override
    public CompletableFuture<?> audit(AsyncQuorate auditor) {
        return CompletableFuture.completedFuture(null);
    }
}
