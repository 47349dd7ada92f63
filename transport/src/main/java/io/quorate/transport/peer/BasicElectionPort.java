package io.quorate.transport.peer;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.quorate.transport.peer.PeerDoorConfig.Member;
import io.quorate.zab.ElectionMessage;
import io.quorate.zab.ElectionMessage.Notification;
import io.quorate.zab.ElectionMessage.VoteReply;
import io.quorate.zab.ElectionMessage.VoteRequest;
import io.quorate.zab.ServerId;
import io.quorate.zab.codec.BasicVoteCodec;
import io.quorate.zab.codec.MalformedException;
import io.quorate.zab.codec.Writer;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The election port of the basic rule: questions and answers as datagrams (quorum protocol 2.11). A question does not
 * say who asks, so whoever does gets a private number, and the answer goes where the question came from. Owned by the
 * event loop.
 */
final class BasicElectionPort implements ElectionDoor {
    /** Who asked lately; the one that asked longest ago is forgotten first. */
    static final int MOST_ASKERS = 128;

    private static final Logger LOG = LoggerFactory.getLogger(BasicElectionPort.class);
    private static final int REQUEST_BYTES = Integer.BYTES;

    private final PeerDoorConfig config;
    private final PeerLoop loop;
    private final Ballots ballots;
    private final Writer writer = new Writer();
    private final Map<InetSocketAddress, ServerId> askers = new LinkedHashMap<>();
    private final Map<ServerId, InetSocketAddress> addresses = new LinkedHashMap<>();
    private @Nullable Channel socket;
    private long lastPrivateId;

    BasicElectionPort(PeerDoorConfig config, PeerLoop loop, Ballots ballots) {
        this.config = config;
        this.loop = loop;
        this.ballots = ballots;
    }

    /** What is done with the socket. */
    ChannelInitializer<Channel> acceptor() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                socket = channel;
                var _ = channel.pipeline().addLast(new Datagrams());
            }
        };
    }

    @Override
    public void tell(ServerId to, ElectionMessage message) {
        byte[] datagram = switch (message) {
            case VoteRequest request -> {
                writer.clear();
                BasicVoteCodec.encode(request, writer);
                yield writer.copy();
            }
            case VoteReply reply -> {
                writer.clear();
                BasicVoteCodec.encode(new BasicVoteCodec.Reply(config.self(), reply), writer);
                yield writer.copy();
            }
            case Notification _ -> new byte[0];
        };
        InetSocketAddress known = addresses.get(to);
        if (known != null) {
            send(datagram, known);
            return;
        }
        for (Member member : config.members()) {
            if (member.id().equals(to)) {
                loop.names().lookUp(member.election(), found -> send(datagram, found));
            }
        }
    }

    private void send(byte[] datagram, List<InetSocketAddress> to) {
        to.forEach(each -> send(datagram, each));
    }

    private void send(byte[] datagram, InetSocketAddress to) {
        Channel from = socket;
        if (from != null && datagram.length > 0) {
            var _ = from.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(datagram), to));
        }
    }

    private void received(DatagramPacket packet) {
        ByteBuffer content = packet.content().nioBuffer();
        try {
            if (content.remaining() == REQUEST_BYTES) {
                ballots.heard(asker(packet.sender()), BasicVoteCodec.decodeRequest(content));
            } else {
                BasicVoteCodec.Reply reply = BasicVoteCodec.decodeReply(content);
                if (!reply.responder().equals(config.self())) {
                    ballots.heard(reply.responder(), reply.message());
                }
            }
        } catch (MalformedException malformed) {
            LOG.debug("dropped a datagram from {}: {}", packet.sender(), malformed.getMessage());
        }
    }

    private ServerId asker(InetSocketAddress address) {
        ServerId known = askers.remove(address);
        ServerId id = known == null ? new ServerId(--lastPrivateId) : known;
        askers.put(address, id);
        addresses.put(id, address);
        if (askers.size() > MOST_ASKERS) {
            Map.Entry<InetSocketAddress, ServerId> eldest =
                    askers.entrySet().iterator().next();
            addresses.remove(eldest.getValue());
            askers.remove(eldest.getKey());
        }
        return id;
    }

    @Override
    public void close() {
        socket = null;
    }

    /** Takes what comes; one datagram that cannot be read or sent is no reason to stop. */
    private final class Datagrams extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            received(packet);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.debug("on the election port: {}", cause.getMessage());
        }
    }
}
