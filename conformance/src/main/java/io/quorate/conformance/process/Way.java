package io.quorate.conformance.process;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One direction between two members. What is on it while it is blocked is neither lost nor refused, but kept back, as
 * TCP keeps it until the network is there again. Safe for any thread.
 */
final class Way {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean blocked;
    private boolean over;
    private volatile Duration delay = Duration.ZERO;

    void block() {
        change(true, over);
    }

    void open() {
        delay = Duration.ZERO;
        change(false, over);
    }

    /** From now on each piece takes that long. */
    void delay(Duration wanted) {
        delay = wanted;
    }

    /** Nobody waits here any more. */
    void end() {
        change(blocked, true);
    }

    private void change(boolean nowBlocked, boolean nowOver) {
        lock.lock();
        try {
            blocked = nowBlocked;
            over = nowOver;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something may go this way; false when that will never be. */
    boolean pass() {
        LockSupport.parkNanos(delay.toNanos());
        lock.lock();
        try {
            while (blocked && !over) {
                changed.awaitUninterruptibly();
            }
            return !over;
        } finally {
            lock.unlock();
        }
    }
}
