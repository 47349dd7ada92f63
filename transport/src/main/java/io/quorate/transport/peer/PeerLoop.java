package io.quorate.transport.peer;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one event loop of the door, on which all its sockets live and everything that belongs to them, and how channels
 * are made for it.
 */
final class PeerLoop {
    private static final Logger LOG = LoggerFactory.getLogger(PeerLoop.class);
    private static final int BACKLOG = 256;
    private static final long CLOSE_TIMEOUT_MS = 5_000;

    private final PeerDoorConfig config;
    private final Sockets sockets = Sockets.best();
    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("peers", true), sockets.ioHandlers());
    private final EventLoop loop = (EventLoop) group.next();
    private final ChannelGroup channels = new DefaultChannelGroup(loop, true);
    private final Names names;
    private final Routes routes;
    private final Complaints complaints = new Complaints();

    PeerLoop(PeerDoorConfig config, Executor blocking, Names.Resolver resolver, Routes routes) {
        this.config = config;
        this.routes = routes;
        names = new Names(loop, blocking, resolver);
    }

    EventLoop loop() {
        return loop;
    }

    Names names() {
        return names;
    }

    Complaints complaints() {
        return complaints;
    }

    /**
     * Has something done there, later. Any thread.
     *
     * @return false when the door is closed and it will not be done
     */
    boolean later(Runnable work) {
        try {
            loop.execute(work);
            return true;
        } catch (RejectedExecutionException _) {
            return false;
        }
    }

    /** What a connection is for. */
    enum Use {
        /**
         * Rare words without any sign of life between them: they leave at once, and a peer that does not confirm them
         * is given up where the kernel offers that, for it would hear them minutes after a partition has healed.
         */
        VOTES,
        /** A stream that the agreement watches. */
        PACKETS
    }

    /** What listens; the channels it accepts go to {@code acceptor}. */
    ServerBootstrap listening(ChannelInitializer<Channel> acceptor, Use use) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group, group)
                .channel(sockets.listening())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .handler(remember())
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.TCP_NODELAY, use == Use.VOTES || config.noDelay())
                .childOption(ChannelOption.SO_KEEPALIVE, config.keepAlive())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channels.add(channel);
                        var _ = channel.pipeline().addLast(acceptor);
                    }
                });
        if (use == Use.VOTES && sockets == Sockets.EPOLL) {
            bootstrap.childOption(
                    EpollChannelOption.TCP_USER_TIMEOUT, config.timing().handshakeMs());
        }
        return bootstrap;
    }

    Bootstrap datagrams(ChannelInitializer<Channel> acceptor) {
        return new Bootstrap().group(group).channel(sockets.datagrams()).handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channels.add(channel);
                var _ = channel.pipeline().addLast(acceptor);
            }
        });
    }

    /** An attempt to reach somebody, which has not begun. */
    Dialling dialling(List<Endpoint> endpoints, Use use, Dialling.Outcome outcome) {
        int timeoutMs =
                use == Use.VOTES ? config.timing().connectMs() : config.timing().leaderMs();
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .channel(sockets.connecting())
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMs)
                .option(ChannelOption.TCP_NODELAY, use == Use.VOTES || config.noDelay())
                .option(ChannelOption.SO_KEEPALIVE, config.keepAlive())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channels.add(channel);
                        var _ = channel.pipeline().addLast(new Unconnected());
                    }
                });
        if (use == Use.VOTES && sockets == Sockets.EPOLL) {
            bootstrap.option(
                    EpollChannelOption.TCP_USER_TIMEOUT, config.timing().handshakeMs());
        }
        return new Dialling(bootstrap, names, routes, endpoints, timeoutMs, outcome);
    }

    /** What a socket has to complain about before it is connected is told by the attempt to connect it. */
    private static final class Unconnected extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (context.channel().isActive()) {
                var _ = context.fireExceptionCaught(cause);
            } else {
                LOG.debug("a connection that does not stand yet: {}", cause.getMessage());
            }
        }
    }

    private ChannelInitializer<Channel> remember() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channels.add(channel);
            }
        };
    }

    /** Ends everything that has to do with sockets, and waits for that. Not from the loop. */
    void close() {
        var _ = channels.close().awaitUninterruptibly(CLOSE_TIMEOUT_MS);
        var _ = group.shutdownGracefully(0, CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_TIMEOUT_MS);
    }
}
