package io.quorate.client.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.quorate.client.port.Link;
import io.quorate.client.port.LinkListener;
import io.quorate.client.session.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens sockets on one event loop. Names are resolved at each attempt, on a thread that may wait for the answer. */
final class Sockets {
    /** A probe's whole life. */
    private static final int PROBE_MILLIS = 2_000;

    private static final byte[] ISRO = "isro".getBytes(StandardCharsets.US_ASCII);

    private final IoEventLoop loop;
    private final int maxReplyBytes;

    Sockets(IoEventLoop loop, int maxReplyBytes) {
        this.loop = loop;
        this.maxReplyBytes = maxReplyBytes;
    }

    Link connect(HostPort server, LinkListener listener) {
        NettyLink link = new NettyLink(listener, maxReplyBytes);
        resolve(server, (address, problem) -> {
            if (address == null) {
                link.fail(problem);
            } else if (!link.isClosed()) {
                ChannelFuture connected = open(address, link);
                ChannelFuture unused = connected.addListener((ChannelFutureListener) done -> {
                    if (!done.isSuccess()) {
                        link.fail(String.valueOf(done.cause().getMessage()));
                    }
                });
            }
        });
        return link;
    }

    void probe(HostPort server, Consumer<Boolean> takesWrites) {
        resolve(server, (address, problem) -> {
            if (address != null) {
                Channel channel = open(address, new Probe(takesWrites)).channel();
                Future<?> unused = loop.schedule(
                        () -> {
                            ChannelFuture unusedClose = channel.close();
                        },
                        PROBE_MILLIS,
                        TimeUnit.MILLISECONDS);
            }
        });
    }

    private ChannelFuture open(InetSocketAddress address, ChannelHandler handler) {
        return new Bootstrap()
                .group(loop)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                // The session has a time limit of its own for every attempt.
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .handler(handler)
                .connect(address);
    }

    /** A name has several addresses at times; one of them is taken by chance, another one at the next attempt. */
    private void resolve(HostPort server, Resolved resolved) {
        Thread.ofVirtual().name("quorate-client-resolve").start(() -> {
            InetSocketAddress address = null;
            String problem = "";
            try {
                InetAddress[] all = InetAddress.getAllByName(server.host());
                int chosen = (int) Math.floorMod(System.nanoTime(), (long) all.length);
                address = new InetSocketAddress(all[chosen], server.port());
            } catch (UnknownHostException e) {
                problem = "its name cannot be resolved: " + e.getMessage();
            }
            InetSocketAddress found = address;
            String why = problem;
            if (!loop.isShuttingDown()) {
                loop.execute(() -> resolved.to(found, why));
            }
        });
    }

    @FunctionalInterface
    private interface Resolved {
        void to(@Nullable InetSocketAddress address, String problem);
    }

    /** Says four letters and reads two. */
    private static final class Probe extends ChannelInboundHandlerAdapter {
        private final Consumer<Boolean> takesWrites;
        private final StringBuilder heard = new StringBuilder();

        Probe(Consumer<Boolean> takesWrites) {
            this.takesWrites = takesWrites;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            ChannelFuture unused = context.writeAndFlush(Unpooled.wrappedBuffer(ISRO));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            if (heard.length() < 2) {
                heard.append(bytes.toString(StandardCharsets.US_ASCII));
                if (heard.length() >= 2) {
                    takesWrites.accept(heard.toString().startsWith("rw"));
                    ChannelFuture unused = context.close();
                }
            }
            bytes.release();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            ChannelFuture unused = context.close();
        }
    }
}
