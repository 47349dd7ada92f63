package io.quorate.server.engine;

import io.quorate.replica.Input;
import io.quorate.replica.port.Snapshots;
import io.quorate.storage.Storage;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.snapshot.SnapshotWriter;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The thread that writes snapshots and purges old files. Chunks wait here in memory; the replica looks at
 * {@link #backlogBytes()} before it sends more, which bounds them.
 */
final class SnapshotThread implements Snapshots {
    /** Below this backlog the replica is told that there is room again. */
    private static final long ROOM_BYTES = 512 * 1024;

    private final Storage storage;
    private final MailSlot inbox;
    private final Baton baton;
    private final Runnable afterwards;
    private final Thread thread;
    private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final AtomicLong backlog = new AtomicLong();
    private @Nullable SnapshotWriter writer;
    private long zxid;
    private long written;

    /**
     * A thread that has not started.
     *
     * @param afterwards runs on it when a snapshot has been taken, and when something else was done
     */
    SnapshotThread(Storage storage, MailSlot inbox, Baton baton, Runnable afterwards) {
        this.afterwards = afterwards;
        this.storage = storage;
        this.inbox = inbox;
        this.baton = baton;
        thread = Thread.ofPlatform().name("snapshot").daemon(true).unstarted(this::work);
    }

    void start() {
        thread.start();
    }

    @Override
    public void begin(long zxid) {
        orders.add(new Order.Begin(zxid));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        backlog.addAndGet(length);
        orders.add(new Order.Chunk(Arrays.copyOfRange(bytes, offset, offset + length)));
    }

    @Override
    public long backlogBytes() {
        return backlog.get();
    }

    @Override
    public void end() {
        orders.add(new Order.End());
    }

    @Override
    public void abandon() {
        orders.add(new Order.Abandon());
    }

    /** Runs something else that takes time on this thread, between two orders. */
    void also(Runnable work) {
        orders.add(new Order.Also(work));
    }

    /** Gives up what is being written and ends. */
    void stop() throws InterruptedException {
        orders.add(new Order.Stop());
        thread.join();
    }

    private void work() {
        try {
            while (true) {
                Order order = orders.take();
                if (order instanceof Order.Stop) {
                    giveUp();
                    return;
                }
                carryOut(order);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void carryOut(Order order) {
        try {
            switch (order) {
                case Order.Begin(long newZxid) -> {
                    zxid = newZxid;
                    written = 0;
                    writer = storage.beginSnapshot(newZxid);
                }
                case Order.Chunk(byte[] bytes) -> {
                    long left = backlog.addAndGet(-bytes.length);
                    SnapshotWriter current = writer;
                    if (current != null) {
                        current.write(bytes, 0, bytes.length);
                        written += bytes.length;
                    }
                    if (left < ROOM_BYTES) {
                        answer(new Input.SnapshotRoom());
                    }
                }
                case Order.End _ -> {
                    SnapshotWriter complete = writer;
                    if (complete != null) {
                        complete.commit();
                        writer = null;
                        answer(new Input.SnapshotTaken(zxid, written));
                        afterwards.run();
                    }
                }
                case Order.Abandon _, Order.Stop _ -> giveUp();
                case Order.Also(Runnable work) -> {
                    work.run();
                    afterwards.run();
                }
            }
        } catch (StorageException failure) {
            giveUp();
            answer(new Input.SnapshotFailed(zxid, String.valueOf(failure.getMessage())));
        }
    }

    private void giveUp() {
        SnapshotWriter unfinished = writer;
        writer = null;
        if (unfinished != null) {
            unfinished.abandon();
        }
    }

    private void answer(Input input) {
        inbox.answer(input);
        baton.run();
    }

    /** What the thread is asked to do. */
    private sealed interface Order {
        record Begin(long zxid) implements Order {}

        record Chunk(byte[] bytes) implements Order {}

        record End() implements Order {}

        record Abandon() implements Order {}

        record Also(Runnable work) implements Order {}

        record Stop() implements Order {}
    }
}
