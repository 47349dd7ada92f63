package io.quorate.benchmarks.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Speaks just enough of the protocol to be loaded: it answers every request with an empty success, counts requests by
 * opcode, tells all its connections of a setData once one of them has added a watch, and can be made to stall.
 */
public final class TinyServer implements AutoCloseable {
    private static final int CLOSE = -11;
    private static final int PING = 11;
    private static final int SET_DATA = 5;
    private static final int ADD_WATCH = 106;
    private static final byte[] REPLY_BODY = new byte[150];

    private final ServerSocket listener;
    private final AtomicLong nextId = new AtomicLong(1);
    private final Map<Integer, AtomicLong> counts = new ConcurrentHashMap<>();
    private final List<Connection> watching = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    private volatile int xidShift;

    public TinyServer() {
        try {
            listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().name("tiny-accept").daemon().start(this::accept);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
    }

    /** How many requests with this opcode have been answered; the connect request is none. */
    public long count(int opcode) {
        AtomicLong count = counts.get(opcode);
        return count == null ? 0 : count.get();
    }

    /** Answers nothing until the returned handle is closed. */
    Stall stall() {
        CountDownLatch shut = new CountDownLatch(1);
        gate = shut;
        return shut::countDown;
    }

    /** Answers every request with a wrong xid from now on. */
    void confuse() {
        xidShift = 1;
    }

    interface Stall extends AutoCloseable {
        @Override
        void close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                Thread.ofPlatform().name("tiny-connection").daemon().start(new Connection(socket));
            } catch (IOException _) {
                return; // Closed: the test is over.
            }
        }
    }

    private final class Connection implements Runnable {
        private final Socket socket;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Connection(Socket socket) {
            this.socket = socket;
        }

        @Override
        public void run() {
            try (socket) {
                DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
                greet(in);
                boolean open = true;
                while (open) {
                    open = answer(in);
                    if (in.available() == 0) {
                        flush();
                    }
                }
                flush();
            } catch (IOException _) {
                watching.remove(this); // The client has gone, which is its right.
            }
        }

        private void greet(DataInputStream in) throws IOException {
            in.skipNBytes(in.readInt());
            ByteBuffer reply = ByteBuffer.allocate(41);
            reply.putInt(37)
                    .putInt(0)
                    .putInt(30_000)
                    .putLong(nextId.getAndIncrement())
                    .putInt(16);
            write(reply.array());
            flush();
        }

        private boolean answer(DataInputStream in) throws IOException {
            int length = in.readInt();
            int xid = in.readInt();
            int opcode = in.readInt();
            in.skipNBytes(length - 8L);
            passGate();
            counts.computeIfAbsent(opcode, _ -> new AtomicLong()).incrementAndGet();
            if (opcode == ADD_WATCH) {
                watching.add(this);
            }
            if (opcode == SET_DATA) {
                for (Connection connection : watching) {
                    connection.reply(-1, REPLY_BODY.length);
                    connection.flush();
                }
            }
            boolean bare = opcode == CLOSE || opcode == PING;
            reply(opcode == PING ? -2 : xid + xidShift, bare ? 0 : REPLY_BODY.length);
            return opcode != CLOSE;
        }

        private void passGate() throws IOException {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }

        private void reply(int xid, int body) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DataOutputStream frame = new DataOutputStream(bytes)) {
                frame.writeInt(16 + body);
                frame.writeInt(xid);
                frame.writeLong(7);
                frame.writeInt(0);
                frame.write(REPLY_BODY, 0, body);
            }
            write(bytes.toByteArray());
        }

        private void write(byte[] bytes) throws IOException {
            synchronized (out) {
                out.write(bytes);
            }
        }

        private void flush() throws IOException {
            synchronized (out) {
                out.writeTo(socket.getOutputStream());
                out.reset();
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
