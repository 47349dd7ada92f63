package io.quorate.recipes.world;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Time and everything that happens in it. */
public final class Universe {
    /** More than any test needs: who comes here waits for something that never happens. */
    private static final Duration ETERNITY = Duration.ofMinutes(10);

    private final PriorityQueue<Happening> queue = new PriorityQueue<>();
    private final List<Machine> machines = new ArrayList<>();
    private final Random dice;
    private final LoneServer server;
    private long now = Duration.ofDays(1).toNanos();
    private long happenings;
    private @Nullable AssertionError broken;

    /** A world with a server and no client. */
    public Universe(long seed) {
        dice = new Random(seed);
        server = new LoneServer(this);
    }

    /** One thing to happen; among those of one instant the first come is the first. */
    static final class Happening implements Comparable<Happening> {
        private final long at;
        private final long number;
        private final @Nullable Machine machine;
        final Runnable task;
        boolean isCancelled;

        private Happening(long at, long number, @Nullable Machine machine, Runnable task) {
            this.at = at;
            this.number = number;
            this.machine = machine;
            this.task = task;
        }

        @Override
        public int compareTo(Happening other) {
            return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
        }
    }

    /** A new machine for clients. */
    public Machine machine() {
        Machine machine = new Machine(this, server, machines.size() + 1);
        machines.add(machine);
        return machine;
    }

    /** The machines in the order of their making. */
    public List<Machine> machines() {
        return List.copyOf(machines);
    }

    public LoneServer server() {
        return server;
    }

    public Random dice() {
        return dice;
    }

    /** Nanoseconds; the clock of all. */
    public long now() {
        return now;
    }

    long nowMs() {
        return now / MILLISECONDS.toNanos(1);
    }

    /** Something happens later; on a machine, unless that is paused then. */
    Happening after(long nanos, @Nullable Machine machine, Runnable task) {
        return at(now + Math.max(0, nanos), machine, task);
    }

    Happening at(long when, @Nullable Machine machine, Runnable task) {
        Happening happening = new Happening(when, happenings++, machine, task);
        queue.add(happening);
        return happening;
    }

    /** Something of the test's own happens later. */
    public void after(Duration delay, Runnable task) {
        Happening _ = after(delay.toNanos(), null, task);
    }

    /** A check within a callback, where what is thrown would go no further: it ends the run instead. */
    public void check(Runnable check) {
        try {
            check.run();
        } catch (AssertionError e) {
            broken = broken == null ? e : broken;
        }
    }

    private void step() {
        if (broken != null) {
            throw broken;
        }
        Happening next = queue.remove();
        now = Math.max(now, next.at);
        if (next.isCancelled) {
            return;
        }
        if (next.machine != null && next.machine.isPaused()) {
            next.machine.keep(next);
        } else {
            next.task.run();
        }
    }

    /** Lets time pass. */
    public void pass(Duration time) {
        long end = now + time.toNanos();
        while (!queue.isEmpty() && queue.element().at <= end) {
            step();
        }
        now = end;
    }

    /** Lets time pass until something is so; it must come within minutes of virtual time. */
    public void passUntil(BooleanSupplier isSo) {
        long end = now + ETERNITY.toNanos();
        while (!isSo.getAsBoolean()) {
            if (now > end) {
                throw new AssertionError("waited for " + ETERNITY + " in vain");
            }
            step();
        }
    }

    /** What a future answers, once it does. */
    public <T> T result(CompletableFuture<T> future) {
        passUntil(future::isDone);
        return future.join();
    }

    /** What a future fails with, once it does. */
    public Throwable failure(CompletableFuture<?> future) {
        passUntil(future::isDone);
        try {
            Object result = future.join();
            throw new AssertionError("it succeeded: " + result);
        } catch (CompletionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
    }
}
