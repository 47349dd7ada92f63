package io.quorate.simulator.application.play;

import io.quorate.client.AsyncQuorate;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.lock.AsyncReadWriteLock;
import io.quorate.simulator.checker.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Programs that read together and write alone, under a read-write lock; a writer sometimes goes on as a reader. */
final class Sharing implements Play {
    private static final int MEAN_WORK_MS = 50;
    private static final int MEAN_REST_MS = 20;
    private static final int WRITES_PER_MILLE = 400;
    private static final int DOWNGRADES_PER_MILLE = 250;
    private static final String PATH = "/shared/a";

    private final Chronicle chronicle;
    private final Turns turns;
    private final List<Ownership> readers = new ArrayList<>();
    private final List<Ownership> writers = new ArrayList<>();

    Sharing(Chronicle chronicle) {
        this.chronicle = chronicle;
        this.turns = new Turns(chronicle);
    }

    @Override
    public void begin(Actor actor) {
        if (chronicle.isClosing()) {
            return;
        }
        AsyncReadWriteLock lock = new AsyncReadWriteLock(actor.client(), PATH);
        boolean writes = actor.dice().perMille(WRITES_PER_MILLE);
        CompletableFuture<?> _ = actor.ask(
                        writes ? "write" : "read", () -> (writes ? lock.writing() : lock.reading()).acquire())
                .whenComplete((ownership, failure) -> {
                    if (failure == null) {
                        owned(actor, lock, ownership, writes);
                    } else if (actor.isOn()) {
                        actor.later(MEAN_REST_MS, () -> begin(actor));
                    }
                });
    }

    private void owned(Actor actor, AsyncReadWriteLock lock, Ownership ownership, boolean writes) {
        turns.took(actor);
        readers.removeIf(each -> !each.isHeld());
        writers.removeIf(each -> !each.isHeld());
        if (ownership.isHeld()) {
            chronicle.require(
                    writers.isEmpty() && (!writes || readers.isEmpty()),
                    Promise.R1,
                    () -> "machine " + actor.machine() + (writes ? " writes" : " reads") + " while " + writers.size()
                            + " write and " + readers.size() + " read");
            (writes ? writers : readers).add(ownership);
        }
        actor.later(MEAN_WORK_MS, () -> {
            if (writes && actor.dice().perMille(DOWNGRADES_PER_MILLE) && ownership.isHeld()) {
                downgrade(actor, lock, ownership);
            } else {
                release(actor, ownership);
            }
        });
    }

    /** It writes no more from when it asks on; others may read as soon as they know. */
    private void downgrade(Actor actor, AsyncReadWriteLock lock, Ownership ownership) {
        if (writers.remove(ownership)) {
            readers.add(ownership);
        }
        CompletableFuture<?> _ = actor.ask("downgrade", () -> lock.downgrade(ownership))
                .whenComplete((_, _) -> actor.later(MEAN_WORK_MS, () -> release(actor, ownership)));
    }

    private void release(Actor actor, Ownership ownership) {
        CompletableFuture<?> _ = actor.ask("release", ownership::release);
        actor.later(MEAN_REST_MS, () -> begin(actor));
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
