package io.quorate.simulator.application.play;

import io.quorate.client.AsyncQuorate;
import io.quorate.recipes.counter.AsyncAtomicLong;
import io.quorate.simulator.checker.Promise;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Programs that add to one number. */
final class Counting implements Play {
    private static final int MEAN_REST_MS = 15;
    private static final int MOST = 9;
    static final String PATH = "/counters/a";

    private final Chronicle chronicle;
    private final Function<AsyncQuorate, Adder> numbers;
    private final Turns turns;
    private final TreeSet<Long> sums = new TreeSet<>();
    private long answered;
    private long asked;

    /** How one client adds, and answers the sum. */
    interface Adder {
        CompletableFuture<Long> add(long amount);
    }

    Counting(Chronicle chronicle, Function<AsyncQuorate, Adder> numbers) {
        this.numbers = numbers;
        this.chronicle = chronicle;
        this.turns = new Turns(chronicle);
    }

    @Override
    public void begin(Actor actor) {
        add(actor, numbers.apply(actor.client()));
    }

    private void add(Actor actor, Adder number) {
        if (chronicle.isClosing()) {
            return;
        }
        long amount = actor.dice().between(1, MOST);
        asked += amount;
        long before = answered;
        CompletableFuture<?> _ = actor.ask("add " + amount, () -> number.add(amount))
                .whenComplete((sum, failure) -> {
                    if (failure == null) {
                        answered += amount;
                        turns.took(actor);
                        boolean isNew = sums.add(sum);
                        chronicle.require(
                                isNew && sum >= before + amount && sum <= asked,
                                Promise.R5,
                                () -> "machine " + actor.machine() + " added " + amount + " and got " + sum + " when "
                                        + before + " of " + asked + " had been answered before it asked"
                                        + (isNew ? "" : ", and so did another"));
                    }
                    if (actor.isOn()) {
                        actor.later(MEAN_REST_MS, () -> add(actor, number));
                    }
                });
    }

    @Override
    public Turns turns() {
        return turns;
    }

    @Override
    public CompletableFuture<?> audit(AsyncQuorate auditor) {
        return new AsyncAtomicLong(auditor, PATH)
                .get()
                .thenAccept(sum -> chronicle.require(
                        sum >= answered && sum <= asked,
                        Promise.R5,
                        () -> "the number is " + sum + " in the end, but " + answered + " was answered, and " + asked
                                + " asked"));
    }
}
