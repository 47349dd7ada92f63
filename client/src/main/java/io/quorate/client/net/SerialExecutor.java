package io.quorate.client.net;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one at a time and in order on an executor that need not. What waits is bounded by those who hand in: the
 * client's own batches by the requests it may have asked.
 */
final class SerialExecutor implements Executor {
    /**
     * A thread of its own ends when it has had nothing to do for this long, and is made again when there is something.
     */
    private static final long IDLE_SECONDS = 10;

    private final Executor over;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** Tasks handed in and not yet run; whoever raises it from 0 starts the run. */
    private final AtomicInteger waiting = new AtomicInteger();

    private SerialExecutor(Executor over) {
        this.over = over;
    }

    static SerialExecutor over(Executor executor) {
        return new SerialExecutor(executor);
    }

    /** With a thread of its own, which needs no end: it is a daemon and goes when it is idle. */
    static SerialExecutor withThread() {
        ThreadPoolExecutor own = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("quorate-client-callbacks").factory());
        own.allowCoreThreadTimeOut(true);
        return new SerialExecutor(own);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            over.execute(this::run);
        }
    }

    private void run() {
        do {
            Runnable task = tasks.poll();
            if (task != null) {
                run(task);
            }
        } while (waiting.decrementAndGet() > 0);
    }

    /** One task's failure, an error too, is not the next one's: who waits for its turn would wait for ever. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }
}
