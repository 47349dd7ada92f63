package io.quorate.client.net;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time and in order on an executor that need not. What waits is bounded by those who hand in: the
 * client's own batches by the requests it may have asked.
 */
final class SerialExecutor implements Executor, AutoCloseable {
    private final Executor over;
    private final @Nullable ExecutorService own;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** Tasks handed in and not yet run; whoever raises it from 0 starts the run. */
    private final AtomicInteger waiting = new AtomicInteger();

    private SerialExecutor(Executor over, @Nullable ExecutorService own) {
        this.over = over;
        this.own = own;
    }

    static SerialExecutor over(Executor executor) {
        return new SerialExecutor(executor, null);
    }

    static SerialExecutor withThread() {
        ExecutorService own = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("quorate-client-callbacks").factory());
        return new SerialExecutor(own, own);
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
                try {
                    task.run();
                } catch (RuntimeException | Error e) {
                    Thread thread = Thread.currentThread();
                    thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
                }
            }
        } while (waiting.decrementAndGet() > 0);
    }

    /** Ends the thread of its own, if it has one, after what was handed in has run. */
    @Override
    public void close() {
        if (own != null) {
            execute(own::shutdown);
        }
    }
}
