package io.quorate.simulator.application;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.ConnectionEvent;
import io.quorate.client.ConnectionState;
import io.quorate.client.session.HostPort;
import io.quorate.simulator.checker.Entry;
import io.quorate.simulator.checker.History;
import io.quorate.simulator.checker.History.Settled;
import io.quorate.simulator.checker.MemberLog;
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.world.World;
import io.quorate.tree.txn.Txn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees what every client says of its session, and when the service has ended it: A1 to A3, and whom the client tries to
 * reach (A9).
 */
final class SessionWitness {
    private static final long NANOS_PER_MS = 1_000_000;

    private final World world;
    private final History history;
    private final MemberLog order;
    private final Service service;
    private final List<Watched> all = new ArrayList<>();
    private final Map<Long, Settled> ended = new HashMap<>();
    private final Map<Long, Long> endedAt = new HashMap<>();
    private final Map<Long, Long> born = new HashMap<>();
    private int seen;

    SessionWitness(World world, History history, Service service) {
        this.world = world;
        this.history = history;
        this.order = service.order();
        this.service = service;
    }

    /** From now on this client is watched. */
    void watch(Life life, AsyncQuorate client, int hosts) {
        Watched watched = new Watched(life, client, hosts);
        all.add(watched);
        life.watched(watched::look, watched::attempted);
        watched.listen();
    }

    /** Something has happened: whoever was decided to be gone must not believe to be certain of its session. */
    void look() {
        List<Settled> txns = order.txns();
        if (txns.size() < seen) {
            // A lone member has lost what was not durable, and nobody had been told of it.
            seen = 0;
            ended.clear();
            endedAt.clear();
        }
        while (seen < txns.size()) {
            Settled settled = txns.get(seen++);
            if (settled.txn() instanceof Txn.CreateSession) {
                born.put(settled.header().sessionId(), settled.zxid());
            } else if (settled.txn() instanceof Txn.CloseSession) {
                long session = settled.header().sessionId();
                ended.put(session, settled);
                endedAt.put(session, world.now());
                for (Watched watched : all) {
                    if (watched.client.sessionId() == session) {
                        watched.sessionHasEnded(settled);
                    }
                }
            }
        }
    }

    /** One client. */
    private final class Watched {
        private final Life life;
        private final AsyncQuorate client;
        private final int hosts;
        private ConnectionState state = ConnectionState.CONNECTING;
        private ConnectionEvent.@Nullable Kind told;
        private @Nullable HostPort tried;

        Watched(Life life, AsyncQuorate client, int hosts) {
            this.life = life;
            this.client = client;
            this.hosts = hosts;
        }

        void listen() {
            client.listen(this::told);
        }

        private String who() {
            return "machine " + life.machine().number() + ", session 0x" + Long.toHexString(client.sessionId());
        }

        private void require(boolean holds, Promise promise, String what) {
            history.test(holds, promise, world.now(), () -> who() + ": " + what);
        }

        void attempted(HostPort server) {
            if (hosts > 1) {
                require(!server.equals(tried), Promise.A9, server + " is tried twice in a row");
            }
            tried = server;
        }

        /** After each thing that the process did. */
        void look() {
            ConnectionState now = client.state();
            if (now != state) {
                ConnectionState before = state;
                require(isLegal(before, now), Promise.A1, "went from " + before + " to " + now);
                state = now;
            }
            Settled end = ended.get(client.sessionId());
            if (end != null) {
                sessionHasEnded(end);
            }
        }

        private static boolean isLegal(ConnectionState before, ConnectionState now) {
            return switch (before) {
                case CONNECTING -> true;
                case CONNECTED, CONNECTED_READ_ONLY -> now != ConnectionState.CONNECTED_READ_ONLY;
                case AUTH_FAILED, EXPIRED, CLOSED -> false;
            };
        }

        /** The service has ended it, and not because the client has asked for it. */
        void sessionHasEnded(Settled end) {
            boolean byItself = end.header().cxid() != 0;
            long until = client.safeUntilNanos();
            if (!byItself && !life.isOver()) {
                require(
                        until == Long.MIN_VALUE || life.machine().virtual(until) <= endedAtOf(),
                        Promise.A3,
                        "is certain of its session for "
                                + (life.machine().virtual(until) - endedAtOf()) / NANOS_PER_MS
                                + " ms after the service has ended it");
            }
        }

        /** A member that leads, or did, has expired it; whether that is decided is another matter. */
        private boolean isDoomed() {
            for (Entry entry : history.entries()) {
                if (entry instanceof Entry.Expired expired && expired.session() == client.sessionId()) {
                    return true;
                }
            }
            return false;
        }

        /**
         * The member that has said so has not heard of the session yet: it led before, and does not know that another
         * leads now. Apache ZooKeeper's does the same, and the session ends soon for want of a client.
         */
        private boolean isUnknown() {
            HostPort last = tried;
            Long since = born.get(client.sessionId());
            return last != null && since != null && !service.knows(Life.memberOf(last), since);
        }

        private long endedAtOf() {
            return endedAt.getOrDefault(client.sessionId(), Long.MAX_VALUE);
        }

        private void told(ConnectionEvent event) {
            ConnectionEvent.Kind before = told;
            told = event.kind();
            require(before == null || !before.isFinal(), Promise.A1, "is told " + told + " after " + before);
            require(
                    before != told || told == ConnectionEvent.Kind.CONNECTED,
                    Promise.A1,
                    "is told " + told + " twice in a row");
            if (told == ConnectionEvent.Kind.EXPIRED) {
                long silence = life.nanoTime() - life.heardAt();
                long timeout = client.sessionTimeoutMs() * NANOS_PER_MS;
                require(
                        ended.containsKey(client.sessionId()) || isDoomed() || isUnknown() || silence >= timeout,
                        Promise.A2,
                        "is told that it has expired, which the service does not know, after a silence of "
                                + silence / NANOS_PER_MS + " of " + timeout / NANOS_PER_MS + " ms: "
                                + event.reason());
            }
        }
    }
}
