package io.quorate.benchmarks.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Many sessions on one selector. One read per ready socket takes whatever has come, the answers lead to new requests in
 * the session's buffer, and one write sends them all: two system calls per batch, whatever its size.
 *
 * <p>Used by one thread. Anything the server does wrong ends the run with a {@link ProtocolViolation}.
 */
public final class Swarm implements AutoCloseable {
    private static final int READ_BUFFER_BYTES = 1 << 18;
    private static final int SLAB_BYTES = 1 << 24;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);
    private static final long LONGEST_SELECT_MILLIS = 20;
    private static final Traffic NO_TRAFFIC = (session, operation, _, _, _) -> {
        throw new ProtocolViolation(session + " was answered " + operation + ", which it had not asked");
    };

    private final SwarmShape shape;
    private final Selector selector;
    private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BUFFER_BYTES);
    private final List<Session> sessions = new ArrayList<>();
    private final byte[] connectFrame;
    private final Consumer<SelectionKey> ready = this::ready;
    private ByteBuffer slab = ByteBuffer.allocate(0);
    private Traffic traffic = NO_TRAFFIC;
    private int connecting;
    private int open;

    private Swarm(SwarmShape shape) throws IOException {
        this.shape = shape;
        selector = Selector.open();
        connectFrame = Frames.connect(shape.timeoutMillis());
    }

    /**
     * Opens all sessions of a shape.
     *
     * @param limit how long that may take
     * @throws ProtocolViolation when the server refuses or is too slow
     */
    public static Swarm connect(SwarmShape shape, Duration limit) {
        try {
            Swarm swarm = new Swarm(shape);
            try {
                swarm.connectAll(limit);
            } catch (IOException | RuntimeException e) {
                swarm.closeSockets();
                throw e;
            }
            return swarm;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot connect to " + shape.servers().addresses() + ": " + e.getMessage(), e);
        }
    }

    private void connectAll(Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (open < shape.sessions()) {
            while (sessions.size() < shape.sessions() && connecting < shape.connecting()) {
                start();
            }
            selector.select(ready, LONGEST_SELECT_MILLIS);
            if (System.nanoTime() > deadline) {
                throw new ProtocolViolation("after " + limit.toSeconds() + " s only " + open + " of " + shape.sessions()
                        + " sessions were open at " + shape.servers().addresses());
            }
        }
    }

    private void start() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        int index = shape.firstIndex() + sessions.size();
        Session session = new Session(index, channel, nextBuffer(), shape.depth());
        sessions.add(session);
        connecting++;
        boolean connected = channel.connect(shape.servers().of(index));
        session.register(channel.register(selector, SelectionKey.OP_CONNECT, session));
        if (connected) {
            greet(session);
        }
    }

    /** One session's share of a slab, since a direct buffer of its own costs each session a page and a cleaner. */
    private ByteBuffer nextBuffer() {
        if (!slab.hasRemaining()) {
            int shares = Math.clamp(SLAB_BYTES / shape.bufferBytes(), 1, shape.sessions() - sessions.size());
            slab = ByteBuffer.allocateDirect(shares * shape.bufferBytes());
        }
        ByteBuffer share = slab.slice(slab.position(), shape.bufferBytes());
        slab.position(slab.position() + shape.bufferBytes());
        return share;
    }

    private void greet(Session session) throws IOException {
        session.sendRaw(connectFrame);
        session.flushOrAwait();
    }

    /** The open sessions, in the order of their numbers. */
    public List<Session> sessions() {
        return Collections.unmodifiableList(sessions);
    }

    /** Writes what has been queued for all sessions. */
    void flushAll() {
        try {
            for (Session session : sessions) {
                session.flushOrAwait();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a session was lost: " + e.getMessage(), e);
        }
    }

    /** Writes what has been queued for one session. */
    void flush(Session session) {
        try {
            session.flushOrAwait();
        } catch (IOException e) {
            throw new UncheckedIOException(session + " was lost: " + e.getMessage(), e);
        }
    }

    /**
     * Receives until told to stop, at least every 20 ms.
     *
     * @param what whom to give what comes
     * @param done asked after each batch
     */
    public void run(Traffic what, BooleanSupplier done) {
        traffic = what;
        try {
            while (!done.getAsBoolean()) {
                selector.select(ready, LONGEST_SELECT_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a session was lost: " + e.getMessage(), e);
        } finally {
            traffic = NO_TRAFFIC;
        }
    }

    private void ready(SelectionKey key) {
        Session session = (Session) key.attachment();
        try {
            if (key.isConnectable()) {
                session.channel().finishConnect();
                greet(session);
                return;
            }
            if (key.isReadable()) {
                read(session);
            }
            if (traffic.sends()) {
                session.flushOrAwait();
            }
        } catch (IOException e) {
            if (session.phase() != Session.Phase.CLOSING) {
                throw new UncheckedIOException(session + " was lost: " + e.getMessage(), e);
            }
            gone(session);
        }
    }

    private void read(Session session) throws IOException {
        boolean more = true;
        while (more) {
            in.clear();
            int count = session.channel().read(in);
            long now = System.nanoTime();
            if (count < 0) {
                if (session.phase() != Session.Phase.CLOSING) {
                    throw new ProtocolViolation("the server closed " + session);
                }
                gone(session);
                return;
            }
            more = !in.hasRemaining();
            in.flip();
            boolean wasConnecting = session.phase() == Session.Phase.CONNECTING;
            session.receive(in, now, traffic);
            if (wasConnecting && session.phase() == Session.Phase.OPEN) {
                connecting--;
                open++;
            }
        }
    }

    private void gone(Session session) {
        session.phase(Session.Phase.CLOSED);
        open--;
        try {
            session.channel().close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the socket of " + session, e);
        }
    }

    /** Ends every session in order and closes its socket; the server has answered all requests before. */
    @Override
    public void close() {
        try {
            if (open == shape.sessions()) {
                closeSessions();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the sessions: " + e.getMessage(), e);
        } finally {
            closeSockets();
        }
    }

    private void closeSessions() throws IOException {
        long deadline = System.nanoTime() + CLOSE_LIMIT.toNanos();
        int expected = open;
        for (Session session : sessions) {
            session.sendClose();
            if (session.phase() == Session.Phase.CLOSING) {
                expected--;
                session.flushOrAwait();
            }
        }
        while (open > expected && System.nanoTime() < deadline) {
            selector.select(ready, LONGEST_SELECT_MILLIS);
        }
    }

    private void closeSockets() {
        for (Session session : sessions) {
            if (session.phase() != Session.Phase.CLOSED) {
                gone(session);
            }
        }
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the selector", e);
        }
    }
}
