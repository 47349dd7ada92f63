package io.quorate.transport.peer;

import io.quorate.zab.ServerId;
import io.quorate.zab.ZabMessage;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts what goes over one link. Owned by the event loop, but for {@link #sent}, which any thread may call. */
final class LinkLedger {
    private final LongSupplier wallMs;
    private final LongAdder sent = new LongAdder();
    private @Nullable ServerId learner;
    private boolean observes;
    private long sinceMs;
    private long received;
    private long requests;

    LinkLedger(LongSupplier wallMs) {
        this.wallMs = wallMs;
    }

    void sent() {
        sent.increment();
    }

    void received(ZabMessage message) {
        received++;
        if (message instanceof ZabMessage.Request) {
            requests++;
        } else if (message instanceof ZabMessage.FollowerInfo follower) {
            introduced(follower.id(), false);
        } else if (message instanceof ZabMessage.ObserverInfo observer) {
            introduced(observer.id(), true);
        }
    }

    private void introduced(ServerId id, boolean hasNoSay) {
        learner = id;
        observes = hasNoSay;
        sinceMs = wallMs.getAsLong();
    }

    Optional<LearnerTraffic> traffic(SocketAddress remote, long waitingBytes) {
        if (learner == null || !(remote instanceof InetSocketAddress address)) {
            return Optional.empty();
        }
        String host = new Endpoint(address.getAddress().getHostAddress(), address.getPort()).toString();
        return Optional.of(
                new LearnerTraffic(learner, observes, host, sinceMs, waitingBytes, sent.sum(), received, requests));
    }
}
