package io.quorate.transport.peer;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import io.quorate.replica.Input;
import io.quorate.zab.Input.LinkDown;
import io.quorate.zab.Input.LinkUp;
import io.quorate.zab.Link;
import io.quorate.zab.codec.Writer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection on the quorum port. Its end is told once, if it was up or somebody asked for it. What is said is
 * gathered on the driver's thread; all else is owned by the event loop.
 */
final class PeerLink {
    private static final Logger LOG = LoggerFactory.getLogger(PeerLink.class);
    /** After the last word the peer gets so long to end the connection from its side too. */
    private static final int LINGER_MS = 1_000;
    /** While no more of a snapshot waits to leave, more may be encoded. */
    private static final int ROOM_BYTES = 1 << 20;

    private final Link link;
    private final QuorumPort port;
    private final Staging staging = new Staging();
    private final LinkLedger ledger = new LinkLedger(System::currentTimeMillis);
    private final AtomicLong backlog = new AtomicLong();
    private final AtomicLong snapshotBacklog = new AtomicLong();
    private final Departures departures;
    private final Arrivals arrivals;
    private @Nullable Channel channel;
    private @Nullable Dialling dialling;
    private @Nullable ScheduledFuture<?> timer;
    private boolean up;
    private boolean ended;

    PeerLink(Link link, QuorumPort port) {
        this.link = link;
        this.port = port;
        departures = new Departures(this, port);
        arrivals = new Arrivals(this, port);
    }

    Link link() {
        return link;
    }

    Staging staging() {
        return staging;
    }

    LinkLedger ledger() {
        return ledger;
    }

    /** What went over it; empty unless a learner is at its other end. The event loop. */
    Optional<LearnerTraffic> traffic() {
        Channel with = channel;
        return with == null || ended ? Optional.empty() : ledger.traffic(with.remoteAddress(), backlog.get());
    }

    /** Driver's thread. */
    void say(Writer packet) {
        if (staging.isOver()) {
            return;
        }
        ledger.sent();
        staging.packet(packet.array(), packet.size());
        long waiting = backlog.addAndGet(packet.size()) - snapshotBacklog.get();
        if (waiting > port.config().limits().maxBacklogBytes()) {
            staging.farewell("it takes too little");
            port.loop().later(() -> fault("it takes too little: " + waiting + " bytes wait for it"));
        }
    }

    /** Driver's thread. */
    void saySnapshot(byte[] bytes, int offset, int length) {
        if (!staging.isOver()) {
            backlog.addAndGet(length);
            snapshotBacklog.addAndGet(length);
            staging.snapshotBytes(bytes, offset, length);
        }
    }

    /** Any thread. */
    long backlogBytes() {
        return backlog.get();
    }

    /** That much has left, or was lost with the connection. Who has more of a snapshot hears that there is room. */
    void left(int bytes, boolean snapshot) {
        backlog.addAndGet(-bytes);
        if (snapshot && snapshotBacklog.addAndGet(-bytes) < ROOM_BYTES) {
            port.inputs().post(new Input.SnapshotRoom());
            port.inputs().wake();
        }
    }

    /** Somebody has connected. It counts once it has said something. */
    void accepted(Channel fresh) {
        channel = fresh;
        var _ = fresh.pipeline().addLast(arrivals);
        int patienceMs = port.config().timing().handshakeMs();
        timer = port.loop()
                .loop()
                .schedule(() -> fault("it said nothing for " + patienceMs + " ms"), patienceMs, TimeUnit.MILLISECONDS);
    }

    /** The first packet is here. */
    boolean introduced() {
        Channel who = channel;
        String refusal = who == null ? "it is gone" : port.admission().introduced(who);
        if (refusal != null || who == null) {
            fault("refused: " + refusal);
            return false;
        }
        cancelTimer();
        comeUp(who);
        return true;
    }

    /** Reaches out; ends in a connection or in the end of the link. */
    void dial(List<Endpoint> endpoints) {
        if (ended) {
            return;
        }
        if (endpoints.isEmpty() || port.isClosed()) {
            end(endpoints.isEmpty() ? "nobody knows where that member is" : "the door is being closed");
            return;
        }
        Dialling attempt = port.loop().dialling(endpoints, PeerLoop.Use.PACKETS, new Dialling.Outcome() {
            @Override
            public void reached(Channel fresh) {
                connected(fresh);
            }

            @Override
            public void failed(String why) {
                end("no connection: " + why);
            }
        });
        dialling = attempt;
        attempt.begin();
    }

    private void connected(Channel fresh) {
        dialling = null;
        channel = fresh;
        var _ = fresh.pipeline().addLast(arrivals);
        comeUp(fresh);
        port.inputs().wake();
        read(true);
    }

    private void comeUp(Channel who) {
        up = true;
        LOG.debug("link {} with {} is up", link, who.remoteAddress());
        port.inputs().post(new Input.ForZab(new LinkUp(link)));
        departures.begin(who);
    }

    boolean isUp() {
        return up;
    }

    void read(boolean more) {
        if (channel != null) {
            channel.config().setAutoRead(more);
        }
    }

    /** What was said in a batch. */
    void depart(List<Departure> said) {
        if (ended) {
            return;
        }
        if (!said.isEmpty() && said.getLast() instanceof Departure.Farewell(String reason)) {
            if (channel == null) {
                end(reason);
                return;
            }
            arrivals.deafen();
            read(true);
            endWithin(port.config().timing().closeMs(), reason);
        }
        departures.add(said);
    }

    private void endWithin(int ms, String reason) {
        cancelTimer();
        timer = port.loop().loop().schedule(() -> end(reason), ms, TimeUnit.MILLISECONDS);
    }

    /** Everything that was said is on its way; once it has left the peer is told that nothing follows. */
    void sayFarewell(String reason) {
        if (channel instanceof SocketChannel socket) {
            var _ = socket.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> {
                if (!ended) {
                    var _ = socket.shutdownOutput();
                    endWithin(LINGER_MS, reason);
                    read(true);
                }
            });
        }
    }

    void receiveSnapshot(long zxid, PeerStore.Reception reception) {
        arrivals.receiveSnapshot(zxid, reception);
    }

    /** It is over, for a reason that operators should know. */
    void fault(String what) {
        if (!ended) {
            Channel with = channel;
            port.loop()
                    .complaints()
                    .about("quorum port, link " + link + " with " + (with == null ? "nobody" : with.remoteAddress())
                            + ": " + what);
            end(what);
        }
    }

    /** It is over, whatever still waits. */
    void end(String reason) {
        if (ended) {
            return;
        }
        ended = true;
        cancelTimer();
        if (dialling != null) {
            dialling.cancel();
            dialling = null;
        }
        arrivals.deafen();
        departures.drop();
        port.forget(this);
        if (channel != null) {
            LOG.debug("link {} with {} ended: {}", link, channel.remoteAddress(), reason);
            var _ = channel.close();
        } else {
            LOG.debug("link {} ended: {}", link, reason);
        }
        if (up || link.dialled()) {
            port.inputs().post(new Input.ForZab(new LinkDown(link)));
            port.inputs().wake();
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
