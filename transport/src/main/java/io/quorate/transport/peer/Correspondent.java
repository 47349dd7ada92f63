package io.quorate.transport.peer;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.ScheduledFuture;
import io.quorate.zab.ElectionMessage.Notification;
import io.quorate.zab.ServerId;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A peer on the election port: at most one connection, at most one word that waits for it, at most one attempt to reach
 * it (quorum protocol 1.1 and 1.4). Owned by the event loop.
 */
final class Correspondent {
    /** A connection that is owed is tried so often, until something new is to be told. */
    static final int MOST_ATTEMPTS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Correspondent.class);
    private static final int ATTEMPTS_WHEN_CALLED = 3;
    private static final long SHORTEST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 1_000;

    private final ServerId id;
    private final ElectionPort port;
    /** From the configuration; empty for a stranger. */
    private final List<Endpoint> configured;

    private List<Endpoint> announced = List.of();
    private boolean trustAnnounced;
    private @Nullable Channel channel;
    private byte @Nullable [] waiting;
    private byte @Nullable [] last;
    private boolean writing;
    /** It asked to be called, or was lost. */
    private boolean wanted;

    private long calledAtNs = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(SHORTEST_PAUSE_MS);

    private @Nullable Dialling dialling;
    private @Nullable ScheduledFuture<?> pause;
    private int attemptsLeft;
    private long pauseMs = SHORTEST_PAUSE_MS;

    Correspondent(ServerId id, ElectionPort port, List<Endpoint> configured) {
        this.id = id;
        this.port = port;
        this.configured = configured;
    }

    ServerId id() {
        return id;
    }

    boolean isStranger() {
        return configured.isEmpty();
    }

    /** Nothing would be lost if it were forgotten. */
    boolean isIdle() {
        return channel == null && dialling == null && waiting == null;
    }

    /** A word that takes the place of one that has not left yet. */
    void tell(byte[] frame) {
        waiting = frame;
        attemptsLeft = MOST_ATTEMPTS;
        if (channel != null) {
            writeNext();
        } else {
            dial();
        }
    }

    void heard(Notification notification) {
        port.heard(id, notification);
    }

    /** What it said, or how its connection ended, is worth telling. */
    void fault(String what) {
        port.complain(this, what);
    }

    /** It is the smaller one and has knocked: the connection that counts is the one that we open. */
    void calledBack(List<Endpoint> addresses) {
        List<Endpoint> before = announced;
        announce(addresses);
        if (channel != null) {
            Channel old = channel;
            channel = null;
            var _ = old.close();
        }
        if (dialling != null && !announced.equals(before)) {
            // Under way to where the peer may have been once.
            dialling.cancel();
            dialling = null;
        }
        if (pause != null) {
            pause.cancel(false);
            pause = null;
        }
        wanted = true;
        attemptsLeft = Math.max(attemptsLeft, ATTEMPTS_WHEN_CALLED);
        long now = System.nanoTime();
        if (now - calledAtNs < TimeUnit.MILLISECONDS.toNanos(SHORTEST_PAUSE_MS)) {
            tryLater();
        } else {
            calledAtNs = now;
            dial();
        }
    }

    /** Where it says it is; what nobody could reach is not believed (quorum protocol 1.3). */
    void announce(List<Endpoint> addresses) {
        announced = addresses.stream().filter(each -> !each.isWildcard()).toList();
        trustAnnounced = !announced.isEmpty();
    }

    /** This connection is the one from now on; it carries what waits, or else the last word once more. */
    void adopt(Channel fresh) {
        Channel before = channel;
        channel = fresh;
        if (before != null) {
            var _ = before.close();
        }
        if (dialling != null) {
            dialling.cancel();
            dialling = null;
        }
        wanted = false;
        writing = false;
        pauseMs = SHORTEST_PAUSE_MS;
        if (waiting == null) {
            waiting = last;
        }
        LOG.debug("connected for elections with {}", this);
        writeNext();
    }

    private void writeNext() {
        Channel to = channel;
        byte[] frame = waiting;
        if (to == null || frame == null || writing) {
            return;
        }
        waiting = null;
        last = frame;
        writing = true;
        ChannelFuture written = to.writeAndFlush(Unpooled.wrappedBuffer(frame));
        var _ = written.addListener(_ -> {
            if (!to.equals(channel)) {
                return;
            }
            writing = false;
            if (written.isSuccess()) {
                writeNext();
            } else {
                lost(to, String.valueOf(written.cause().getMessage()));
                var _ = to.close();
            }
        });
    }

    /** That connection is of no use any more. */
    void lost(Channel gone, String why) {
        if (!gone.equals(channel)) {
            return;
        }
        LOG.debug("lost the election connection with {}: {}", this, why);
        channel = null;
        writing = false;
        if (last != null && !port.isSmallerThan(id)) {
            // Nobody knows whether the last word arrived.
            wanted = true;
        }
        tryLater();
    }

    private void dial() {
        List<Endpoint> endpoints = endpoints();
        if (dialling != null || pause != null || attemptsLeft == 0 || endpoints.isEmpty()) {
            return;
        }
        attemptsLeft--;
        Dialling attempt = port.dialling(endpoints, new Dialling.Outcome() {
            @Override
            public void reached(Channel fresh) {
                dialling = null;
                Correspondent.this.reached(fresh);
            }

            @Override
            public void failed(String why) {
                dialling = null;
                LOG.debug("cannot reach {} for elections: {}", Correspondent.this, why);
                trustAnnounced = !trustAnnounced;
                tryLater();
            }
        });
        dialling = attempt;
        attempt.begin();
    }

    /** The announced and the configured address take turns, if they differ. */
    private List<Endpoint> endpoints() {
        boolean useAnnounced = configured.isEmpty() || (trustAnnounced && !announced.isEmpty());
        return useAnnounced ? announced : configured;
    }

    private void reached(Channel fresh) {
        if (port.isSmallerThan(id)) {
            if (channel == null) {
                // It drops this connection, and any other there is, and opens its own.
                port.greetAndLeave(fresh);
                tryLater();
            } else {
                var _ = fresh.close();
            }
        } else {
            port.greet(fresh, this);
            adopt(fresh);
        }
    }

    private void tryLater() {
        if (pause != null || channel != null || !isOwedAConnection() || attemptsLeft == 0) {
            return;
        }
        pause = port.after(pauseMs, () -> {
            pause = null;
            if (channel == null && isOwedAConnection()) {
                dial();
            }
        });
        pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    }

    private boolean isOwedAConnection() {
        return wanted || waiting != null;
    }

    /** Ends all that goes on. */
    void close() {
        attemptsLeft = 0;
        waiting = null;
        wanted = false;
        if (pause != null) {
            pause.cancel(false);
            pause = null;
        }
        if (dialling != null) {
            dialling.cancel();
            dialling = null;
        }
        if (channel != null) {
            Channel gone = channel;
            channel = null;
            var _ = gone.close();
        }
    }

    @Override
    public String toString() {
        return (isStranger() ? "stranger " : "server ") + id;
    }
}
