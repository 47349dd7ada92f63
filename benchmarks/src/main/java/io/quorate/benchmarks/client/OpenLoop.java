package io.quorate.benchmarks.client;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Sends at a fixed rate whatever the answers do, the sessions taking turns. Latency counts from the time at which a
 * request was due, so a stall is felt by every request that fell into it and nothing is omitted in coordination
 * with the server. The thread that runs the swarm receives; a second one sends.
 */
public final class OpenLoop implements Traffic {
    /** Requests in flight over all sessions before the sender has to wait (which its due times do not forgive). */
    private static final int MOST_IN_FLIGHT = 1 << 20;

    private static final int DEEPEST = 1 << 12;
    private static final int SHALLOWEST = 1 << 6;
    private static final int BUFFER_BYTES = 1 << 14;

    /** The rest of a wait that is spun through, since a parked thread wakes this late. */
    private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(60);

    private static final long ROOM_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final Requests requests;
    private final Window window;
    private final double nanosPerRequest;
    private final int largestFrame;
    private final Tally tally = new Tally();
    private final Histogram lag = new Histogram(Tally.LONGEST, 3);
    private volatile long sent;
    private volatile boolean sending = true;
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;
    private long received;

    OpenLoop(Requests requests, Window window, double rate, int largestFrame) {
        this.requests = requests;
        this.window = window;
        this.nanosPerRequest = 1e9 / rate;
        this.largestFrame = largestFrame;
    }

    /** The sessions that an open loop needs. */
    static SwarmShape shape(Servers servers, int sessions, int firstIndex, int largestFrame) {
        int depth = Math.clamp(MOST_IN_FLIGHT / sessions, SHALLOWEST, DEEPEST);
        int buffer = Math.max(sessions > DEEPEST ? 0 : BUFFER_BYTES, largestFrame + SwarmShape.SMALLEST_BUFFER);
        return new SwarmShape(
                servers,
                sessions,
                firstIndex,
                depth,
                buffer,
                SwarmShape.DEFAULT_TIMEOUT_MILLIS,
                SwarmShape.DEFAULT_CONNECTING);
    }

    /** Runs a swarm through the window and until everything has been answered. */
    Tally run(Swarm swarm) {
        List<Session> sessions = swarm.sessions();
        Thread sender = Thread.ofPlatform().name("bench-sender").daemon().start(() -> {
            try {
                send(sessions);
            } catch (IOException | RuntimeException e) {
                failure = e;
            } finally {
                sending = false;
            }
        });
        try {
            swarm.run(this, this::isOver);
        } finally {
            stopped = true;
            joined(sender);
        }
        Throwable cause = failure;
        if (cause != null) {
            throw new IllegalStateException("the sender failed: " + cause.getMessage(), cause);
        }
        if (received < sent) {
            throw new ProtocolViolation((sent - received) + " requests were not answered " + Window.DRAIN.toSeconds()
                    + " s after the load had ended");
        }
        return tally;
    }

    private boolean isOver() {
        boolean allAnswered = !sending && received == sent;
        return allAnswered || failure != null || window.isOverdue(System.nanoTime());
    }

    private static void joined(Thread sender) {
        try {
            sender.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the sender was stopping", e);
        }
    }

    private void send(List<Session> sessions) throws IOException {
        long start = System.nanoTime();
        int turn = 0;
        for (long i = 0; !stopped; i++) {
            long due = start + (long) (i * nanosPerRequest);
            if (window.isBefore(due)) {
                flushAll(sessions);
                return;
            }
            awaitTime(due);
            Session session = sessions.get(turn);
            turn = turn + 1 == sessions.size() ? 0 : turn + 1;
            awaitRoom(session);
            if (stopped) {
                return;
            }
            sent = i + 1;
            requests.sendNext(session, due);
            session.flush();
            if (window.contains(due)) {
                lag.recordValue(Math.clamp(System.nanoTime() - due, 0, Tally.LONGEST));
            }
        }
    }

    private void flushAll(List<Session> sessions) throws IOException {
        for (Session session : sessions) {
            while (!session.flush() && !stopped) {
                LockSupport.parkNanos(ROOM_PAUSE_NANOS);
            }
        }
    }

    private void awaitTime(long due) {
        long left = due - System.nanoTime();
        while (left > 0) {
            if (left > SPIN_NANOS) {
                LockSupport.parkNanos(left - SPIN_NANOS);
            } else {
                Thread.onSpinWait();
            }
            left = due - System.nanoTime();
        }
    }

    private void awaitRoom(Session session) throws IOException {
        while (!session.hasRoom(largestFrame) && !stopped) {
            session.flush();
            LockSupport.parkNanos(ROOM_PAUSE_NANOS);
        }
    }

    /** By how much the sending itself was late, in nanoseconds; it is contained in the latencies. */
    public Histogram lag() {
        return lag;
    }

    @Override
    public boolean sends() {
        return false;
    }

    @Override
    public void answered(Session session, Operation operation, long sentAt, long now, int error) {
        received++;
        if (window.contains(sentAt)) {
            tally.add(operation, now - sentAt, error);
        }
    }

    @Override
    public void notified(Session session, long now) {
        // Watches of the mix: what is measured is what they cost the server.
    }
}
