package io.quorate.benchmarks.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Many sessions with a persistent watch on one node, and one session that changes it; the next change is made when
 * every watcher has been told of the last.
 */
public final class FanOut implements Traffic {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int LIMIT_MILLIS = 30_000;

    private final int watchers;
    private final Template change;
    private final Histogram spread = new Histogram(Tally.LONGEST, 3);
    private int watching;
    private int told;
    private boolean changeAnswered;
    private long changedAt;
    private long events;
    private boolean over;
    private Window window = new Window(0, 0);

    private FanOut(int watchers, Template change) {
        this.watchers = watchers;
        this.change = change;
    }

    /**
     * What was found.
     *
     * @param events received within the window
     * @param spread nanoseconds from sending a change to the arrival of its last event
     */
    public record Outcome(long events, Histogram spread) {}

    /** The watching sessions, ready for their window. */
    public static final class Ready implements AutoCloseable {
        private final Swarm swarm;
        private final FanOut traffic;

        private Ready(Swarm swarm, FanOut traffic) {
            this.swarm = swarm;
            this.traffic = traffic;
        }

        /** Makes changes until the window ends. */
        public Outcome run(Window during) {
            return traffic.run(swarm, during);
        }

        @Override
        public void close() {
            swarm.close();
        }
    }

    /** Makes the node and opens the sessions that watch it. */
    public static Ready connect(InetSocketAddress server, String path, int watchers, int valueSize) {
        byte[] value = Frames.value(valueSize);
        try (Probe probe = Probe.connect(server, LIMIT_MILLIS)) {
            int error = probe.create(path, value);
            if (error != 0 && error != Probe.NODE_EXISTS) {
                throw new ProtocolViolation("creating " + path + " was answered with error " + error);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + path + " at " + server, e);
        }
        Template change = Frames.verbatim(Operation.SET, Frames.setData(0, path, value));
        Template watch = Frames.verbatim(Operation.WATCH, Frames.addPersistentWatch(0, path));
        FanOut traffic = new FanOut(watchers, change);
        int largest = Math.max(change.size(), watch.size());
        Swarm swarm = Swarm.connect(SwarmShape.of(server, watchers + 1, 1, largest), LIMIT);
        try {
            traffic.watch(swarm, watch);
        } catch (RuntimeException e) {
            swarm.close();
            throw e;
        }
        return new Ready(swarm, traffic);
    }

    private void watch(Swarm swarm, Template watch) {
        for (Session session : swarm.sessions().subList(0, watchers)) {
            session.send(watch, 0, 0, System.nanoTime());
        }
        swarm.flushAll();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        swarm.run(this, () -> watching == watchers || System.nanoTime() - deadline > 0);
        if (watching < watchers) {
            throw new ProtocolViolation("only " + watching + " of " + watchers + " watches were confirmed");
        }
    }

    private Outcome run(Swarm swarm, Window during) {
        window = during;
        Session writer = swarm.sessions().get(watchers);
        change(writer);
        swarm.flush(writer);
        swarm.run(this, () -> {
            if (told == watchers && changeAnswered && !over) {
                next(swarm, writer);
            }
            return over || window.isOverdue(System.nanoTime());
        });
        if (!over) {
            throw new ProtocolViolation(told + " of " + watchers + " watchers were told of a change in "
                    + TimeUnit.NANOSECONDS.toSeconds(Window.DRAIN.toNanos()) + " s");
        }
        return new Outcome(events, spread);
    }

    private void next(Swarm swarm, Session writer) {
        if (window.isBefore(System.nanoTime())) {
            over = true;
        } else {
            change(writer);
            swarm.flush(writer);
        }
    }

    private void change(Session writer) {
        told = 0;
        changeAnswered = false;
        changedAt = System.nanoTime();
        writer.send(change, 0, 0, changedAt);
    }

    @Override
    public void answered(Session session, Operation operation, long sentAt, long now, int error) {
        if (error != 0) {
            throw new ProtocolViolation(operation.label() + " was answered with error " + error);
        }
        if (operation == Operation.WATCH) {
            watching++;
        } else {
            changeAnswered = true;
        }
    }

    @Override
    public void notified(Session session, long now) {
        told++;
        if (told > watchers) {
            throw new ProtocolViolation("one change led to more than " + watchers + " events");
        }
        if (window.contains(now)) {
            events++;
            if (told == watchers) {
                spread.recordValue(Math.clamp(now - changedAt, 0, Tally.LONGEST));
            }
        }
    }
}
