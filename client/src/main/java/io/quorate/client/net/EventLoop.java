package io.quorate.client.net;

import io.quorate.client.port.Timer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One thread that waits for sockets, timers and tasks, and runs what each of them wants. Tasks are bounded by who hands
 * them in: the client has at most one of its own waiting, besides answers to questions it asked.
 */
final class EventLoop implements Executor {
    private static final Logger LOG = System.getLogger("io.quorate.client");
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** So many alarms that will not ring are swept out, once they are more than those that will. */
    private static final int MANY_CANCELLED = 1024;
    /** Tasks run in one turn, so that sockets have theirs. */
    private static final int MAX_TASKS_PER_TURN = 4096;

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private final AtomicInteger cancelled = new AtomicInteger();
    /** Whether the thread is awake, or has been woken: then nobody needs to wake it. */
    private final AtomicBoolean awake = new AtomicBoolean(true);

    private volatile boolean ended;

    EventLoop(String name) {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new IllegalStateException("no selector for a client's sockets can be had", e);
        }
        thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Runs a task on the thread; tasks that come after the end are dropped. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (!isOnIt() && !awake.get() && awake.compareAndSet(false, true)) {
            selector.wakeup();
        }
    }

    /** Runs a task on the thread when the delay is over. Safe from every thread. */
    Timer after(long delayNanos, Runnable task) {
        Alarm alarm = new Alarm(System.nanoTime() + Math.max(0, delayNanos), task, cancelled);
        if (isOnIt()) {
            alarms.add(alarm);
        } else {
            execute(() -> alarms.add(alarm));
        }
        return alarm;
    }

    private boolean isOnIt() {
        return Thread.currentThread().equals(thread);
    }

    Selector selector() {
        return selector;
    }

    /** Ends the thread once it has run what was handed in before. */
    void end() {
        execute(() -> ended = true);
    }

    private void run() {
        try {
            while (!ended) {
                runTasks();
                long waitNanos = runAlarms();
                select(waitNanos);
            }
        } catch (IOException e) {
            LOG.log(Level.ERROR, "the client's selector failed; its connections are closed", e);
        } finally {
            closeAll();
        }
    }

    private void runTasks() {
        for (int i = 0; i < MAX_TASKS_PER_TURN; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            safely(task);
        }
    }

    /** Runs what is due and returns how long there is nothing more to run, in nanoseconds. */
    private long runAlarms() {
        if (cancelled.get() > Math.max(MANY_CANCELLED, alarms.size() / 2)) {
            cancelled.set(0);
            alarms.removeIf(alarm -> alarm.cancelled);
        }
        long now = System.nanoTime();
        for (Alarm first = alarms.peek(); first != null; first = alarms.peek()) {
            if (!first.cancelled && first.at - now > 0) {
                return first.at - now;
            }
            alarms.remove();
            if (!first.cancelled) {
                safely(first.task);
            }
        }
        return Long.MAX_VALUE;
    }

    private void select(long waitNanos) throws IOException {
        if (ended) {
            return;
        }
        awake.set(false);
        if (!tasks.isEmpty()) {
            selector.selectNow(EventLoop::ready);
        } else if (waitNanos == Long.MAX_VALUE) {
            selector.select(EventLoop::ready);
        } else {
            selector.select(EventLoop::ready, Math.max(1, (waitNanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI));
        }
        awake.set(true);
    }

    private static void ready(SelectionKey key) {
        safely(() -> ((SocketEvents) key.attachment()).ready(key));
    }

    /** The loop outlives a failing task: it serves the session, whose other duties remain. */
    private static void safely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "the client's loop met an error it did not expect, and goes on", e);
        }
    }

    private void closeAll() {
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a socket of a client that ends could not be closed", e);
        }
    }

    /** What is attached to a key of the selector. */
    @FunctionalInterface
    interface SocketEvents {
        void ready(SelectionKey key);
    }

    /** A task and its time. */
    private static final class Alarm implements Timer, Comparable<Alarm> {
        private final long at;
        private final Runnable task;
        private final AtomicInteger allCancelled;
        private volatile boolean cancelled;

        Alarm(long at, Runnable task, AtomicInteger allCancelled) {
            this.at = at;
            this.task = task;
            this.allCancelled = allCancelled;
        }

        @Override
        public void cancel() {
            if (!cancelled) {
                cancelled = true;
                allCancelled.incrementAndGet();
            }
        }

        @Override
        public int compareTo(Alarm other) {
            return Long.compare(at - other.at, 0);
        }
    }
}
