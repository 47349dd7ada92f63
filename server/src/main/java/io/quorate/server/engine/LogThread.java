package io.quorate.server.engine;

import io.quorate.replica.Input;
import io.quorate.replica.port.Journal;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.log.TxnLog;
import java.util.function.Consumer;

/**
 * The journal as a thread of its own: what the driver submits while a sync is under way is written and synced together
 * by the next one. A failure ends the member; nothing is tried again (faults, design rule 7).
 *
 * <p>What waits here is bounded by the proposals that may be outstanding.
 */
final class LogThread implements Journal {
    private final TxnLog log;
    private final MailSlot inbox;
    private final Baton baton;
    private final Consumer<StorageException> onFailure;
    private final LogMeter meter;
    private final Thread thread;
    private final Object lock = new Object();
    private LogBatch gathering = new LogBatch();
    private LogBatch waiting = new LogBatch();
    private LogBatch writing = new LogBatch();
    private boolean stopping;

    LogThread(TxnLog log, MailSlot inbox, Baton baton, LogMeter meter, Consumer<StorageException> onFailure) {
        this.log = log;
        this.inbox = inbox;
        this.baton = baton;
        this.meter = meter;
        this.onFailure = onFailure;
        thread = Thread.ofPlatform().name("log").unstarted(this::write);
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

    /** Writes what has been submitted, closes the log and ends; waits for that no longer than it is told. */
    void stop(long timeoutMs) throws InterruptedException {
        synchronized (lock) {
            stopping = true;
            lock.notifyAll();
        }
        thread.join(timeoutMs);
    }

    private void write() {
        try {
            while (take()) {
                long startNs = System.nanoTime();
                int records = writing.count();
                for (int i = 0; i < records; i++) {
                    if (i == writing.rollBefore()) {
                        log.roll();
                    }
                    log.append(writing.zxid(i), writing.bytes(), writing.start(i), writing.length(i));
                }
                if (writing.rollBefore() == records) {
                    log.roll();
                }
                log.sync();
                long lastZxid = writing.lastZxid();
                writing.clear();
                meter.synced(records, System.nanoTime() - startNs);
                inbox.answer(new Input.Persisted(lastZxid));
                if (isMoreWaiting()) {
                    baton.handOver();
                } else {
                    baton.run();
                }
            }
            log.close();
        } catch (StorageException failure) {
            onFailure.accept(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean take() throws InterruptedException {
        synchronized (lock) {
            while (waiting.isEmpty()) {
                if (stopping) {
                    return false;
                }
                lock.wait();
            }
            LogBatch empty = writing;
            writing = waiting;
            waiting = empty;
            return true;
        }
    }

    private boolean isMoreWaiting() {
        synchronized (lock) {
            return !waiting.isEmpty();
        }
    }

    /** Hears of every sync. Called on the log thread. */
    @FunctionalInterface
    public interface LogMeter {
        void synced(int records, long tookNs);
    }
}
