package io.quorate.transport.client;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.quorate.transport.client.LaneCounters.Counter;
import java.net.InetSocketAddress;
import java.util.IdentityHashMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives new connections, each on the event loop that will own it. */
@Sharable
final class Acceptor extends ChannelInitializer<SocketChannel> {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

    private final IdentityHashMap<EventLoop, Lane> lanes = new IdentityHashMap<>();
    private final DoorParts parts;
    private final EventFrames eventFrames;

    Acceptor(List<Lane> lanes, DoorParts parts, EventFrames eventFrames) {
        for (Lane lane : lanes) {
            this.lanes.put(lane.loop, lane);
        }
        this.parts = parts;
        this.eventFrames = eventFrames;
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
        channel.config().setRecvByteBufAllocator(lane.readBuffer);
        channel.pipeline().addLast(new Connection(lane, channel, remote, false, eventFrames));
    }
}
