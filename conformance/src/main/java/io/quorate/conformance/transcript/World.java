package io.quorate.conformance.transcript;

import io.quorate.conformance.raw.BytesIn;
import io.quorate.conformance.raw.Handshake;
import io.quorate.conformance.raw.RawClient;
import io.quorate.conformance.raw.Request;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One scenario's view of one server: opens conversations, keeps the transcript, and when closed ends every session that
 * the scenario left open and deletes every znode it left behind, so that the next scenario starts from an empty tree.
 */
public final class World implements AutoCloseable {
    private static final int SESSION_TIMEOUT_MS = 30_000;

    private final InetSocketAddress server;
    private final Sweeper sweeper;
    private final long baseZxid;
    private final long startedAt = System.currentTimeMillis();
    private final List<Entry> entries = new ArrayList<>();
    private final List<RawClient> sockets = new ArrayList<>();
    private final Map<Long, byte[]> sessions = new LinkedHashMap<>();
    private Duration patience = Conversation.PATIENCE;

    /** Enters a server on which no other client writes. */
    public World(InetSocketAddress server) {
        this.server = server;
        this.sweeper = new Sweeper(server);
        this.baseZxid = sweeper.lastZxid();
    }

    /** A new connection on which nothing has been said. */
    public Conversation open(String name) {
        RawClient socket = new RawClient(server);
        sockets.add(socket);
        return new Conversation(name, this, socket);
    }

    /** A new connection with a new session of 30 seconds. */
    public Conversation connect(String name) {
        return connect(name, Handshake.newSession(SESSION_TIMEOUT_MS));
    }

    /** A new connection with the given handshake made. */
    public Conversation connect(String name, Handshake handshake) {
        return open(name).shakeHands(handshake);
    }

    /** Writes words into the transcript. */
    public void note(String words) {
        record(new Entry.Noted(words));
    }

    /** How long reads of this world wait before silence is recorded; ten seconds unless changed. */
    public void patience(Duration limit) {
        patience = limit;
    }

    /** The highest zxid the server had applied when this world was entered. */
    public long baseZxid() {
        return baseZxid;
    }

    /**
     * Writes the whole tree into the transcript as the super user sees it: data, access list and children of every
     * znode.
     */
    public void look() {
        for (Entry.Replied seen : sweeper.look("tree")) {
            record(new Entry.Sent(seen.who(), 1, String.valueOf(seen.request())));
            record(seen);
        }
    }

    /** Counts what came back so far, by operation and error. */
    public void count(Answers answers) {
        for (Entry entry : entries) {
            if (entry instanceof Entry.Replied(String _, Request request, byte[] body)
                    && request != null
                    && body.length >= 16) {
                answers.add(request.type(), new BytesIn(body, 12).int32());
            }
        }
    }

    /** What happened so far, in a form in which two servers can be compared. */
    public List<String> transcript() {
        return new Rendering(baseZxid, startedAt).lines(entries);
    }

    @Override
    public void close() {
        sockets.forEach(RawClient::close);
        sweeper.endSessions(sessions);
        sweeper.sweep();
        sweeper.close();
    }

    Duration patience() {
        return patience;
    }

    void record(Entry entry) {
        entries.add(entry);
    }

    void remember(long sessionId, byte[] password) {
        sessions.put(sessionId, password);
    }

    void forget(long sessionId) {
        sessions.remove(sessionId);
    }
}
