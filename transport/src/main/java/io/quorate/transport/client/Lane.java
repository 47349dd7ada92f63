package io.quorate.transport.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.quorate.replica.Input;
import io.quorate.tree.ReadCell;
import io.quorate.wire.JuteReader;
import io.quorate.wire.JuteWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One event loop with its connections and all that they can share because they run on one thread: buffers, codec,
 * clock, counters. Methods run on the loop unless they say otherwise.
 *
 * <p>A turn of the loop: sockets are read and their frames offered to the inbox; then {@link #turn()} runs once, lets
 * this thread drive the replica if nobody does, and delivers what the replica has said to connections of this loop.
 */
final class Lane {
    /** A writer that has grown beyond this is replaced, so that one large reply does not keep its memory. */
    private static final int KEPT_WRITER_BYTES = 256 * 1024;

    private static final int FIRST_WRITER_BYTES = 16 * 1024;
    private static final int OUT_BYTES = 64 * 1024;
    private static final int SWEEPS_PER_TIMEOUT = 4;

    final EventLoop loop;
    final DoorParts parts;
    final LaneCounters counters;
    final LaneReadBuffer readBuffer;
    final JuteReader reader;
    final ReadCell cell = new ReadCell();
    /** Copies of what was read, for as long as its frames are being handled. */
    byte[] scratch = new byte[LaneReadBuffer.BYTES];
    /** What the connection at work is about to send; empty between connections. */
    JuteWriter out = new JuteWriter(FIRST_WRITER_BYTES);

    private final ByteBufAllocator allocator;
    private ByteBuf outBuffer;
    private final Set<Connection> connections = new LinkedHashSet<>();
    /** Connections without a session, oldest first; those that have got one are passed over. */
    private final ArrayDeque<Connection> newcomers = new ArrayDeque<>();
    /** Connections for which the inbox had no room. */
    private final ArrayDeque<Connection> stalled = new ArrayDeque<>();
    /** Whether a connection may be waiting for room. Read by the driver. */
    private volatile boolean hasStalled;

    private final AtomicReference<@Nullable Connection> dirty = new AtomicReference<>();
    private final AtomicBoolean wakeScheduled = new AtomicBoolean();
    private final Runnable wakeTask = this::woken;
    private final Runnable turnTask = this::turn;
    private boolean turnScheduled;
    private boolean offered;
    private long nowMs;

    Lane(EventLoop loop, DoorParts parts, LaneCounters counters, ByteBufAllocator allocator) {
        this.loop = loop;
        this.parts = parts;
        this.counters = counters;
        this.allocator = allocator;
        readBuffer = new LaneReadBuffer(allocator);
        reader = new JuteReader(parts.limits().maxFieldBytes());
        outBuffer = allocator.directBuffer(OUT_BYTES);
    }

    // ---- called by the driver, any thread -------------------------------------------------------------------------

    /** A connection has something to deliver. Any thread. */
    void addDirty(Connection connection) {
        Connection head;
        do {
            head = dirty.getPlain();
            connection.nextDirty = head;
        } while (!dirty.compareAndSet(head, connection));
    }

    /** A batch has ended: delivers now if this is the loop's thread, else wakes it. Any thread. */
    void flush() {
        boolean work = dirty.getOpaque() != null || hasStalled;
        if (!work) {
            return;
        }
        if (loop.inEventLoop()) {
            scheduleRetry();
            deliver();
        } else if (wakeScheduled.compareAndSet(false, true)) {
            loop.execute(wakeTask);
        }
    }

    // ---- on the loop ------------------------------------------------------------------------------------------------

    /** Monotonic milliseconds, as old as the last {@link #readClock()}. */
    long nowMs() {
        return nowMs;
    }

    /** Looks at the clock; once a read and once a turn is enough. */
    long readClock() {
        nowMs = parts.time().monotonicMs();
        return nowMs;
    }

    /** Puts an input into the inbox, or says that there is no room and remembers to call again. */
    boolean offer(Input input, Connection from) {
        scheduleTurn();
        offered = true;
        if (parts.sink().offer(input)) {
            return true;
        }
        // Announced before the second attempt: if that fails too, a batch is still to end, and its end will find us.
        hasStalled = true;
        if (parts.sink().offer(input)) {
            return true;
        }
        if (!from.stalled) {
            from.stalled = true;
            stalled.add(from);
        }
        return false;
    }

    /** What was said on a connection has to be looked at before the loop sleeps. */
    void lookAgain(Connection connection) {
        connection.markDirty();
        scheduleTurn();
    }

    void joined(Connection connection) {
        connections.add(connection);
        newcomers.add(connection);
        if (newcomers.size() == 1) {
            scheduleSweep();
        }
    }

    void left(Connection connection) {
        connections.remove(connection);
    }

    List<ConnectionStats> connectionStats() {
        List<ConnectionStats> all = new ArrayList<>(connections.size());
        for (Connection connection : connections) {
            all.add(connection.stats());
        }
        return all;
    }

    void resetConnections() {
        for (Connection connection : connections) {
            connection.ledger.figures.reset();
        }
    }

    /** Closes the connection of a session; says whether there was one. */
    boolean cut(long sessionId) {
        List<Connection> theirs = connections.stream()
                .filter(connection -> connection.isOf(sessionId))
                .toList();
        theirs.forEach(connection -> connection.drop("it was asked for"));
        return !theirs.isEmpty();
    }

    /** Closes all connections, over a copy of them since closing one removes it. */
    void closeAll() {
        for (Connection connection : List.copyOf(connections)) {
            var _ = connection.channel.close();
        }
    }

    /**
     * Takes what has been written to {@link #out} into a buffer for the socket, which the caller must write. Nearly
     * always the socket takes it at once, and the same buffer serves again.
     */
    ByteBuf takeOut() {
        int size = out.size();
        if (size > OUT_BYTES) {
            ByteBuf large = allocator.directBuffer(size).writeBytes(out.array(), 0, size);
            clearOut();
            return large;
        }
        if (outBuffer.refCnt() != 1) {
            outBuffer.release();
            outBuffer = allocator.directBuffer(OUT_BYTES);
        }
        outBuffer.clear().writeBytes(out.array(), 0, size);
        clearOut();
        return outBuffer.retain();
    }

    private void clearOut() {
        if (out.array().length > KEPT_WRITER_BYTES) {
            out = new JuteWriter(FIRST_WRITER_BYTES);
        } else {
            out.clear();
        }
    }

    /** The loop reads no more. */
    void release() {
        readBuffer.release();
        outBuffer.release();
    }

    private void woken() {
        wakeScheduled.set(false);
        scheduleRetry();
        deliver();
    }

    private void scheduleTurn() {
        if (!turnScheduled) {
            turnScheduled = true;
            loop.execute(turnTask);
        }
    }

    private void scheduleRetry() {
        if (hasStalled) {
            hasStalled = false;
            while (!stalled.isEmpty()) {
                Connection next = stalled.remove();
                next.stalled = false;
                lookAgain(next);
            }
        }
    }

    private void turn() {
        turnScheduled = false;
        if (offered) {
            offered = false;
            parts.sink().run();
        }
        deliver();
    }

    private void deliver() {
        Connection connection = dirty.getOpaque() == null ? null : dirty.getAndSet(null);
        if (connection != null) {
            readClock();
        }
        while (connection != null) {
            Connection next = connection.nextDirty;
            connection.nextDirty = null;
            connection.markClean();
            try {
                connection.deliver();
            } catch (RuntimeException defect) {
                connection.defect(defect);
            }
            connection = next;
        }
    }

    private void scheduleSweep() {
        long period = Math.max(1, parts.limits().sessionlessTimeoutMs() / SWEEPS_PER_TIMEOUT);
        var _ = loop.schedule(this::sweep, period, TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        long acceptedBefore = parts.time().monotonicMs() - parts.limits().sessionlessTimeoutMs();
        for (Connection oldest = newcomers.peek(); oldest != null; oldest = newcomers.peek()) {
            if (!oldest.isSessionless()) {
                newcomers.remove();
            } else if (oldest.acceptedMs() <= acceptedBefore) {
                newcomers.remove();
                counters.increment(LaneCounters.Counter.SESSIONLESS_EXPIRED);
                oldest.drop("it has opened no session in time");
            } else {
                break;
            }
        }
        if (!newcomers.isEmpty()) {
            scheduleSweep();
        }
    }
}
