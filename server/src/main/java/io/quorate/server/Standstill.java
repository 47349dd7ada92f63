package io.quorate.server;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Holds threads where they are until it ends. Thread-safe.
 *
 * <p>Event loops are to be held before the replica: the one who drives it may be one of them, and then could not come.
 */
final class Standstill {
    private static final int LIMIT_S = 10;

    private final CountDownLatch over = new CountDownLatch(1);

    /** Holds the thread of each of these; returns when all are held. */
    void hold(List<Executor> threads) throws InterruptedException {
        CountDownLatch held = new CountDownLatch(threads.size());
        for (Executor thread : threads) {
            thread.execute(() -> stand(held));
        }
        await(held);
    }

    /** Holds whoever drives the replica; {@code driver} may have it run on the thread that calls. */
    void hold(Executor driver) throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        Thread.ofVirtual().name("standstill").start(() -> driver.execute(() -> stand(held)));
        await(held);
    }

    private static void await(CountDownLatch held) throws InterruptedException {
        if (!held.await(LIMIT_S, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    held.getCount() + " threads did not stand still within " + LIMIT_S + " s: has the member ended?");
        }
    }

    void end() {
        over.countDown();
    }

    private void stand(CountDownLatch held) {
        held.countDown();
        boolean interrupted = false;
        while (over.getCount() > 0) {
            try {
                over.await();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
