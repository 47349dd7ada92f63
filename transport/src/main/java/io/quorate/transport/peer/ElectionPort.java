package io.quorate.transport.peer;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.ScheduledFuture;
import io.quorate.transport.peer.PeerDoorConfig.Member;
import io.quorate.zab.ElectionMessage;
import io.quorate.zab.ElectionMessage.Notification;
import io.quorate.zab.ServerId;
import io.quorate.zab.codec.InitialMessage;
import io.quorate.zab.codec.NotificationCodec;
import io.quorate.zab.codec.Writer;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The election port of the fast rule: one connection for each pair of members, opened by the one with the greater id
 * (quorum protocol 1). Owned by the event loop.
 */
final class ElectionPort implements ElectionDoor {
    /** Peers that the configuration does not list and that are remembered. */
    static final int MOST_STRANGERS = 64;
    /** What observers without an id call themselves. */
    private static final ServerId WITHOUT_ID = new ServerId(Long.MAX_VALUE);

    private static final String UNWELCOME =
            "its id is this member's own or negative, or there are " + MOST_STRANGERS + " strangers already";
    private static final Logger LOG = LoggerFactory.getLogger(ElectionPort.class);

    private final PeerDoorConfig config;
    private final PeerLoop loop;
    private final Ballots ballots;
    private final Admission admission;
    private final byte[] greeting;
    private final Writer writer = new Writer();
    private final Map<ServerId, Correspondent> members = new LinkedHashMap<>();
    private final Map<ServerId, Correspondent> strangers = new LinkedHashMap<>();
    private long lastPrivateId;
    private boolean closed;

    ElectionPort(PeerDoorConfig config, PeerLoop loop, Ballots ballots) {
        this.config = config;
        this.loop = loop;
        this.ballots = ballots;
        admission = new Admission(config.limits());
        for (Member member : config.members()) {
            if (!member.id().equals(config.self())) {
                members.put(member.id(), new Correspondent(member.id(), this, member.election()));
            }
        }
        Writer first = new Writer();
        new InitialMessage(
                        config.self(),
                        List.of(config.own().election().getFirst().toString()))
                .encode(first);
        greeting = first.copy();
    }

    @Override
    public void tell(ServerId to, ElectionMessage message) {
        Correspondent peer = known(to);
        if (closed || peer == null || !(message instanceof Notification notification)) {
            LOG.debug("dropped what was to be told to {}, whom nobody knows", to);
            return;
        }
        writer.clear();
        NotificationCodec.encode(notification, writer);
        byte[] frame = new byte[Integer.BYTES + writer.size()];
        ByteBuffer.wrap(frame).putInt(writer.size()).put(writer.array(), 0, writer.size());
        peer.tell(frame);
    }

    private @Nullable Correspondent known(ServerId id) {
        Correspondent member = members.get(id);
        return member != null ? member : strangers.get(id);
    }

    void complain(Correspondent about, String what) {
        loop.complaints().about("election port, " + about + ": " + what);
    }

    void heard(ServerId from, Notification notification) {
        ballots.heard(from, notification);
    }

    /** What is done with connections to the port. */
    ChannelInitializer<Channel> acceptor() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                admission.enter(channel);
                var _ = channel.pipeline()
                        .addLast(new ElectionGreeting(
                                config.timing().handshakeMs(), loop.complaints(), ElectionPort.this::introduced));
            }
        };
    }

    private void introduced(Channel channel, InitialMessage who) {
        String refusal = closed ? "the door is being closed" : admission.introduced(channel);
        Correspondent peer = refusal == null ? correspondent(who.id()) : null;
        if (peer == null) {
            loop.complaints()
                    .about("refused server " + who.id() + " from " + channel.remoteAddress() + " on the election port: "
                            + (refusal == null ? UNWELCOME : refusal));
            var _ = channel.close();
            return;
        }
        List<Endpoint> addresses = who.addresses().stream()
                .map(Endpoint::parse)
                .flatMap(Optional::stream)
                .toList();
        if (who.id().compareTo(config.self()) > 0) {
            peer.announce(addresses);
            var _ = channel.pipeline().addLast(new ElectionFrames(peer));
            peer.adopt(channel);
        } else {
            var _ = channel.close();
            peer.calledBack(addresses);
        }
    }

    /** Null for ourselves, and for a stranger when there are too many. */
    private @Nullable Correspondent correspondent(ServerId id) {
        if (id.equals(config.self()) || id.value() < 0) {
            return null;
        }
        Correspondent peer = id.equals(WITHOUT_ID) ? null : known(id);
        return peer != null ? peer : stranger(id.equals(WITHOUT_ID) ? new ServerId(--lastPrivateId) : id);
    }

    private @Nullable Correspondent stranger(ServerId id) {
        Iterator<Correspondent> eldest = strangers.values().iterator();
        while (strangers.size() >= MOST_STRANGERS && eldest.hasNext()) {
            Correspondent each = eldest.next();
            if (each.isIdle()) {
                each.close();
                eldest.remove();
            }
        }
        if (strangers.size() >= MOST_STRANGERS) {
            return null;
        }
        Correspondent stranger = new Correspondent(id, this, List.of());
        strangers.put(id, stranger);
        return stranger;
    }

    boolean isSmallerThan(ServerId id) {
        return config.self().compareTo(id) < 0;
    }

    Dialling dialling(List<Endpoint> endpoints, Dialling.Outcome outcome) {
        return loop.dialling(endpoints, PeerLoop.Use.VOTES, outcome);
    }

    ScheduledFuture<?> after(long ms, Runnable work) {
        return loop.loop().schedule(work, ms, TimeUnit.MILLISECONDS);
    }

    /** Says who we are, in one piece, and reads what comes. */
    void greet(Channel channel, Correspondent peer) {
        var _ = channel.pipeline().addLast(new ElectionFrames(peer));
        var _ = channel.writeAndFlush(Unpooled.wrappedBuffer(greeting));
        channel.config().setAutoRead(true);
    }

    /** Says who we are, so that the other one calls back. */
    void greetAndLeave(Channel channel) {
        var _ = channel.writeAndFlush(Unpooled.wrappedBuffer(greeting)).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void close() {
        closed = true;
        members.values().forEach(Correspondent::close);
        strangers.values().forEach(Correspondent::close);
    }
}
