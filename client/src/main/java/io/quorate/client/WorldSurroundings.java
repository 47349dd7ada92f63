package io.quorate.client;

import io.quorate.client.port.Timer;
import io.quorate.client.port.World;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/** The part of a {@link World} that recipes may use. Timers end on the callback executor, where recipes live. */
record WorldSurroundings(World world) implements Surroundings {
    @Override
    public long nanoTime() {
        return world.nanoTime();
    }

    @Override
    public Registration after(Duration delay, Runnable task) {
        AtomicBoolean off = new AtomicBoolean();
        Timer timer = world.after(
                delay.toNanos(),
                () -> world.callbacks().execute(() -> {
                    if (!off.get()) {
                        task.run();
                    }
                }));
        return () -> {
            off.set(true);
            timer.cancel();
        };
    }

    @Override
    public Executor callbacks() {
        return world.callbacks();
    }

    @Override
    public RandomGenerator dice() {
        return world.dice();
    }
}
