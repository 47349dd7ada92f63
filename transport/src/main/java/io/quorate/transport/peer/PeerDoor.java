package io.quorate.transport.peer;

import io.netty.bootstrap.AbstractBootstrap;
import io.netty.channel.ChannelFuture;
import io.quorate.replica.Input;
import io.quorate.replica.port.Peers;
import io.quorate.zab.ElectionMessage;
import io.quorate.zab.Input.LinkDown;
import io.quorate.zab.Link;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The door to the other members (quorum protocol 1 and 4): what the agreement says leaves by it, and what peers say
 * comes in as {@link Input.ForZab}. Made shut; it may be told things at once, and hears nothing before {@link #open}.
 * What the port's methods say is gathered on the driver's thread and handed to the door's event loop by {@link #flush}.
 */
public final class PeerDoor implements Peers, AutoCloseable {
    private static final int BIND_PAUSE_S = 1;
    private static final int BIND_TIMEOUT_S = 10;

    private final PeerDoorConfig config;
    private final PeerInputs inputs;
    private final PeerLoop loop;
    private final ElectionDoor election;
    private final QuorumPort quorum;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** Ends the waiting for a port. */
    private final CountDownLatch closing = new CountDownLatch(1);

    private final EncodedOnce encoded = new EncodedOnce();
    private List<Runnable> orders = new ArrayList<>();
    private final Set<PeerLink> spokenTo = new LinkedHashSet<>();
    private final List<PeerLink> opened = new ArrayList<>();

    /**
     * A door that is still shut.
     *
     * @param inputs the way into the member
     * @param store log and snapshots
     * @param blocking runs what may take long: names are looked up, history is read and snapshots are stored there. It
     *     must start a thread for each of these if need be; if it refuses, only that link or attempt fails.
     * @param routes the way to the others
     */
    public PeerDoor(PeerDoorConfig config, PeerInputs inputs, PeerStore store, Executor blocking, Routes routes) {
        this(config, inputs, store, blocking, InetAddress::getAllByName, routes);
    }

    PeerDoor(
            PeerDoorConfig config,
            PeerInputs inputs,
            PeerStore store,
            Executor blocking,
            Names.Resolver resolver,
            Routes routes) {
        this.config = config;
        this.inputs = inputs;
        loop = new PeerLoop(config, blocking, resolver, routes);
        Ballots ballots = new Ballots(loop.loop(), inputs);
        election = switch (config.electionRule()) {
            case FAST -> new ElectionPort(config, loop, ballots);
            case BASIC -> new BasicElectionPort(config, loop, ballots);
        };
        quorum = new QuorumPort(config, loop, inputs, store, blocking);
    }

    /**
     * Listens, from now until {@link #close()}; blocks until the ports are there. To be called once, when the member
     * has begun: what peers say comes at once.
     *
     * @throws IOException when an address cannot be listened at; the message names it
     */
    public void open() throws IOException {
        PeerDoorConfig.Member own = config.own();
        try {
            AbstractBootstrap<?, ?> votes = switch (election) {
                case ElectionPort fast -> loop.listening(fast.acceptor(), PeerLoop.Use.VOTES);
                case BasicElectionPort basic -> loop.datagrams(basic.acceptor());
            };
            bindAll(votes, own.election(), "election port");
            bindAll(loop.listening(quorum.acceptor(), PeerLoop.Use.PACKETS), own.quorum(), "quorum port");
        } catch (IOException | RuntimeException refused) {
            close();
            throw refused;
        }
    }

    private void bindAll(AbstractBootstrap<?, ?> bootstrap, List<Endpoint> endpoints, String what) throws IOException {
        Set<Integer> ports = new LinkedHashSet<>();
        for (Endpoint endpoint : endpoints) {
            if (!config.listenOnAllAddresses()) {
                bind(bootstrap, endpoint, what);
            } else if (ports.add(endpoint.port())) {
                bind(bootstrap, new Endpoint("0.0.0.0", endpoint.port()), what);
            }
        }
    }

    private void bind(AbstractBootstrap<?, ?> bootstrap, Endpoint endpoint, String what) throws IOException {
        for (int attempt = 1; ; attempt++) {
            String refusal = tryToBind(bootstrap, endpoint);
            if (refusal == null) {
                return;
            }
            if (attempt == config.bindAttempts() || isClosingWithin(BIND_PAUSE_S)) {
                throw new IOException("cannot listen at " + endpoint + " (" + what + "): " + refusal
                        + "; free the port, or correct the line server." + config.self());
            }
        }
    }

    /** Null if it listens. */
    private @Nullable String tryToBind(AbstractBootstrap<?, ?> bootstrap, Endpoint endpoint) {
        List<InetSocketAddress> addresses = loop.names().addressesOf(List.of(endpoint));
        if (addresses.isEmpty()) {
            return "nobody knows the address of " + endpoint.host();
        }
        ChannelFuture bound = bootstrap.bind(addresses.getFirst());
        if (!bound.awaitUninterruptibly(BIND_TIMEOUT_S, TimeUnit.SECONDS)) {
            return "no answer within " + BIND_TIMEOUT_S + " s";
        }
        return bound.isSuccess() ? null : String.valueOf(bound.cause().getMessage());
    }

    private boolean isClosingWithin(int seconds) {
        try {
            return closing.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The thread that all links live on. */
    public Executor eventLoop() {
        return loop.loop();
    }

    @Override
    public void tell(ServerId to, ElectionMessage message) {
        orders.add(() -> election.tell(to, message));
    }

    @Override
    public void open(Link link, ServerId to) {
        PeerLink fresh = quorum.enter(link);
        opened.add(fresh);
        orders.add(() -> quorum.dial(fresh, to));
    }

    @Override
    public void close(Link link, String reason) {
        PeerLink to = speakTo(link);
        if (to != null) {
            to.staging().farewell(reason);
        }
    }

    private @Nullable PeerLink speakTo(Link link) {
        PeerLink to = quorum.find(link);
        if (to != null) {
            spokenTo.add(to);
        }
        return to;
    }

    @Override
    public void send(Link link, ZabMessage message) {
        PeerLink to = speakTo(link);
        if (to != null) {
            to.say(encoded.encode(message));
        }
    }

    @Override
    public void sendHistory(Link link, long after, long through) {
        PeerLink to = speakTo(link);
        if (to != null) {
            to.staging().history(after, through);
        }
    }

    @Override
    public void beginSnapshot(Link link, long zxid) {
        send(link, new ZabMessage.Snap(zxid));
        PeerLink to = quorum.find(link);
        if (to != null) {
            to.staging().beginSnapshot();
        }
    }

    @Override
    public void snapshotBytes(Link link, byte[] bytes, int offset, int length) {
        PeerLink to = speakTo(link);
        if (to != null) {
            to.saySnapshot(bytes, offset, length);
        }
    }

    @Override
    public void endSnapshot(Link link) {
        PeerLink to = speakTo(link);
        if (to != null) {
            to.staging().endSnapshot();
        }
    }

    /** The learners that are connected, in the order in which they came. Any thread; fails when the door is closed. */
    public CompletableFuture<List<LearnerTraffic>> learners() {
        CompletableFuture<List<LearnerTraffic>> told = new CompletableFuture<>();
        if (!loop.later(() -> told.complete(quorum.learners()))) {
            told.completeExceptionally(new IllegalStateException("the door to the other members is closed"));
        }
        return told;
    }

    @Override
    public long backlogBytes(Link link) {
        PeerLink to = quorum.find(link);
        return to == null ? 0 : to.backlogBytes();
    }

    @Override
    public void receiveSnapshot(Link link, long zxid) {
        PeerLink from = quorum.find(link);
        if (from != null) {
            PeerStore.Reception reception = quorum.store().receive(zxid);
            orders.add(() -> from.receiveSnapshot(zxid, reception));
        }
    }

    @Override
    public void flush() {
        if (orders.isEmpty() && spokenTo.isEmpty()) {
            return;
        }
        List<Runnable> batch = orders;
        orders = new ArrayList<>();
        for (PeerLink link : spokenTo) {
            List<Departure> said = link.staging().take();
            batch.add(() -> link.depart(said));
        }
        spokenTo.clear();
        if (!loop.later(() -> batch.forEach(Runnable::run))) {
            for (PeerLink link : opened) {
                quorum.forget(link);
                inputs.post(new Input.ForZab(new LinkDown(link.link())));
            }
        }
        opened.clear();
    }

    /** Ends all connections and gives the ports back, and waits for that. Not from the door's event loop. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        closing.countDown();
        CountDownLatch ended = new CountDownLatch(1);
        boolean running = loop.later(() -> {
            election.close();
            quorum.close();
            ended.countDown();
        });
        if (running) {
            boolean _ = isOver(ended);
        }
        loop.close();
    }

    private static boolean isOver(CountDownLatch latch) {
        try {
            return latch.await(BIND_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
