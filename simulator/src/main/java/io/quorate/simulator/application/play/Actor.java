package io.quorate.simulator.application.play;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.QuorateException;
import io.quorate.recipes.OwnershipLostException;
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.World;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** One program with one client, from its beginning until its session ends or its process is killed. */
public final class Actor {
    private final int machine;
    private final AsyncQuorate client;
    private final Dice dice;
    private final Chronicle chronicle;
    private final BooleanSupplier isKilled;

    /** @param isKilled whether its process is gone */
    public Actor(int machine, AsyncQuorate client, Dice dice, Chronicle chronicle, BooleanSupplier isKilled) {
        this.machine = machine;
        this.client = client;
        this.dice = dice;
        this.chronicle = chronicle;
        this.isKilled = isKilled;
    }

    /** The number of the machine it runs on. */
    public int machine() {
        return machine;
    }

    /** Its client. */
    public AsyncQuorate client() {
        return client;
    }

    /** Its own dice. */
    public Dice dice() {
        return dice;
    }

    /** Whether it runs and has a session that may live. */
    public boolean isOn() {
        return !isKilled.getAsBoolean() && client.isAlive();
    }

    /** Asks for something, which must be answered in the end, if only by a failure. */
    public <T> CompletableFuture<T> ask(String what, Supplier<CompletableFuture<T>> question) {
        long number = chronicle.asked(this, what);
        chronicle.note(this, number, () -> what);
        return question.get().whenComplete((answer, failure) -> {
            chronicle.answered(number);
            chronicle.require(
                    failure == null || isKnown(failure),
                    Promise.R13,
                    () -> what + " on machine " + machine + " failed: " + failure);
            chronicle.note(this, number, () -> what + (failure == null ? " -> " + answer : " failed: " + failure));
        });
    }

    /** Whether it is a failure that whoever asks is told to expect. */
    private static boolean isKnown(Throwable thrown) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return failure instanceof QuorateException || failure instanceof OwnershipLostException;
    }

    /** Does something after a while that is drawn; not if its session has ended by then. */
    public void later(long meanMs, Runnable action) {
        client.surroundings().after(Duration.ofNanos(dice.delay(meanMs * World.MS)), () -> {
            if (client.isAlive()) {
                action.run();
            }
        });
    }
}
