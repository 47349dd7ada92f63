package io.quorate.benchmarks.client;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Creates or deletes the keys of a space as fast as the server takes them: one request for each, pipelined over a few
 * sessions. Keys that are already as wanted are left alone.
 */
public final class Fill implements Traffic {
    private static final int SESSIONS = 8;
    private static final int DEPTH = 64;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Template template;
    private final KeySpace space;
    private final int tolerated;
    private final int count;
    private final Tally tally = new Tally();
    private int next;
    private int done;

    private Fill(Template template, KeySpace space, int count, int tolerated) {
        this.template = template;
        this.space = space;
        this.count = count;
        this.tolerated = tolerated;
    }

    /** Creates all keys, which need their parents; returns what was counted. */
    public static Tally createKeys(InetSocketAddress server, KeySpace space, byte[] value) {
        return new Fill(Frames.createKey(space, value), space, space.keys(), Probe.NODE_EXISTS).run(server);
    }

    /** Deletes all keys. */
    public static Tally deleteKeys(InetSocketAddress server, KeySpace space) {
        return new Fill(Frames.deleteKey(space), space, space.keys(), Probe.NO_NODE).run(server);
    }

    private Tally run(InetSocketAddress server) {
        SwarmShape shape = SwarmShape.of(server, Math.min(SESSIONS, count), DEPTH, template.size());
        try (Swarm swarm = Swarm.connect(shape, LIMIT)) {
            long now = System.nanoTime();
            for (Session session : swarm.sessions()) {
                for (int i = 0; i < DEPTH; i++) {
                    sendNext(session, now);
                }
            }
            swarm.flushAll();
            long deadline = now + LIMIT.toNanos();
            swarm.run(this, () -> done == count || System.nanoTime() - deadline > 0);
        }
        if (done < count) {
            throw new ProtocolViolation(
                    "only " + done + " of " + count + " keys were written in " + LIMIT.toMinutes() + " minutes");
        }
        return tally;
    }

    private void sendNext(Session session, long now) {
        if (next < count) {
            session.send(template, space.parentOf(next), next, now);
            next++;
        }
    }

    @Override
    public void answered(Session session, Operation operation, long sentAt, long now, int error) {
        if (error != 0 && error != tolerated) {
            throw new ProtocolViolation("a key could not be written: " + operation.label() + " under " + space.root()
                    + " was answered with error " + error);
        }
        done++;
        tally.add(operation, now - sentAt, 0);
        sendNext(session, now);
    }
}
