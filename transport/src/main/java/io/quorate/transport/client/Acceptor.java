package io.quorate.transport.client;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.quorate.transport.client.LaneCounters.Counter;
import java.net.InetSocketAddress;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives new connections, each on the event loop that will own it. */
@Sharable
final class Acceptor extends ChannelInitializer<SocketChannel> {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

    private final IdentityHashMap<EventLoop, Lane> lanes = new IdentityHashMap<>();
    private final EventFrames eventFrames;
    private final Speech speech;
    private final @Nullable Tls tls;
    private final Admission admission;

    /** What is spoken on the connections of a port. */
    enum Speech {
        PLAIN,
        TLS,
        EITHER
    }

    /**
     * What TLS needs.
     *
     * @param contexts makes a handler for a connection
     * @param tasks where the slow steps of handshakes are taken
     */
    record Tls(TlsContexts contexts, Executor tasks) {}

    /**
     * An acceptor for the addresses of one kind, which bounds connections on its own.
     *
     * @param tls may be null only for plain text
     */
    Acceptor(List<Lane> lanes, DoorParts parts, EventFrames eventFrames, Speech speech, @Nullable Tls tls) {
        admission = new Admission(parts.limits());
        for (Lane lane : lanes) {
            this.lanes.put(lane.loop, lane);
        }
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
        if (!admission.enter(remote.getAddress())) {
            refuse(lane, channel, Counter.REJECTED);
            LOG.debug("refused a connection from {}: maxClientCnxns or maxCnxns is reached", remote);
            return;
        }
        var _ = channel.closeFuture().addListener(_ -> admission.leave(remote.getAddress()));
        Connection connection = new Connection(lane, channel, remote, eventFrames);
        Tls both = tls;
        if (speech == Speech.PLAIN || both == null) {
            channel.config().setRecvByteBufAllocator(lane.readBuffer);
        } else if (speech == Speech.TLS) {
            if (!beginTls(lane, channel, connection, both, null)) {
                return;
            }
        } else {
            var _ = channel.pipeline()
                    .addLast(new PortSniffer(sniffer -> beginTls(lane, channel, connection, both, sniffer.name())));
        }
        var _ = channel.pipeline().addLast(connection);
    }

    /** Puts TLS at the end of the pipeline, or behind the handler of that name. */
    private static boolean beginTls(
            Lane lane, SocketChannel channel, Connection connection, Tls tls, @Nullable String behind) {
        SslHandler handler = tls.contexts().begin(channel, connection.remoteAddress(), tls.tasks());
        if (handler == null) {
            refuse(lane, channel, Counter.HANDSHAKES_EXCEEDED);
            LOG.debug("refused {}: netty.server.outstandingHandshake.limit is reached", connection);
            return false;
        }
        connection.becomeSecure();
        var _ = behind == null
                ? channel.pipeline().addLast(handler)
                : channel.pipeline().addAfter(behind, null, handler);
        return true;
    }

    /** By a reset, so that a storm of refused connections leaves nothing behind here. */
    private static void refuse(Lane lane, SocketChannel channel, Counter counter) {
        lane.counters.increment(counter);
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        var _ = channel.close();
    }

    /** Connections that were accepted here and are open. */
    int open() {
        return admission.open();
    }
}
