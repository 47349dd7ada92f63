package io.quorate.benchmarks.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Opens a session, closes it in order, and again, a few at a time. One thread. */
public final class Churn implements AutoCloseable {
    /** Connect response and reply to closeSession, length prefixes included. */
    private static final int CONNECT_BYTES = 41;

    private static final int CLOSE_BYTES = 20;
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(30);
    private static final long SELECT_MILLIS = 20;

    private final InetSocketAddress server;
    private final Selector selector;
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 10);
    private final ByteBuffer connect = direct(Frames.connect(SwarmShape.DEFAULT_TIMEOUT_MILLIS));
    private final ByteBuffer close = direct(Frames.closeSession(1));
    private final Histogram lifetimes = new Histogram(Tally.LONGEST, 3);
    private int open;
    private long lastProgress;

    /** A churn of sessions at a server. */
    public Churn(InetSocketAddress server) {
        this.server = server;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a selector", e);
        }
    }

    private static final class Visit {
        private final long startedAt = System.nanoTime();
        private int received;
    }

    /**
     * Opens and closes sessions until the window ends.
     *
     * @param concurrency how many are under way at once
     * @return nanoseconds from connecting to the closed socket, of the sessions that ended within the window
     */
    public Histogram run(int concurrency, Window window) {
        try {
            lastProgress = System.nanoTime();
            for (int i = 0; i < concurrency; i++) {
                start();
            }
            while (open > 0) {
                selector.select(key -> ready(key, window), SELECT_MILLIS);
                if (System.nanoTime() - lastProgress > SILENCE_LIMIT.toNanos()) {
                    throw new ProtocolViolation("no session has got anywhere for " + SILENCE_LIMIT.toSeconds() + " s");
                }
            }
            return lifetimes;
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private UncheckedIOException lost(IOException e) {
        return new UncheckedIOException("a session at " + server + " was lost: " + e.getMessage(), e);
    }

    private void start() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        open++;
        boolean connected = channel.connect(server);
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, new Visit());
        if (connected) {
            send(key, connect);
        }
    }

    private void send(SelectionKey key, ByteBuffer frame) throws IOException {
        frame.rewind();
        ((SocketChannel) key.channel()).write(frame);
        if (frame.hasRemaining()) {
            throw new IOException("a new socket has no room for " + frame.limit() + " bytes");
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    private void ready(SelectionKey key, Window window) {
        try {
            SocketChannel channel = (SocketChannel) key.channel();
            if (key.isConnectable()) {
                channel.finishConnect();
                send(key, connect);
                return;
            }
            Visit visit = (Visit) key.attachment();
            in.clear();
            int count = channel.read(in);
            if (count < 0) {
                ended(channel, visit, window);
                return;
            }
            int before = visit.received;
            visit.received += count;
            if (before < CONNECT_BYTES && visit.received >= CONNECT_BYTES) {
                send(key, close);
            }
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private void ended(SocketChannel channel, Visit visit, Window window) throws IOException {
        channel.close();
        open--;
        if (visit.received != CONNECT_BYTES + CLOSE_BYTES) {
            throw new ProtocolViolation("a session received " + visit.received + " bytes from opening to closing, not "
                    + (CONNECT_BYTES + CLOSE_BYTES));
        }
        long now = System.nanoTime();
        lastProgress = now;
        if (window.contains(now)) {
            lifetimes.recordValue(Math.clamp(now - visit.startedAt, 0, Tally.LONGEST));
        }
        if (!window.isBefore(now)) {
            start();
        }
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes);
    }

    /** Closes what is still open. */
    @Override
    public void close() {
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the sockets", e);
        }
    }
}
