package io.quorate.client.net;

import io.quorate.client.port.Link;
import io.quorate.client.port.LinkListener;
import io.quorate.client.port.Timer;
import io.quorate.client.port.World;
import io.quorate.client.session.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The world of one client that runs for real. What may wait, names and probes, has virtual threads of its own. */
public final class RealWorld implements World {
    private static final int PROBE_MILLIS = 2_000;
    private static final byte[] ISRO = "isro".getBytes(StandardCharsets.US_ASCII);
    private static final String TAKES_WRITES = "rw";

    private final EventLoop loop;
    private final SerialExecutor callbacks;
    private final int maxReplyBytes;
    private final SecureRandom dice = new SecureRandom();

    /**
     * A world with a thread for the socket and, unless an executor is given, one for callbacks.
     *
     * @param callbacks runs the user's work; null for a thread of this world
     * @param maxReplyBytes longest frame accepted
     */
    public RealWorld(@Nullable Executor callbacks, int maxReplyBytes) {
        this.loop = new EventLoop("quorate-client-loop");
        this.callbacks = callbacks == null ? SerialExecutor.withThread() : SerialExecutor.over(callbacks);
        this.maxReplyBytes = maxReplyBytes;
        loop.start();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Executor loop() {
        return loop;
    }

    @Override
    public Executor callbacks() {
        return callbacks;
    }

    @Override
    public Timer after(long delayNanos, Runnable task) {
        return loop.after(delayNanos, task);
    }

    @Override
    public RandomGenerator dice() {
        return dice;
    }

    /** A name has several addresses at times: one of them is taken by chance, and chosen anew at the next attempt. */
    @Override
    public Link connect(HostPort server, LinkListener listener) {
        SocketLink link = new SocketLink(listener, maxReplyBytes);
        Thread.ofVirtual().name("quorate-client-resolve").start(() -> {
            try {
                InetAddress[] all = InetAddress.getAllByName(server.host());
                InetSocketAddress address = new InetSocketAddress(all[dice.nextInt(all.length)], server.port());
                loop.execute(() -> link.open(address, loop.selector()));
            } catch (UnknownHostException e) {
                loop.execute(() -> link.refuse("its name cannot be resolved: " + e.getMessage()));
            }
        });
        return link;
    }

    @Override
    public void probe(HostPort server, Consumer<Boolean> takesWrites) {
        Thread.ofVirtual().name("quorate-client-probe").start(() -> {
            boolean yes = takesWrites(server);
            loop.execute(() -> takesWrites.accept(yes));
        });
    }

    private static boolean takesWrites(HostPort server) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.host(), server.port()), PROBE_MILLIS);
            socket.setSoTimeout(PROBE_MILLIS);
            socket.getOutputStream().write(ISRO);
            byte[] answer = socket.getInputStream().readNBytes(TAKES_WRITES.length());
            return TAKES_WRITES.equals(new String(answer, StandardCharsets.US_ASCII));
        } catch (IOException unused) {
            // A server that cannot be asked is none to move to.
            return false;
        }
    }

    @Override
    public void close() {
        loop.end();
    }
}
