package io.quorate.benchmarks.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;

/**
 * One load on one server or the members of an ensemble, in a closed or an open loop.
 *
 * @param servers where it goes
 * @param sessions how many sessions send
 * @param depth requests in flight per session of a closed loop
 * @param rate requests per second of an open loop over all sessions; 0 for a closed loop
 * @param mix what they ask
 * @param valueSize bytes that a write carries
 * @param space the keys; they exist
 * @param threads client threads over which the sessions are spread
 */
public record Load(
        Servers servers, int sessions, int depth, double rate, Mix mix, int valueSize, KeySpace space, int threads) {
    /** Largest value: what ZooKeeper takes at its default {@code jute.maxbuffer}, less room for the path. */
    public static final int MAX_VALUE = 1_000_000;

    private static final Duration CONNECT_LIMIT = Duration.ofMinutes(3);
    private static final Duration SWEEP_LIMIT = Duration.ofMinutes(5);
    private static final int SWEEP_DEPTH = 8;

    /** On one server. */
    public Load(
            InetSocketAddress server,
            int sessions,
            int depth,
            double rate,
            Mix mix,
            int valueSize,
            KeySpace space,
            int threads) {
        this(Servers.only(server), sessions, depth, rate, mix, valueSize, space, threads);
    }

    /** Checks the bounds. */
    public Load {
        if (threads < 1 || threads > sessions) {
            throw new IllegalArgumentException("the client threads must be 1.." + sessions + ", not " + threads);
        }
        if (valueSize < 0 || valueSize > MAX_VALUE) {
            throw new IllegalArgumentException("the value size must be 0.." + MAX_VALUE + " B, not " + valueSize);
        }
        if (rate < 0) {
            throw new IllegalArgumentException("the rate must not be negative: " + rate);
        }
        double silence = rate == 0 ? 0 : sessions / rate * 1000;
        if (silence > SwarmShape.DEFAULT_TIMEOUT_MILLIS / 2.0) {
            throw new IllegalArgumentException("at this rate each session is silent for " + Math.round(silence)
                    + " ms and would expire; use more than " + Math.ceil(sessions / 20.0) + "/s or fewer sessions");
        }
    }

    /**
     * What a load gave.
     *
     * @param tally what was counted within the window
     * @param lag by how much an open loop sent late, in nanoseconds; empty for a closed one
     */
    public record Outcome(Tally tally, Histogram lag) {}

    /** The sessions of a load, open and waiting for its window. */
    public static final class Ready implements AutoCloseable {
        private final Load load;
        private final List<Swarm> swarms = new ArrayList<>();

        private Ready(Load load) {
            this.load = load;
        }

        /** Runs the load until the window ends and everything is answered. */
        public Outcome run(Window window) {
            List<CompletableFuture<Outcome>> running = new ArrayList<>();
            for (int i = 1; i < swarms.size(); i++) {
                running.add(started(i, window));
            }
            Outcome outcome = load.drive(swarms.getFirst(), 0, window);
            for (CompletableFuture<Outcome> other : running) {
                outcome.tally().add(other.join().tally());
                outcome.lag().add(other.join().lag());
            }
            if (load.mix.contains(Operation.CREATE) || load.mix.contains(Operation.DELETE)) {
                swarms.forEach(load::sweep);
            }
            return outcome;
        }

        private CompletableFuture<Outcome> started(int index, Window window) {
            CompletableFuture<Outcome> result = new CompletableFuture<>();
            Thread.ofPlatform().name("bench-client-" + index).daemon().start(() -> {
                try {
                    result.complete(load.drive(swarms.get(index), index, window));
                } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                }
            });
            return result;
        }

        @Override
        public void close() {
            swarms.forEach(Swarm::close);
        }
    }

    /** Opens the sessions. */
    public Ready connect() {
        Ready ready = new Ready(this);
        int first = 0;
        for (int i = 0; i < threads; i++) {
            int share = sessions / threads + (i < sessions % threads ? 1 : 0);
            ready.swarms.add(Swarm.connect(shape(share, first), CONNECT_LIMIT));
            first += share;
        }
        return ready;
    }

    private SwarmShape shape(int share, int first) {
        int frame = Requests.largestFrame(mix, space, Frames.value(valueSize));
        if (rate > 0) {
            return OpenLoop.shape(servers, share, first, frame);
        }
        SwarmShape shape = SwarmShape.of(servers, share, depth, frame);
        return new SwarmShape(
                servers, share, first, depth, shape.bufferBytes(), shape.timeoutMillis(), shape.connecting());
    }

    private void sweep(Swarm swarm) {
        int pipelined = rate == 0 ? depth : SWEEP_DEPTH;
        new Sweep(space, Window.after(Duration.ZERO, SWEEP_LIMIT)).run(swarm, pipelined);
    }

    private Outcome drive(Swarm swarm, int thread, Window window) {
        byte[] value = Frames.value(valueSize);
        Requests requests = new Requests(mix, space, value, thread + 1L);
        if (rate == 0) {
            return new Outcome(new ClosedLoop(requests, window).run(swarm, depth), new Histogram(Tally.LONGEST, 3));
        }
        double share = rate * swarm.sessions().size() / sessions;
        OpenLoop loop = new OpenLoop(requests, window, share, Requests.largestFrame(mix, space, value));
        return new Outcome(loop.run(swarm), loop.lag());
    }
}
