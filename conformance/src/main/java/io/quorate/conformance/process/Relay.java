package io.quorate.conformance.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where one member finds one port of another: carries each connection on to that port, both directions apart from each
 * other. Safe for any thread.
 */
final class Relay implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final int PIECE = 1 << 16;

    private final ServerSocket door;
    private final InetSocketAddress target;
    private final Way there;
    private final Way back;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** Connections that come to the first address go on to the second. */
    Relay(InetSocketAddress listening, InetSocketAddress target, Way there, Way back) {
        this.target = target;
        this.there = there;
        this.back = back;
        try {
            door = new ServerSocket();
            door.setReuseAddress(true);
            door.bind(listening);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen at " + listening, e);
        }
        Thread.ofVirtual().name("relay-to-" + target).start(this::admit);
    }

    private void admit() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                open.add(near);
                Thread.ofVirtual().start(() -> carryOn(near));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** A connection takes a word and an answer: it is made when both ways are open. */
    private void carryOn(Socket near) {
        Socket far = new Socket();
        open.add(far);
        try {
            if (there.pass() && back.pass()) {
                far.connect(target, CONNECT_TIMEOUT_MS);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                Thread answers = Thread.ofVirtual().start(() -> pump(far, near, back));
                pump(near, far, there);
                answers.join();
            }
        } catch (IOException nobodyThere) {
            // The member is down: whoever came is told by the end of the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(near);
            end(far);
        }
    }

    /** Carries bytes, and at last the end of the stream, which nobody hears of while the way is blocked. */
    private void pump(Socket from, Socket to, Way way) {
        byte[] piece = new byte[PIECE];
        try {
            int length = from.getInputStream().read(piece);
            while (length >= 0 && way.pass()) {
                to.getOutputStream().write(piece, 0, length);
                length = from.getInputStream().read(piece);
            }
        } catch (IOException broken) {
            // Either side has gone; the other one hears of it as soon as the way lets it through.
        }
        if (way.pass()) {
            try {
                to.shutdownOutput();
            } catch (IOException goneToo) {
                end(to);
            }
        }
        if (from.isClosed() || to.isClosed()) {
            end(from);
            end(to);
        }
    }

    /** Breaks every connection; they may be made again at once. */
    void reset() {
        open.forEach(this::end);
    }

    private void end(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        there.end();
        back.end();
        reset();
    }
}
