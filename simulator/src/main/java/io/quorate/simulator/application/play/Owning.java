package io.quorate.simulator.application.play;

import io.quorate.client.AsyncQuorate;
import io.quorate.recipes.Ownership;
import io.quorate.simulator.checker.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Programs that want to own one thing, in turn or so many at a time: locks, leases and leads. Whoever owns it writes
 * with its token into a register beside the service that refuses a smaller token than it has seen, as whatever is
 * protected by a lock should.
 */
final class Owning implements Play {
    private static final int MEAN_WORK_MS = 60;
    private static final int MEAN_REST_MS = 20;

    private final Chronicle chronicle;
    private final int most;
    private final Function<AsyncQuorate, CompletableFuture<Ownership>> question;
    private final List<Held> held = new ArrayList<>();
    private final Turns turns;
    private final TreeMap<Long, Integer> tokens = new TreeMap<>();

    private record Held(Actor actor, Ownership ownership) {}

    /** @param most how many may own it at a time */
    Owning(Chronicle chronicle, int most, Function<AsyncQuorate, CompletableFuture<Ownership>> question) {
        this.chronicle = chronicle;
        this.most = most;
        this.question = question;
        this.turns = new Turns(chronicle);
    }

    @Override
    public void begin(Actor actor) {
        if (chronicle.isClosing()) {
            return;
        }
        CompletableFuture<?> _ = actor.ask("own", () -> question.apply(actor.client()))
                .whenComplete((ownership, failure) -> {
                    if (failure == null) {
                        owned(actor, ownership);
                    } else if (actor.isOn()) {
                        actor.later(MEAN_REST_MS, () -> begin(actor));
                    }
                });
    }

    private void owned(Actor actor, Ownership ownership) {
        chronicle.note(actor, ownership.token(), () -> "owns " + ownership.path());
        held.removeIf(each -> !each.ownership().isHeld());
        boolean certain = ownership.isHeld();
        if (certain) {
            chronicle.require(
                    held.size() < most,
                    Promise.R1,
                    () -> "machine " + actor.machine() + " owns " + ownership.path() + ", but so do " + owners());
            held.add(new Held(actor, ownership));
        }
        if (most == 1) {
            chronicle.require(
                    tokens.isEmpty() || ownership.token() > tokens.lastKey(),
                    Promise.R2,
                    () -> "machine " + actor.machine() + " owns with token " + ownership.token() + " after " + tokens);
        }
        tokens.merge(ownership.token(), actor.machine(), (_, _) -> {
            chronicle.require(false, Promise.R2, () -> "token " + ownership.token() + " was given twice");
            return actor.machine();
        });
        turns.took(actor);
        work(actor, ownership, 1 + actor.dice().below(3));
    }

    /** Whoever looks and acts in one moment must be let in. */
    private void work(Actor actor, Ownership ownership, int acts) {
        if (ownership.isHeld() && most == 1) {
            chronicle.require(
                    ownership.token() >= tokens.lastKey(),
                    Promise.R1,
                    () -> "machine " + actor.machine() + " is certain to own " + ownership.path()
                            + ", but the register has seen " + tokens.lastKey() + " by machine "
                            + tokens.lastEntry().getValue());
        }
        actor.later(MEAN_WORK_MS, () -> {
            if (acts > 0) {
                work(actor, ownership, acts - 1);
            } else {
                CompletableFuture<?> _ = actor.ask("release", ownership::release);
                actor.later(MEAN_REST_MS, () -> begin(actor));
            }
        });
    }

    private List<String> owners() {
        return held.stream()
                .map(each -> "machine " + each.actor().machine() + " with token "
                        + each.ownership().token() + " for "
                        + each.ownership().certainFor().toMillis() + " ms")
                .toList();
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
