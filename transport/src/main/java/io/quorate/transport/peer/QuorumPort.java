package io.quorate.transport.peer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.quorate.transport.peer.PeerDoorConfig.Member;
import io.quorate.zab.Link;
import io.quorate.zab.ServerId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The quorum port: the links that peers open, and those that this member opens. Owned by the event loop. */
final class QuorumPort {
    private final PeerDoorConfig config;
    private final PeerLoop loop;
    private final PeerInputs inputs;
    private final PeerStore store;
    private final Executor blocking;
    private final Admission admission;
    /** Found by the driver; entered by it or by the event loop, removed by the event loop. */
    private final ConcurrentHashMap<Link, PeerLink> links = new ConcurrentHashMap<>();

    private long lastNumber;
    private boolean closed;

    QuorumPort(PeerDoorConfig config, PeerLoop loop, PeerInputs inputs, PeerStore store, Executor blocking) {
        this.config = config;
        this.loop = loop;
        this.inputs = inputs;
        this.store = store;
        this.blocking = blocking;
        admission = new Admission(config.limits());
    }

    PeerDoorConfig config() {
        return config;
    }

    PeerLoop loop() {
        return loop;
    }

    PeerInputs inputs() {
        return inputs;
    }

    PeerStore store() {
        return store;
    }

    Executor blocking() {
        return blocking;
    }

    Admission admission() {
        return admission;
    }

    boolean isClosed() {
        return closed;
    }

    /** What is done with connections to the port. */
    ChannelInitializer<Channel> acceptor() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (closed) {
                    var _ = channel.close();
                    return;
                }
                admission.enter(channel);
                PeerLink link = new PeerLink(Link.accepted(++lastNumber), QuorumPort.this);
                links.put(link.link(), link);
                link.accepted(channel);
            }
        };
    }

    /** Null for a link that is gone. Any thread. */
    @Nullable
    PeerLink find(Link link) {
        return links.get(link);
    }

    /** A link that is to be dialled. Any thread. */
    PeerLink enter(Link link) {
        PeerLink fresh = new PeerLink(link, this);
        links.put(link, fresh);
        return fresh;
    }

    void dial(PeerLink link, ServerId to) {
        List<Endpoint> endpoints = config.members().stream()
                .filter(member -> member.id().equals(to))
                .map(Member::quorum)
                .findFirst()
                .orElse(List.of());
        link.dial(endpoints);
    }

    List<LearnerTraffic> learners() {
        return links.values().stream()
                .map(PeerLink::traffic)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingLong(LearnerTraffic::sinceMs).thenComparing(LearnerTraffic::id))
                .toList();
    }

    /** Any thread. */
    void forget(PeerLink link) {
        links.remove(link.link(), link);
    }

    void close() {
        closed = true;
        for (PeerLink link : List.copyOf(links.values())) {
            link.end("the door is being closed");
        }
    }
}
