package io.quorate.transport.client;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.quorate.transport.client.LaneCounters.Counter;
import java.net.InetSocketAddress;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives new connections, each on the event loop that will own it. */
@Sharable
final class Acceptor extends ChannelInitializer<SocketChannel> {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

    private final IdentityHashMap<EventLoop, Lane> lanes = new IdentityHashMap<>();
    private final DoorParts parts;
    private final EventFrames eventFrames;
    private final Speech speech;
    private final @Nullable SslContext tls;

    /** What is spoken on the connections of a port. */
    enum Speech {
        PLAIN,
        TLS,
        EITHER
    }

    /** {@code tls} may be null only for plain text. */
    Acceptor(List<Lane> lanes, DoorParts parts, EventFrames eventFrames, Speech speech, @Nullable SslContext tls) {
        for (Lane lane : lanes) {
            this.lanes.put(lane.loop, lane);
        }
        this.parts = parts;
        this.eventFrames = eventFrames;
        this.speech = speech;
        this.tls = tls;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        Lane lane = lanes.get(channel.eventLoop());
        InetSocketAddress remote = channel.remoteAddress();
        if (lane == null || remote == null) {
            // Gone before it was looked at.
            var _ = channel.close();
            return;
        }
        if (!parts.admission().enter(remote.getAddress())) {
            lane.counters.increment(Counter.REJECTED);
            LOG.debug("refused a connection from {}: maxClientCnxns or maxCnxns is reached", remote);
            // A reset, so that a storm of refused connections leaves nothing behind here.
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            var _ = channel.close();
            return;
        }
        var _ = channel.closeFuture().addListener(_ -> parts.admission().leave(remote.getAddress()));
        Connection connection = new Connection(lane, channel, remote, eventFrames);
        SslContext context = tls;
        if (speech == Speech.PLAIN || context == null) {
            channel.config().setRecvByteBufAllocator(lane.readBuffer);
        } else if (speech == Speech.TLS) {
            connection.becomeSecure();
            var _ = channel.pipeline().addLast(context.newHandler(channel.alloc()));
        } else {
            var _ = channel.pipeline().addLast(new PortSniffer(context, connection));
        }
        var _ = channel.pipeline().addLast(connection);
    }
}
