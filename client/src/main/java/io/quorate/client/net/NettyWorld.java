package io.quorate.client.net;

import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.quorate.client.port.Link;
import io.quorate.client.port.LinkListener;
import io.quorate.client.port.Timer;
import io.quorate.client.port.World;
import io.quorate.client.session.HostPort;
import java.security.SecureRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The real world of one client: an event loop with one thread, its sockets, and the executor of callbacks. */
public final class NettyWorld implements World {
    /** How long a thread that ends waits for tasks that still come. */
    private static final long QUIET_MILLIS = 0;

    private static final long SHUTDOWN_MILLIS = 2_000;

    private final MultiThreadIoEventLoopGroup group;
    private final IoEventLoop loop;
    private final SerialExecutor callbacks;
    private final Sockets sockets;
    private final SecureRandom dice = new SecureRandom();

    /**
     * A world with a thread for the socket and, unless an executor is given, one for callbacks.
     *
     * @param callbacks runs the user's work; null for a thread of this world
     * @param maxReplyBytes longest frame accepted
     */
    public NettyWorld(@Nullable Executor callbacks, int maxReplyBytes) {
        this.group = new MultiThreadIoEventLoopGroup(
                1,
                new DefaultThreadFactory("quorate-client-loop", true),
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        this.loop = group.next();
        this.callbacks = callbacks == null ? SerialExecutor.withThread() : SerialExecutor.over(callbacks);
        this.sockets = new Sockets(loop, maxReplyBytes);
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
        Future<?> scheduled = loop.schedule(task, Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public RandomGenerator dice() {
        return dice;
    }

    @Override
    public Link connect(HostPort server, LinkListener listener) {
        return sockets.connect(server, listener);
    }

    @Override
    public void probe(HostPort server, Consumer<Boolean> takesWrites) {
        sockets.probe(server, takesWrites);
    }

    @Override
    public void close() {
        callbacks.close();
        Future<?> unused = group.shutdownGracefully(QUIET_MILLIS, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
    }
}
