package io.quorate.server.engine;

import io.quorate.replica.Input;
import io.quorate.replica.port.EnsembleJournal;
import io.quorate.storage.log.TxnLog;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The journal as a thread of its own: what the driver submits while a sync is under way is written and synced together
 * by the next one. Whatever else a member of an ensemble orders has its place between what was submitted before it and
 * what comes after. A failure ends the member; nothing is tried again (faults, design rule 7).
 *
 * <p>What waits here is bounded by the proposals that may be outstanding, and the agreement waits for the answer to an
 * order of a kind before it gives the next.
 */
final class LogThread implements EnsembleJournal, MemberStore.Synced {
    private final MailSlot inbox;
    private final Baton baton;
    private final Consumer<RuntimeException> onFailure;
    private final LogMeter meter;
    private final Thread thread;
    private final Object lock = new Object();
    private final ArrayDeque<Step> steps = new ArrayDeque<>();
    private LogBatch gathering = new LogBatch();
    private LogBatch waiting = new LogBatch();
    private LogBatch writing = new LogBatch();
    private boolean stopping;
    /** Up to where the log is durable, and how many wait for more. */
    private long synced;

    private int readers;
    private @Nullable DiskOrder order;
    private TxnLog log;
    private @Nullable Orders orders;

    /** How a member of an ensemble has its orders carried out, and where the log is then. */
    record Orders(EnsembleDisk disk, MemberStore store, Supplier<TxnLog> log) {}

    /**
     * An order, and what has to be written before.
     *
     * @param before null if there is nothing
     */
    private record Step(@Nullable LogBatch before, DiskOrder order) {}

    LogThread(TxnLog log, MailSlot inbox, Baton baton, LogMeter meter, Consumer<RuntimeException> onFailure) {
        this.log = log;
        this.inbox = inbox;
        this.baton = baton;
        this.meter = meter;
        this.onFailure = onFailure;
        synced = log.lastZxid();
        thread = Thread.ofPlatform().name("log").unstarted(this::write);
    }

    /** This is the journal of a member of an ensemble. Before {@link #start}. */
    void carryOutWith(Orders ensemble) {
        orders = ensemble;
    }

    void start() {
        thread.start();
    }

    @Override
    public void append(long zxid, byte[] payload, int offset, int length) {
        gathering.add(zxid, payload, offset, length);
    }

    @Override
    public void roll() {
        gathering.roll();
    }

    @Override
    public void submit() {
        if (gathering.isEmpty()) {
            return;
        }
        synchronized (lock) {
            if (waiting.isEmpty()) {
                LogBatch empty = waiting;
                waiting = gathering;
                gathering = empty;
                lock.notifyAll();
            } else {
                waiting.addAll(gathering);
                gathering.clear();
            }
        }
    }

    @Override
    public void saveAcceptedEpoch(long epoch) {
        add(new DiskOrder.SaveAccepted(epoch));
    }

    @Override
    public void saveCurrentEpoch(long epoch) {
        add(new DiskOrder.SaveCurrent(epoch));
    }

    @Override
    public void truncate(long zxid) {
        add(new DiskOrder.Truncate(zxid));
    }

    @Override
    public void installSnapshot(long zxid) {
        add(new DiskOrder.Install(zxid));
    }

    /** From now on nobody hears of that snapshot any more; its removal is what may take time. */
    @Override
    public void abandonSnapshot() {
        add(new DiskOrder.Drop(ensemble().store().giveUp()));
    }

    @Override
    public boolean await(long zxid, long timeoutMs) throws InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        synchronized (lock) {
            readers++;
            try {
                while (synced < zxid) {
                    long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
                    if (leftMs <= 0) {
                        return false;
                    }
                    lock.wait(leftMs);
                }
                return true;
            } finally {
                readers--;
            }
        }
    }

    /** Writes what has been submitted, closes the log and ends; waits for that no longer than it is told. */
    void stop(long timeoutMs) throws InterruptedException {
        synchronized (lock) {
            stopping = true;
            lock.notifyAll();
        }
        thread.join(timeoutMs);
    }

    private Orders ensemble() {
        if (orders == null) {
            throw new IllegalStateException("a lone member orders nothing of its disk but to append");
        }
        return orders;
    }

    private void add(DiskOrder next) {
        ensemble();
        submit();
        synchronized (lock) {
            LogBatch before = null;
            if (!waiting.isEmpty()) {
                before = waiting;
                waiting = new LogBatch();
            }
            steps.add(new Step(before, next));
            lock.notifyAll();
        }
    }

    private void write() {
        try {
            while (take()) {
                if (!writing.isEmpty()) {
                    write(writing);
                }
                DiskOrder ordered = order;
                if (ordered != null) {
                    carryOut(ordered);
                }
                if (isMoreWaiting()) {
                    baton.handOver();
                } else {
                    baton.run();
                }
            }
            log.close();
        } catch (RuntimeException failure) {
            onFailure.accept(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(LogBatch batch) {
        long startNs = System.nanoTime();
        int records = batch.count();
        for (int i = 0; i < records; i++) {
            if (i == batch.rollBefore()) {
                log.roll();
            }
            log.append(batch.zxid(i), batch.bytes(), batch.start(i), batch.length(i));
        }
        if (batch.rollBefore() == records) {
            log.roll();
        }
        log.sync();
        long lastZxid = batch.lastZxid();
        batch.clear();
        meter.synced(records, System.nanoTime() - startNs);
        inbox.answer(new Input.Persisted(lastZxid));
    }

    private void carryOut(DiskOrder ordered) {
        order = null;
        Orders how = ensemble();
        Input answer = how.disk().carryOut(ordered);
        log = how.log().get();
        inbox.answer(answer);
    }

    /** What is to be done next: records, an order, or an order that comes after records. */
    private boolean take() throws InterruptedException {
        synchronized (lock) {
            while (waiting.isEmpty() && steps.isEmpty()) {
                if (stopping) {
                    return false;
                }
                lock.wait();
            }
            Step step = steps.poll();
            if (step == null) {
                LogBatch empty = writing;
                writing = waiting;
                waiting = empty;
            } else {
                order = step.order();
                writing = step.before() == null ? writing : step.before();
            }
            return true;
        }
    }

    private boolean isMoreWaiting() {
        synchronized (lock) {
            synced = log.lastZxid();
            if (readers > 0) {
                lock.notifyAll();
            }
            return !waiting.isEmpty() || !steps.isEmpty();
        }
    }

    /** Hears of every sync. Called on the log thread. */
    @FunctionalInterface
    public interface LogMeter {
        void synced(int records, long tookNs);
    }
}
