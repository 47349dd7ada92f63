package io.quorate.client;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What recipes need of the world beside the client: time, timers, dice and a serial executor. Recipes use nothing else
 * of the kind, so that a simulator can run them in virtual time. Safe for use by every thread.
 */
public interface Surroundings {

    /** {@return nanoseconds of the client's own clock, which never goes back; its zero means nothing} */
    long nanoTime();

    /**
     * Runs a task on {@link #callbacks()} when the delay is over.
     *
     * @param delay not negative
     * @param task runs on the callback executor
     * @return closing it makes the task never run, if it has not begun to
     */
    Registration after(Duration delay, Runnable task);

    /**
     * {@return the executor on which futures complete and listeners are called: one task at a time, in the order handed
     * in} State that is touched only there needs no lock.
     */
    Executor callbacks();

    /** {@return the source of chance} */
    RandomGenerator dice();
}
