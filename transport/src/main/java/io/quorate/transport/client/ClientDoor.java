package io.quorate.transport.client;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.quorate.replica.port.Clients;
import io.quorate.replica.port.Time;
import io.quorate.transport.client.Acceptor.Speech;
import io.quorate.transport.client.ClientDoorConfig.Limits;
import io.quorate.transport.client.LaneCounters.Counter;
import io.quorate.tree.FastReader;
import io.quorate.tree.access.AccessRules;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The door for clients: listens, and carries between their sockets and the replica. It is made shut, because the
 * replica that it serves needs it as its {@link Clients}; {@link #open} completes the circle.
 */
public final class ClientDoor implements Clients, AutoCloseable {
    /** Connections that the kernel holds for us unless configured otherwise; the kernel has a bound of its own. */
    private static final int DEFAULT_BACKLOG = 4096;
    /** Above this much unsent output a connection is not read from, and nothing more is encoded for it. */
    private static final int HIGH_WATER_BYTES = 1 << 20;
    /** Below this much it goes on. */
    private static final int LOW_WATER_BYTES = HIGH_WATER_BYTES / 2;

    private static final long CLOSE_TIMEOUT_MS = 5_000;
    /** Steps of handshakes that may wait for a thread; beyond it handshakes fail. */
    private static final int TASKS_WAITING = 1024;

    private static final int TASK_THREAD_IDLE_S = 30;

    private final ClientDoorConfig config;
    private final Time time;
    private final @Nullable TlsContexts tls;
    private final TokenBucket bucket;
    private final List<LaneCounters> counters = new ArrayList<>();
    private final List<Channel> listening = new ArrayList<>();
    private final List<ExecutorService> taskThreads = new ArrayList<>();
    private volatile List<Acceptor> acceptors = List.of();
    private volatile List<Lane> lanes = List.of();
    private volatile List<InetSocketAddress> addresses;
    private volatile List<InetSocketAddress> secureAddresses = List.of();
    private volatile boolean closed;

    /**
     * A door that is still shut.
     *
     * @throws TlsException if it shall speak TLS and what that needs cannot be used
     */
    public ClientDoor(ClientDoorConfig config, Time time) throws TlsException {
        this.config = config;
        this.time = time;
        bucket = new TokenBucket(
                config.throttle(),
                time.monotonicMs(),
                () -> ThreadLocalRandom.current().nextDouble());
        TlsSettings settings = config.tls();
        tls = settings == null
                ? null
                : new TlsContexts(settings, config.limits().sessionlessTimeoutMs());
        addresses = config.addresses();
        for (int i = 0; i < Math.max(1, config.eventLoops()); i++) {
            counters.add(new LaneCounters());
        }
    }

    /**
     * Listens, from now until {@link #close()}. To be called once.
     *
     * @throws IOException when an address cannot be listened at; the message names it
     */
    public void open(
            RequestSink sink, FastReader reader, AccessRules rules, Authenticator authenticator, FourLetterWords words)
            throws IOException {
        DoorParts parts = new DoorParts(
                config.limits(),
                config.enforcedSchemes(),
                time,
                sink,
                reader,
                rules,
                authenticator,
                words,
                tls != null,
                bucket,
                new AtomicLong(),
                this::outstanding);
        Transport transport = Transport.best();
        ThreadFactory threads = new DefaultThreadFactory("clients", true);
        MultiThreadIoEventLoopGroup loops =
                new MultiThreadIoEventLoopGroup(counters.size(), threads, transport.ioHandlers());
        ByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
        List<Lane> made = new ArrayList<>();
        for (EventExecutor loop : loops) {
            made.add(new Lane((EventLoop) loop, parts, counters.get(made.size()), allocator));
        }
        lanes = List.copyOf(made);
        EventFrames eventFrames = new EventFrames();
        TlsSettings settings = config.tls();
        Acceptor.Tls handshakes = tls == null ? null : new Acceptor.Tls(tls, startTaskThreads());
        Speech speech = settings != null && settings.unified() ? Speech.EITHER : Speech.PLAIN;
        Acceptor plain = new Acceptor(lanes, parts, eventFrames, speech, handshakes);
        Acceptor secure = new Acceptor(lanes, parts, eventFrames, Speech.TLS, handshakes);
        acceptors = List.of(plain, secure);
        addresses = listen(
                bootstrap(loops, transport, plain, allocator), config.addresses(), "clientPort or clientPortAddress");
        if (settings != null) {
            secureAddresses = listen(
                    bootstrap(loops, transport, secure, allocator),
                    settings.addresses(),
                    "secureClientPort or secureClientPortAddress");
        }
    }

    /** Handshakes cost milliseconds, and a certificate may have to be asked about: no event loop waits for that. */
    private ExecutorService startTaskThreads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                counters.size(),
                counters.size(),
                TASK_THREAD_IDLE_S,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(TASKS_WAITING),
                new DefaultThreadFactory("handshakes", true));
        threads.allowCoreThreadTimeOut(true);
        taskThreads.add(threads);
        return threads;
    }

    /**
     * Reads certificates and keys again if their files have changed; connections that exist keep theirs. Any thread; it
     * may block.
     *
     * @return whether they had changed
     * @throws TlsException when they cannot be used; the ones before stay in use
     */
    public boolean reloadTls() throws TlsException {
        return tls != null && tls.reload();
    }

    private ServerBootstrap bootstrap(
            MultiThreadIoEventLoopGroup loops, Transport transport, Acceptor acceptor, ByteBufAllocator allocator) {
        Limits limits = config.limits();
        return new ServerBootstrap()
                .group(loops, loops)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, limits.listenBacklog() < 0 ? DEFAULT_BACKLOG : limits.listenBacklog())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, allocator)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, limits.tcpKeepAlive())
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(LOW_WATER_BYTES, HIGH_WATER_BYTES))
                .childHandler(acceptor);
    }

    private List<InetSocketAddress> listen(ServerBootstrap bootstrap, List<InetSocketAddress> wanted, String keys)
            throws IOException {
        List<InetSocketAddress> bound = new ArrayList<>();
        for (InetSocketAddress address : wanted) {
            try {
                Channel channel = bootstrap.bind(address).syncUninterruptibly().channel();
                listening.add(channel);
                bound.add((InetSocketAddress) channel.localAddress());
            } catch (Exception refused) {
                close();
                throw new IOException(
                        "cannot listen for clients at " + address + ": " + refused.getMessage()
                                + "; free the port or configure another " + keys,
                        refused);
            }
        }
        return List.copyOf(bound);
    }

    /** Where the door listens, with the ports it was given, in the order of the configuration. */
    public List<InetSocketAddress> addresses() {
        return addresses;
    }

    /** Where it listens for TLS alone; empty before it is open. */
    public List<InetSocketAddress> secureAddresses() {
        return secureAddresses;
    }

    @Override
    public void flush() {
        for (Lane lane : lanes) {
            lane.flush();
        }
    }

    /** There is room in the inbox again. {@link #flush()} does this too. Any thread. */
    public void resume() {
        flush();
    }

    private long outstanding() {
        return sum(Counter.OUTSTANDING);
    }

    private long sum(Counter counter) {
        long sum = 0;
        for (LaneCounters lane : counters) {
            sum += lane.get(counter);
        }
        return sum;
    }

    /** The counters. Any thread. */
    public DoorStats stats() {
        long last = -1;
        long min = -1;
        long max = -1;
        for (LaneCounters lane : counters) {
            long lowest = lane.get(Counter.MIN_RESPONSE);
            if (lowest >= 0) {
                last = lane.get(Counter.LAST_RESPONSE);
                min = min < 0 ? lowest : Math.min(min, lowest);
                max = Math.max(max, lane.get(Counter.MAX_RESPONSE));
            }
        }
        return new DoorStats(
                acceptors.stream().mapToInt(Acceptor::open).sum(),
                outstanding(),
                sum(Counter.PACKETS_RECEIVED),
                sum(Counter.PACKETS_SENT),
                sum(Counter.BYTES_RECEIVED),
                sum(Counter.BYTES_SENT),
                sum(Counter.FAST_READS),
                sum(Counter.REJECTED),
                sum(Counter.CONNECT_REQUESTS),
                sum(Counter.DROPPED),
                sum(Counter.SESSIONLESS_EXPIRED),
                sum(Counter.AUTH_FAILURES),
                sum(Counter.LARGE_REJECTED),
                last,
                min,
                max,
                latency(lane -> lane.requests),
                latency(lane -> lane.reads),
                latency(lane -> lane.updates),
                bucket.stats(),
                new DoorStats.Tls(
                        tls == null ? 0 : tls.handshakes(),
                        sum(Counter.UNSUCCESSFUL_HANDSHAKES),
                        sum(Counter.HANDSHAKES_EXCEEDED),
                        sum(Counter.NON_MUTUAL_LOCAL),
                        sum(Counter.NON_MUTUAL_REMOTE)));
    }

    private DoorStats.Latency latency(Function<LaneCounters, LatencyTally> which) {
        return LatencyTally.sum(counters.stream().map(which).toList());
    }

    /** All connections; completed on an event loop. Any thread. */
    public CompletableFuture<List<ConnectionStats>> connections() {
        List<CompletableFuture<List<ConnectionStats>>> parts = new ArrayList<>();
        for (Lane lane : lanes) {
            CompletableFuture<List<ConnectionStats>> part = new CompletableFuture<>();
            lane.loop.execute(() -> part.complete(lane.connectionStats()));
            parts.add(part);
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(_ ->
                        parts.stream().flatMap(part -> part.join().stream()).toList());
    }

    /** Begins the figures of all connections anew ({@code crst}). Any thread. */
    public CompletableFuture<Void> resetConnectionStats() {
        return onAllLoops(Lane::resetConnections);
    }

    /** Begins the counters of the door that can be reset anew ({@code srst}). Any thread. */
    public CompletableFuture<Void> resetStats() {
        return onAllLoops(lane -> lane.counters.reset());
    }

    /**
     * Closes the connection of a session without a word. Any thread.
     *
     * @return whether there was one
     */
    public CompletableFuture<Boolean> cut(long sessionId) {
        List<CompletableFuture<Boolean>> parts = lanes.stream()
                .map(lane -> CompletableFuture.supplyAsync(() -> lane.cut(sessionId), lane.loop))
                .toList();
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(_ -> parts.stream().anyMatch(CompletableFuture::join));
    }

    /** The threads that all connections live on; none before it is open. */
    public List<Executor> eventLoops() {
        return lanes.stream().map(lane -> (Executor) lane.loop).toList();
    }

    private CompletableFuture<Void> onAllLoops(Consumer<Lane> work) {
        return CompletableFuture.allOf(lanes.stream()
                .map(lane -> CompletableFuture.runAsync(() -> work.accept(lane), lane.loop))
                .toArray(CompletableFuture[]::new));
    }

    /** Stops listening and closes all connections, and waits until they are closed. Not from an event loop. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (Channel channel : listening) {
            var _ = channel.close().awaitUninterruptibly(CLOSE_TIMEOUT_MS);
        }
        for (Lane lane : lanes) {
            lane.loop.execute(lane::closeAll);
        }
        for (Lane lane : lanes) {
            var _ = lane.loop.shutdownGracefully(0, CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        }
        for (Lane lane : lanes) {
            if (lane.loop.terminationFuture().awaitUninterruptibly(CLOSE_TIMEOUT_MS)) {
                lane.release();
            }
        }
        taskThreads.forEach(ExecutorService::shutdownNow);
    }
}
