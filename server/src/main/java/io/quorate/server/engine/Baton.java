package io.quorate.server.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides who drives. A thread that has put something into the inbox calls {@link #run()}: if nobody drives it does so
 * itself, otherwise the one who drives will find the input. A visitor from an event loop drives for a bounded time and
 * then wakes the standby thread, which goes on for as long as there is work.
 */
final class Baton {
    /** Inputs of one batch. */
    private static final int BATCH_INPUTS = 512;
    /** Batches that a visitor runs before it hands over. */
    private static final int VISITOR_BATCHES = 8;

    private static final int FREE = 0;
    private static final int TAKEN = 1;

    private final MailSlot inbox;
    private final Consumer<Throwable> onBug;
    private final AtomicInteger state = new AtomicInteger(FREE);
    private final Thread standby;
    private volatile @Nullable Batches batches;
    private volatile boolean stopped;

    /** What driving is. */
    @FunctionalInterface
    interface Batches {
        /** Takes what is in the inbox, at most {@code maxInputs}, and says how many inputs that were. */
        int runOnce(int maxInputs);
    }

    Baton(MailSlot inbox, Consumer<Throwable> onBug) {
        this.inbox = inbox;
        this.onBug = onBug;
        standby = Thread.ofPlatform().name("standby").daemon(true).unstarted(this::standBy);
    }

    /** From now on there is something to drive. */
    void start(Batches driven) {
        batches = driven;
        standby.start();
    }

    /** Drives if nobody does. Never blocks. */
    void run() {
        if (!drive(VISITOR_BATCHES)) {
            LockSupport.unpark(standby);
        }
    }

    /** Somebody else is to drive: the caller has something better to do. */
    void handOver() {
        if (state.get() == FREE) {
            LockSupport.unpark(standby);
        }
    }

    /** No batch is run after this returns. */
    void stop() {
        stopped = true;
        while (!state.compareAndSet(FREE, TAKEN)) {
            Thread.onSpinWait();
        }
        LockSupport.unpark(standby);
    }

    /** Drives until there is no work (true) or the allowance is used up (false). */
    private boolean drive(int most) {
        Batches current = batches;
        if (current == null) {
            return true;
        }
        int left = most;
        while (!inbox.isEmpty()) {
            if (stopped || !state.compareAndSet(FREE, TAKEN)) {
                return true;
            }
            try {
                while (left > 0 && current.runOnce(BATCH_INPUTS) > 0) {
                    left--;
                }
            } catch (Throwable bug) {
                stopped = true;
                onBug.accept(bug);
                return true;
            } finally {
                state.set(FREE);
            }
            if (left == 0) {
                return inbox.isEmpty();
            }
        }
        return true;
    }

    private void standBy() {
        while (!stopped) {
            drive(Integer.MAX_VALUE);
            if (inbox.isEmpty()) {
                LockSupport.park(this);
            }
        }
    }
}
