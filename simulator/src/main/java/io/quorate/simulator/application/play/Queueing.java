package io.quorate.simulator.application.play;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.UnrecoverableException;
import io.quorate.recipes.queue.Delivery;
import io.quorate.simulator.checker.Promise;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Programs that put items into one queue and take them out again; some items are given back. */
final class Queueing implements Play {
    private static final int MEAN_PUT_MS = 60;
    private static final int MEAN_WORK_MS = 30;
    private static final int GIVEN_BACK_PER_MILLE = 150;

    private final Chronicle chronicle;
    private final Function<AsyncQuorate, Ends> queues;
    private final Turns turns;
    private final TreeSet<String> asked = new TreeSet<>();
    private final TreeSet<String> put = new TreeSet<>();
    private final TreeSet<String> done = new TreeSet<>();
    private final TreeSet<String> inDoubt = new TreeSet<>();
    private final TreeSet<String> unanswered = new TreeSet<>();
    private int items;

    /** The two ends of a queue of texts, as one client sees them. */
    interface Ends {
        CompletableFuture<Void> put(String item);

        CompletableFuture<Delivery<String>> take();

        CompletableFuture<Integer> size();
    }

    Queueing(Chronicle chronicle, Function<AsyncQuorate, Ends> queues) {
        this.chronicle = chronicle;
        this.queues = queues;
        this.turns = new Turns(chronicle);
    }

    @Override
    public void begin(Actor actor) {
        Ends queue = queues.apply(actor.client());
        put(actor, queue);
        take(actor, queue);
    }

    private void put(Actor actor, Ends queue) {
        if (chronicle.isClosing()) {
            return;
        }
        String item = "item-" + items++;
        asked.add(item);
        CompletableFuture<?> _ = actor.ask("put " + item, () -> queue.put(item)).whenComplete((_, failure) -> {
            if (failure == null) {
                put.add(item);
            }
            if (actor.isOn()) {
                actor.later(MEAN_PUT_MS, () -> put(actor, queue));
            }
        });
    }

    /** Who takes goes on until the last item is out, and so what is waited for in the end is not counted as asked. */
    private void take(Actor actor, Ends queue) {
        CompletableFuture<?> _ = queue.take().whenComplete((delivery, failure) -> {
            if (failure == null) {
                chronicle.note(actor, delivery.token(), () -> "takes " + delivery.value());
                chronicle.require(
                        asked.contains(delivery.value()),
                        Promise.R4,
                        () -> delivery.value() + " came out, which nobody has put in");
                chronicle.require(
                        !done.contains(delivery.value()),
                        Promise.R4,
                        () -> "machine " + actor.machine() + " gets " + delivery.value()
                                + ", which was acknowledged before");
                actor.later(MEAN_WORK_MS, () -> work(actor, queue, delivery));
            } else if (actor.isOn()) {
                actor.later(MEAN_WORK_MS, () -> take(actor, queue));
            }
        });
    }

    private void work(Actor actor, Ends queue, Delivery<String> delivery) {
        if (actor.dice().perMille(GIVEN_BACK_PER_MILLE)) {
            CompletableFuture<?> _ = actor.ask("give back", delivery::giveBack);
            take(actor, queue);
            return;
        }
        String item = delivery.value();
        unanswered.add(item);
        CompletableFuture<?> _ = actor.ask("acknowledge " + item, delivery::acknowledge)
                .whenComplete((_, thrown) -> {
                    Throwable failure = thrown instanceof CompletionException ? thrown.getCause() : thrown;
                    if (failure == null) {
                        turns.took(actor);
                        boolean isFirst = done.add(item);
                        chronicle.require(isFirst, Promise.R4, () -> item + " was acknowledged twice");
                        unanswered.remove(item);
                    } else if (failure instanceof UnrecoverableException) {
                        inDoubt.add(item);
                    } else {
                        unanswered.remove(item);
                    }
                    if (actor.isOn()) {
                        take(actor, queue);
                    }
                });
    }

    @Override
    public Turns turns() {
        return turns;
    }

    /** Whoever takes goes on until nothing is left. */
    @Override
    public CompletableFuture<?> audit(AsyncQuorate auditor) {
        Ends queue = queues.apply(auditor);
        return Patience.until(auditor, () -> queue.size().thenApply(size -> size == 0))
                .thenAccept(isEmpty -> {
                    TreeSet<String> lost = new TreeSet<>(put);
                    lost.removeAll(done);
                    lost.removeAll(inDoubt);
                    lost.removeAll(unanswered);
                    chronicle.require(
                            isEmpty && lost.isEmpty(),
                            Promise.R4,
                            () -> isEmpty
                                    ? lost + " were put in, never acknowledged, and are not there"
                                    : "nobody takes what is left");
                });
    }
}
