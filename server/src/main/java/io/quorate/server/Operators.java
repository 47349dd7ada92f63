package io.quorate.server;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that serve operators, apart from those that serve clients: whatever is asked of them, clients do not
 * wait. What does not fit into a queue is refused.
 *
 * @param requests carry out HTTP requests, and may wait for {@code writers}
 * @param writers make long answers
 */
record Operators(ExecutorService requests, ExecutorService writers) implements AutoCloseable {
    private static final int REQUEST_THREADS = 4;
    private static final int REQUESTS_WAITING = 64;
    private static final int WRITERS = 1;
    private static final int ANSWERS_WAITING = 1024;
    private static final int IDLE_S = 30;

    static Operators start() {
        return new Operators(
                pool("operators-http", REQUEST_THREADS, REQUESTS_WAITING), pool("operators", WRITERS, ANSWERS_WAITING));
    }

    private static ExecutorService pool(String name, int threads, int waiting) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_S,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting),
                Thread.ofPlatform().name(name + "-", 1).daemon(true).factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @Override
    public void close() {
        requests.shutdownNow();
        writers.shutdownNow();
    }
}
